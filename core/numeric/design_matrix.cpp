// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/design_matrix.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/interruption.h"
#include "core/numeric/norm.h"
#include "core/numeric/sparse_products.h"
#include "core/numeric/weighted_gram.h"

namespace basin {

bool DesignMatrix::allFinite() const {
    if (!sparse_) return dense_->allFinite();
    return std::ranges::all_of(sparse_->values, [](double value) { return std::isfinite(value); });
}

bool DesignMatrix::operator==(const DesignMatrix& other) const {
    if (is_sparse() != other.is_sparse() || rows() != other.rows() || cols() != other.cols()) return false;
    return is_sparse() ? *sparse_ == *other.sparse_ : *dense_ == *other.dense_;
}

void DesignMatrix::absolute_times(const VectorInput& x, Vector& y) const {
    y.setZero(rows());
    if (!sparse_) {
        for (Index k = 0; k < cols(); ++k) {
            interruption_point();
            y += std::abs(x[k]) * dense_->col(k).cwiseAbs();
        }
        return;
    }
    each_entry(*sparse_, [&](Index i, Index k, double value) { y[i] += std::abs(value * x[k]); });
}

void DesignMatrix::absolute_transpose_times(const VectorInput& y, Vector& x) const {
    x.setZero(cols());
    if (!sparse_) {
        for (Index k = 0; k < cols(); ++k) {
            interruption_point();
            x[k] = dense_->col(k).cwiseAbs().dot(y.cwiseAbs());
        }
        return;
    }
    each_entry(*sparse_, [&](Index i, Index k, double value) { x[k] += std::abs(value * y[i]); });
}

double DesignMatrix::largest_entry() const {
    if (!sparse_) return dense_->cwiseAbs().maxCoeff();
    double largest = 0;
    for (const double value : sparse_->values) largest = std::max(largest, std::abs(value));
    return largest;
}

DesignMatrix DesignMatrix::times(double factor) const {
    if (!sparse_) return Matrix(*dense_ * factor);
    SparseRows scaled = *sparse_;
    for (double& value : scaled.values) value *= factor;
    return scaled;
}

Vector DesignMatrix::row_norms() const {
    const double largest = largest_entry();
    Vector sums = Vector::Zero(rows());
    if (largest == 0) return sums;
    // Squares of shares of the largest entry: none overflows, and what underflows counts for nothing.
    const double unit = power_of_two_near(largest);
    if (!sparse_) {
        for (Index k = 0; k < cols(); ++k) {
            interruption_point();
            sums.array() += (dense_->col(k).array() / unit).square();
        }
    } else {
        each_entry(*sparse_,
                   [&](Index i, Index, double value) { sums[i] += (value / unit) * (value / unit); });
    }
    return unit * sums.cwiseSqrt();
}

Vector DesignMatrix::squared_distances(const Vector& centre) const {
    if (!sparse_) return (dense_->rowwise() - centre.transpose()).rowwise().squaredNorm();
    // |a - c|^2 = |c|^2 + sum over the entries of (a_k - c_k)^2 - c_k^2: few terms that cancel.
    Vector distances = Vector::Constant(rows(), centre.squaredNorm());
    each_entry(*sparse_,
               [&](Index i, Index k, double value) { distances[i] += value * (value - 2 * centre[k]); });
    return distances.cwiseMax(0);
}

Matrix DesignMatrix::weighted_gram(const Vector& weights) const {
    if (!sparse_) {
        Matrix gram = dense_->transpose() * weights.asDiagonal() * *dense_;
        gram.triangularView<Eigen::StrictlyUpper>() = gram.transpose();
        return gram;
    }
    Matrix gram = Matrix::Zero(cols(), cols());
    WeightedGram().add(*sparse_, weights, gram);
    return gram;
}

Vector DesignMatrix::weighted_squares(const Vector& weights) const {
    Vector sums = Vector::Zero(cols());
    if (!sparse_) {
        for (Index k = 0; k < cols(); ++k) {
            sums[k] = (weights.array() * dense_->col(k).array().square()).sum();
        }
        return sums;
    }
    each_entry(*sparse_, [&](Index i, Index k, double value) { sums[k] += weights[i] * value * value; });
    return sums;
}

void DesignMatrix::times(const VectorInput& x, Vector& y) const {
    if (!sparse_) return multiply(*dense_, x, y);
    y.resize(rows());
    multiply_into(*sparse_, x, y);
}

void DesignMatrix::transpose_times(const VectorInput& y, Vector& x) const {
    if (!sparse_) return multiply_transposed(*dense_, y, x);
    x.resize(cols());
    multiply_transposed_into(*sparse_, y, x);
}

Matrix to_dense(const DesignMatrix& A) {
    return A.is_sparse() ? to_dense(A.sparse()) : A.dense();
}

}  // namespace basin
