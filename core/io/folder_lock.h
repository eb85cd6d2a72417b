// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <vector>

namespace basin {

/// The folders on this path that do not exist yet, the deepest first.
std::vector<std::filesystem::path> missing_folders(const std::filesystem::path& folder);

/// One writer of a folder at a time: makes the folder where it is missing and locks it for as long as this
/// lives. Folders that were made and hold nothing at the end go again. Where the file system knows no locks
/// there is nobody to be told from.
class FolderLock {
  public:
    /// Throws InputError when it cannot be made or is no folder, and at once when another writer is there.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

    /// Another folder, open and locked, has taken the place of this one.
    void take_over(int descriptor);

  private:
    bool open_and_lock();

    std::filesystem::path folder_;
    std::vector<std::filesystem::path> missing_;  // that were made for it
    int descriptor_ = -1;
};

}  // namespace basin
