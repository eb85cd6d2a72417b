// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace basin {

/// The whole file, bytes as they are. Throws InputError when it is missing, no regular file or unreadable.
std::string read_file(const std::filesystem::path& file);

/// Throws InputError unless the folder of a file that is to be written exists and may be written to.
void require_writable_folder(const std::filesystem::path& file);

/// Throws InputError for a path that is no UTF-8: neither JSON nor the window could name it.
void require_utf8(const std::filesystem::path& path);

}  // namespace basin
