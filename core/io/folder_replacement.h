// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/folder_lock.h"

namespace basin {

/// A file on its way into a results folder.
struct FolderFile {
    std::string name;
    std::string content;
};

/// Throws InputError when one of the names belongs to a file in the folder that its manifest does not list as
/// it is.
void refuse_foreign(const std::filesystem::path& folder, const std::vector<std::string>& names);

/// Puts the files and their manifest, written last, in the place of those that the folder's manifest lists. A
/// folder that holds nothing else is exchanged whole for a new one beside it, where the file system can.
/// Elsewhere the new files are written into a folder inside, which counts from the moment it has its name,
/// and moved from there: finish_replacement() does the rest after a kill. Throws InputError with the folder
/// as it was when something cannot be written.
void replace_files(const std::filesystem::path& folder, const std::vector<FolderFile>& files,
                   FolderLock& lock);

/// Moves into their places the files that a killed writer had completed. Only for the one who holds the lock.
void finish_replacement(const std::filesystem::path& folder);
/// Whether there are such files.
bool is_unfinished(const std::filesystem::path& folder);

}  // namespace basin
