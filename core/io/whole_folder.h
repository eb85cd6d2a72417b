// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/io/folder_replacement.h"
#include "core/io/manifest.h"
#include "core/numeric/input_error.h"

namespace basin {

/// The files of a results folder that belong together. Folders of earlier versions have no manifest and are
/// taken as they are.
class WholeFolder {
  public:
    /// Finishes what a killed writer had completed. Throws InputError when a listed file is not there or not
    /// as its manifest says.
    explicit WholeFolder(const std::filesystem::path& folder);

    /// What the file holds. Throws InputError when it is not there, not listed, or not as the manifest says.
    std::string text(std::string_view name) const;
    std::filesystem::path path(std::string_view name) const { return folder_ / name; }
    const std::filesystem::path& folder() const { return folder_; }
    bool has_manifest() const { return manifest_.has_value(); }

  private:
    [[noreturn]] void refuse(std::string_view name) const;

    std::filesystem::path folder_;
    std::optional<Manifest> manifest_;
};

/// Which writing of the folder this is: between two that are equal nothing was replaced. Nothing where there
/// is no manifest.
std::optional<std::string> current_writing(const std::filesystem::path& folder);

/// Reads a folder by read(WholeFolder), anew when it was replaced meanwhile.
template <typename Read>
auto read_whole(const std::filesystem::path& folder, const Read& read) {
    constexpr int most_attempts = 100;
    for (int attempt = 1;; ++attempt) {
        const auto before = current_writing(folder);
        const auto is_settled = [&] {
            return attempt == most_attempts || (!is_unfinished(folder) && current_writing(folder) == before);
        };
        try {
            auto found = read(WholeFolder(folder));
            if (is_settled()) return found;
        } catch (const InputError&) {
            if (is_settled()) throw;
        }
    }
}

/// A file that may be a part of results: then it is read with them.
std::string read_listed_file(const std::filesystem::path& file);
/// Whether it is, by its name and the manifest beside it.
bool is_in_results(const std::filesystem::path& file);

}  // namespace basin
