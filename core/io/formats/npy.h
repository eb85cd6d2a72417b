// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/numeric/types.h"

namespace basin {

/// Reads NumPy's format, versions 1 to 3: little-endian f8, f4, i4 or i8, one or two dimensions, C or Fortran
/// order (NEP 1, read by parse_npy_header()). One dimension becomes one column. Throws InputError, also when
/// the bytes are more or fewer than the shape asks for, and for an i8 that no double holds exactly. Values
/// may be NaN or infinite.
Matrix parse_npy(std::string_view bytes, const std::string& where);

/// Version 1, f8, two dimensions, Fortran order.
std::string npy_bytes(const Matrix& matrix);

}  // namespace basin
