// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// values (count x length, length a power of 2) becomes values H, H (length x length) the Hadamard matrix of
/// Sylvester's construction: entries +-1, H H^T = length I. count length log2(length) additions, in place.
/// The rows are transformed side by side, so that a few of them already fill the vector units.
void walsh_hadamard(Matrix& values);

}  // namespace basin
