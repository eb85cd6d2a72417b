// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string_view>

namespace basin {

/// Writes a file that must not be there yet, down to the disk. Throws InputError naming target, the place
/// that the file is meant for in the end.
void write_new_file(const std::filesystem::path& file, std::string_view content,
                    const std::filesystem::path& target);

}  // namespace basin
