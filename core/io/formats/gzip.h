// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace basin {

/// Whether the bytes begin as a gzip file does.
bool is_gzip(std::string_view bytes);

/// What is packed in a gzip file of one or more members, or in bare zlib data. Throws InputError where it is
/// damaged or cut short, or grows beyond so many bytes, at most a quarter of the machine's memory.
std::string gunzip(std::string_view bytes, const std::string& where,
                   double most_bytes = std::numeric_limits<double>::infinity());

}  // namespace basin
