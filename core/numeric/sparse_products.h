// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/numeric/products.h"
#include "core/numeric/sparse_rows.h"

namespace basin {

// Products with a sparse matrix A (n x d). Several threads once there is enough to do; the rows are shared by
// their number of entries alone, so that results do not depend on the threads. Outputs overlap no input.

/// y = A x; y has its size already.
void multiply_into(const SparseRows& A, const VectorInput& x, VectorOutput y);
/// x = A^T y; x has its size already.
void multiply_transposed_into(const SparseRows& A, const VectorInput& y, VectorOutput x);

/// How many shares of the rows are worth sums of their own of `sum_size` entries each, when an entry of A
/// takes `work` flops: 1 for small A, and never so many that the sums take more memory than A.
Index share_count(const SparseRows& A, double work, Index sum_size);

/// Several right-hand sides take one pass over A: their number is a multiple of this, filled up with zeros.
inline constexpr Index doubles_in_step = 8;
inline constexpr Index floats_in_step = 16;
constexpr Index fill_up(Index count, Index step) {
    return (count + step - 1) / step * step;
}

/// sum (k x d) += Y A' for the given rows A' of A and Y (k x rows.count), k a multiple of doubles_in_step.
void add_left_product(const SparseRows& A, RowRange rows, const Matrix& Y, Matrix& sum);

/// norms[i] = |T a_i|^2 for the given rows a_i of A and T (k x d), k a multiple of floats_in_step. In single
/// precision.
void row_norms(const SparseRows& A, RowRange rows, const Eigen::MatrixXf& T, std::span<float> norms);

/// The lower triangle of sum (d x d) += A'^T diag(weights) A' for the given rows A' of A; weights (n) of any
/// sign. Rows of weight 0 cost nothing.
void add_weighted_gram(const SparseRows& A, RowRange rows, const Vector& weights, Matrix& sum);

}  // namespace basin
