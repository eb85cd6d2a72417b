// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace basin {

// Matrix-vector products for matrices that fit into a core's cache, where the overhead of a BLAS call shows.
// A has rows x columns entries, column-major, columns `lead` entries apart. Outputs overlap no input.

/// y = A x
void small_multiply(const double* A, std::size_t rows, std::size_t columns, std::size_t lead, const double* x,
                    double* y);
/// x = A^T y
void small_multiply_transposed(const double* A, std::size_t rows, std::size_t columns, std::size_t lead,
                               const double* y, double* x);

}  // namespace basin
