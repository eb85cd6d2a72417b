// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

namespace basin {

/// What is being written has such a name and six letters until it is whole.
inline constexpr std::string_view temporary_prefix = ".basin-tmp-";

/// A new file or folder that waits to be renamed to what it is for, locked while this lives: what a killed
/// program left is told from what is in use by its lock.
class TemporaryEntry {
  public:
    enum class Kind { file, folder };

    /// Null, with errno set, where none can be made.
    static std::unique_ptr<TemporaryEntry> create(const std::filesystem::path& folder, Kind kind);
    /// Removes it, unless it was renamed.
    ~TemporaryEntry();
    TemporaryEntry(const TemporaryEntry&) = delete;
    TemporaryEntry& operator=(const TemporaryEntry&) = delete;

    const std::filesystem::path& path() const { return path_; }
    int descriptor() const { return descriptor_; }
    /// Closes a file; false, with errno set, when that failed.
    bool close();
    /// It stands under another name now, and stays.
    void keep() { kept_ = true; }

  private:
    TemporaryEntry(std::filesystem::path path, int descriptor)
        : path_(std::move(path)), descriptor_(descriptor) {}

    std::filesystem::path path_;
    int descriptor_;
    bool kept_ = false;
};

/// Whether the open file or folder is still what the path leads to.
bool is_at(int descriptor, const std::filesystem::path& path);

/// Makes what was written into a folder last through a power failure, where the file system can.
void sync_folder(const std::filesystem::path& folder);

/// Removes the temporary files and folders that killed programs left in the folder; what is in use stays, and
/// so does, in a folder that a manifest lists, whatever is not as it says. Where the file system knows no
/// locks nothing goes.
void remove_leftovers(const std::filesystem::path& folder);

/// Removes a folder of results whose name is temporary: the files that its manifest lists as they are and
/// then the manifest, or, without one, the files that were being written. Whatever else is in it stays.
void remove_temporary_folder(const std::filesystem::path& folder);

}  // namespace basin
