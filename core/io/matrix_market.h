// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/numeric/types.h"

namespace basin {

/// Reads a Matrix Market text into a dense matrix: array or coordinate, real, double or integer, general or
/// symmetric (Boisvert, Pozo, Remington, NISTIR 5935, 1996). Entries must be finite, in range and not given
/// twice. Throws InputError naming the line.
Matrix parse_matrix_market(std::string_view text, const std::string& where);

/// Array, real, general; reads back to the same bits.
std::string matrix_market_text(const Matrix& matrix);

}  // namespace basin
