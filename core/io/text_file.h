// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace basin {

/// The whole file, bytes as they are. Throws InputError when it is missing, no regular file or unreadable.
std::string read_file(const std::filesystem::path& file);

/// Its first bytes, at most so many.
std::string read_head(const std::filesystem::path& file, std::size_t most);

/// The folder that a file is in; "." where its path names none.
std::filesystem::path folder_of(const std::filesystem::path& file);

/// Throws InputError for a path that is no UTF-8: neither JSON nor the window could name it.
void require_utf8(const std::filesystem::path& path);

}  // namespace basin
