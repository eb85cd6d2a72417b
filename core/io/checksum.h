// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "core/numeric/design_matrix.h"
#include "core/numeric/types.h"

namespace basin {

inline constexpr std::uint64_t empty_checksum = 0xcbf29ce484222325;

/// FNV-1a, 64 bits: tells a torn or damaged text from a whole one. A text in pieces: that of the earlier ones
/// goes in with the next.
std::uint64_t checksum(std::string_view bytes, std::uint64_t before = empty_checksum);

/// Sixteen hexadecimal digits.
std::string checksum_text(std::uint64_t checksum);

/// Those of the numbers; of a sparse matrix also of where they stand.
nlohmann::ordered_json data_checksum(const Matrix& values);
nlohmann::ordered_json data_checksum(const DesignMatrix& A);

}  // namespace basin
