// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/numeric/products.h"
#include "core/numeric/sparse_rows.h"

namespace basin {

/// A data matrix (n x d), dense or sparse, that does not change. Copies share its entries.
class DesignMatrix {
  public:
    DesignMatrix() : dense_(std::make_shared<const Matrix>()) {}
    DesignMatrix(Matrix dense)  // NOLINT(google-explicit-constructor): a matrix is a design matrix
        : dense_(std::make_shared<const Matrix>(std::move(dense))) {}
    template <class Derived>
    DesignMatrix(const Eigen::MatrixBase<Derived>& dense)  // NOLINT(google-explicit-constructor): likewise
        : DesignMatrix(Matrix(dense)) {}
    DesignMatrix(SparseRows sparse)  // NOLINT(google-explicit-constructor): likewise
        : sparse_(std::make_shared<const SparseRows>(std::move(sparse))) {}

    Index rows() const { return sparse_ ? sparse_->rows : dense_->rows(); }
    Index cols() const { return sparse_ ? sparse_->columns : dense_->cols(); }
    /// n d.
    Index size() const { return rows() * cols(); }
    /// How many entries are stored: n d when dense.
    Index entries() const { return sparse_ ? sparse_->nonzeros() : dense_->size(); }
    bool is_sparse() const { return sparse_ != nullptr; }
    /// Only of the kind that it is.
    const Matrix& dense() const { return *dense_; }
    const SparseRows& sparse() const { return *sparse_; }

    /// y = A x; the output gets its size, as in the next.
    void times(const VectorInput& x, Vector& y) const;
    /// x = A^T y.
    void transpose_times(const VectorInput& y, Vector& x) const;

    bool allFinite() const;
    bool operator==(const DesignMatrix& other) const;

    /// y = |A| |x| and x = |A|^T |y|, entries by absolute value: what rounding is measured by.
    void absolute_times(const VectorInput& x, Vector& y) const;
    void absolute_transpose_times(const VectorInput& y, Vector& x) const;

    /// The largest |entry|.
    double largest_entry() const;
    /// factor A.
    DesignMatrix times(double factor) const;
    /// |a_i| (n) for every row a_i, whatever the size of the entries.
    Vector row_norms() const;
    /// out (n) = |a_i - centre|^2 for every row a_i; centre (d).
    Vector squared_distances(const Vector& centre) const;
    /// A^T diag(weights) A (d x d, both triangles); weights (n) of any sign.
    Matrix weighted_gram(const Vector& weights) const;
    /// sum over i of weights_i a_ik^2, for every column k.
    Vector weighted_squares(const Vector& weights) const;

  private:
    std::shared_ptr<const Matrix> dense_;
    std::shared_ptr<const SparseRows> sparse_;
};

/// For small matrices only.
Matrix to_dense(const DesignMatrix& A);

}  // namespace basin
