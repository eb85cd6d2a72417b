// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/gram_tiles.h"

namespace basin {

/// A matrix V (rows x A.rows, column-major without gaps) that a shifted matrix A is multiplied with from the
/// left, its columns times f, and two vectors; f and q (A.rows).
struct LeftFactors {
    const double* V;
    std::size_t rows;
    const double *f, *q;
};

/// What becomes of them, for the columns of A: VA = V diag(f) A (rows x A.columns), Af = A^T f and Aq = A^T q
/// (A.columns).
struct LeftProducts {
    double *VA, *Af, *Aq;
};

/// Adds columns first, ..., last - 1 of the products. A sum depends on its own column only, whatever range it
/// is taken in.
void product_columns(const ShiftedMatrix& A, const LeftFactors& left, std::size_t first, std::size_t last,
                     const LeftProducts& out);

}  // namespace basin
