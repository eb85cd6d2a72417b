// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace basin {

/// Writes the file whole or not at all: a temporary file in the same folder, fsync, rename, fsync of the
/// folder. An existing file is replaced. Throws InputError when the folder is missing or not writable, or the
/// disk is full; the old file is then untouched and no temporary one stays.
void write_atomically(const std::filesystem::path& file, std::string_view content);

/// The same for a file that a user named: removes what killed programs left beside it, and throws InputError
/// for a file that is a part of results.
void write_output_file(const std::filesystem::path& file, std::string_view content);

/// What write_output_file() would refuse, before anything is computed.
void check_output_file(const std::filesystem::path& file);

/// Everything goes into the open file, or InputError naming the file is thrown.
void write_all(int descriptor, std::string_view content, const std::filesystem::path& file);

/// Throws InputError with the reason in errno.
[[noreturn]] void fail_to_write(const std::filesystem::path& file);

}  // namespace basin
