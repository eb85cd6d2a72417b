// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/design_matrix.h"
#include "core/numeric/panel_products.h"

namespace basin {

/// H (columns x columns) += A^T diag(weights) A in the lower triangle, for so few columns that registers hold
/// rows of one, not of eight; A has no shift. scaled: scratch of as many numbers as rows.
void add_gram_of_few(const ShiftedMatrix& A, const double* weights, double* scaled, Matrix& H);

/// Sums A^T diag(weights) A without a scaled copy of A. Keeps its scratch memory.
class WeightedGram {
  public:
    /// H += A^T diag(weights) A for A (n x d), weights (n) of any sign, H (d x d, both triangles in and
    /// out). Rows of weight 0 cost nothing.
    void add(const Matrix& A, const Vector& weights, Matrix& H);
    /// The same, but of the lower triangle of H only; what is above it is unspecified.
    void add_lower(const Matrix& A, const Vector& weights, Matrix& H);
    /// add() for sparse A, with weights of any sign. Row i with p entries costs p^2 / 2 multiplications.
    void add(const SparseRows& A, const Vector& weights, Matrix& H);
    /// Whichever A is.
    void add(const DesignMatrix& A, const Vector& weights, Matrix& H) {
        A.is_sparse() ? add(A.sparse(), weights, H) : add(A.dense(), weights, H);
    }

  private:
    void add_tiles(const Matrix& A, const Vector& weights, Matrix& H);
    void add_few(const Matrix& A, const Vector& weights, Matrix& H);
    /// H += sign A^T diag(|weights|) A, lower triangle, over the rows whose weights have that sign.
    void add_sign(const Matrix& A, const Vector& weights, double sign, Matrix& H);

    std::vector<Index> rows_;     // those of one sign
    Vector roots_;                // of their |weights|
    Matrix panel_;                // rows x d, some of them times their roots
    std::vector<Panels> panels_;  // some rows of A, of each share of them
    std::vector<Matrix> sums_;    // d x d each, of shares of the rows
};

}  // namespace basin
