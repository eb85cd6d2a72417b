// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/random.h"
#include "core/numeric/sparse_rows.h"

namespace basin {

// Leverage scores of B = diag(weights)^{1/2} A1 as in leverage_scores.h, for sparse A1 (n x d), which is
// never made dense: memory goes with d^2 and n.

/// Exact, nnz(A1) d flops besides d^3: T with B T orthonormal from the Gram matrix of B, and again from that
/// of B T, which removes what the squared condition number spoiled (CholeskyQR2 [Yamamoto and others
/// 2015]). Directions below 1e-6 of the largest, columns scaled, count as outside the column space.
Vector sparse_leverage_scores(const SparseRows& A1, const Vector& weights);

/// Approximate, two passes over A1 in single precision: R^T R = (S B)^T (S B) for a sketch S of 5 d to 10 d
/// rows with four entries a column [Nelson, Nguyen 2013], then |G^T R^{-T} a_i|^2 with a Gaussian G of
/// projection_columns(n) columns [Clarkson, Woodruff 2013]. Where S B is nearly singular single
/// precision would not do, and the exact scores are taken, as for A1 of hardly more rows than S.
Vector sparse_sketched_scores(const SparseRows& A1, const Vector& weights, RandomStream& stream);

}  // namespace basin
