// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace basin {

/// Writes the file whole or not at all: a temporary file in the same folder, fsync, rename, fsync of the
/// folder. An existing file is replaced. Throws InputError when the folder is missing or not writable, or the
/// disk is full; the old file is then untouched and no temporary one stays.
void write_atomically(const std::filesystem::path& file, std::string_view content);

}  // namespace basin
