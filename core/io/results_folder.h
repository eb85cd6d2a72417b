// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/io/folder_lock.h"
#include "core/io/folder_replacement.h"

namespace basin {

/// Throws InputError when one of these files, from which results are made, is in the folder for them.
void refuse_inputs(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& inputs);

/// A results folder while its only writer is at work. What is in it is replaced whole: a reader finds the
/// earlier results or the new ones, never some of both, whatever ends the program. What the program did not
/// write - all that the folder's manifest does not list, or lists otherwise than it is - is left as it is.
class ResultsFolder {
  public:
    enum class Existing { refuse, replace };

    /// Makes and locks the folder before anything is computed, finishes what a killed writer had committed
    /// and removes what others left. Throws InputError when there are files in it (to refuse), when it cannot
    /// be made, written or has a name that is no UTF-8, and while another process writes there.
    ResultsFolder(const std::filesystem::path& folder, Existing existing);

    const std::filesystem::path& path() const { return folder_; }
    bool is_empty() const;

    /// Throws InputError when one of these names belongs to a file that the program did not write.
    void expect(const std::vector<std::string>& names) const;

    /// Replaces the results that are there by these files and their manifest. Returns the files' paths.
    std::vector<std::filesystem::path> replace(const std::vector<FolderFile>& files);

    /// Adds figures to the folder and its manifest: draw writes them into the folder it is given and returns
    /// their paths. Listed ones of the same name are replaced; others of it too, or InputError is thrown.
    /// Returns where they are now.
    using Draw = std::function<std::vector<std::filesystem::path>(const std::filesystem::path&)>;
    std::vector<std::filesystem::path> add_figures(const Draw& draw, Existing foreign = Existing::refuse);

  private:
    std::filesystem::path folder_;
    FolderLock lock_;
};

}  // namespace basin
