// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/design_matrix.h"
#include "core/numeric/random.h"

namespace basin {

/// Leverage scores of B = diag(weights)^{1/2} A1, A1 (n x d), weights (n) >= 0: score i = |row i of Q|^2 for
/// an orthonormal basis Q of B's column space. They sum to the rank of B; B may have any rank. All are 0 for
/// B = 0.
///
/// Exact: of dense A1 by a thin QR factorisation, n d^2 flops and three n x d copies; of sparse
/// A1 by sparse_leverage_scores().
Vector leverage_scores(const DesignMatrix& A1, const Vector& weights);

/// Approximate, at the cost of a few passes over A1: R of a QR factorisation of S B for a sparse sketch S
/// ([Clarkson, Woodruff 2013]; four entries a column, as in [Nelson, Nguyen 2013]) makes B R^{-1}
/// nearly orthonormal, and its row norms are taken from a Gaussian projection [Drineas and others
/// 2012]. Where a sketch would have no fewer rows than B, the exact ones. Of
/// sparse A1 by sparse_sketched_scores().
Vector sketched_leverage_scores(const DesignMatrix& A1, const Vector& weights, RandomStream& stream);

/// Columns of a Gaussian projection that keeps the norms of n rows within about a third.
Index projection_columns(Index n);

}  // namespace basin
