// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

// Matrix-vector products for any size: plain loops while a BLAS call would cost more than the work, several
// threads once the matrix leaves the caches. Results do not depend on the number of threads.

/// y = A x; y (rows of A) is resized.
void multiply(const Matrix& A, const Vector& x, Vector& y);

/// x = A^T y; x (columns of A) is resized.
void multiply_transposed(const Matrix& A, const Vector& y, Vector& x);

/// Work in floating-point operations from which helper threads pay for themselves.
inline constexpr double parallel_flops = 2e6;

}  // namespace basin
