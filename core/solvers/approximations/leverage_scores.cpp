// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/leverage_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <Eigen/QR>

#include "core/solvers/approximations/sparse_leverage.h"

namespace basin {

namespace {

// Rows that are held at a time.
constexpr Index panel = 384;
// Entries in each column of the sketch.
constexpr int entries_per_column = 4;

/// Enough rows for a distortion of about 1/2: of the order d log d [Nelson, Nguyen 2013].
Index sketch_rows(Index d) {
    const auto size = static_cast<double>(d);
    return static_cast<Index>(std::ceil(8 * size * std::log(2 * size + 2))) + 32;
}

/// S diag(weights)^{1/2} A1 with S (rows x n): each row of A1 goes, with random signs, to a few random rows.
Matrix sparse_sketch(const Matrix& A1, const Vector& weights, Index rows, RandomStream& stream) {
    Matrix sketch = Matrix::Zero(A1.cols(), rows);  // transposed: a row of A1 meets contiguous memory
    for (Index i = 0; i < A1.rows(); ++i) {
        if (!(weights[i] > 0)) continue;
        const double size = std::sqrt(weights[i] / entries_per_column);
        for (int k = 0; k < entries_per_column; ++k) {
            const Index row = stream.below(rows);
            const double sign = (stream.bits() & 1U) != 0 ? size : -size;
            sketch.col(row) += sign * A1.row(i).transpose();
        }
    }
    return sketch.transpose();
}

/// T (d x rank) that makes the columns of M T orthonormal, M (rows x d) of any rank.
Matrix orthonormaliser(const Matrix& M) {
    const Eigen::ColPivHouseholderQR<Matrix> qr(M);
    const Index rank = qr.rank();
    Matrix T = Matrix::Zero(M.cols(), rank);
    T.topRows(rank) = qr.matrixR()
                          .topLeftCorner(rank, rank)
                          .triangularView<Eigen::Upper>()
                          .solve(Matrix::Identity(rank, rank));
    return qr.colsPermutation() * T;
}

Vector row_norms(const Matrix& A1, const Vector& weights, const Matrix& T) {
    Vector norms(A1.rows());
    Matrix product;
    for (Index first = 0; first < A1.rows(); first += panel) {
        const Index count = std::min(panel, A1.rows() - first);
        product.noalias() = A1.middleRows(first, count) * T;
        norms.segment(first, count) =
            weights.segment(first, count).array() * product.rowwise().squaredNorm().array();
    }
    return norms;
}

}  // namespace

Index projection_columns(Index n) {
    return static_cast<Index>(std::ceil(4 * std::log(static_cast<double>(n) + 1)));
}

Vector leverage_scores(const DesignMatrix& A1, const Vector& weights) {
    if (A1.is_sparse()) return sparse_leverage_scores(A1.sparse(), weights);
    const Matrix B = weights.cwiseSqrt().asDiagonal() * A1.dense();
    const Index n = B.rows(), d = B.cols();
    if (n >= d) {
        const Eigen::HouseholderQR<Matrix> qr(B);
        const auto diagonal = qr.matrixQR().diagonal().cwiseAbs();
        const double least =
            diagonal.maxCoeff() * static_cast<double>(n) * 1e2 * std::numeric_limits<double>::epsilon();
        if (diagonal.minCoeff() > least) {
            const Matrix Q = qr.householderQ() * Matrix::Identity(n, d);
            return Q.rowwise().squaredNorm();
        }
    }
    // Rank-deficient: pivoting finds which columns of Q span the column space.
    const Eigen::ColPivHouseholderQR<Matrix> qr(B);
    if (qr.rank() == 0) return Vector::Zero(n);
    const Matrix Q = qr.householderQ() * Matrix::Identity(n, qr.rank());
    return Q.rowwise().squaredNorm();
}

Vector sketched_leverage_scores(const DesignMatrix& design, const Vector& weights, RandomStream& stream) {
    if (design.is_sparse()) return sparse_sketched_scores(design.sparse(), weights, stream);
    const Matrix& A1 = design.dense();
    const Index rows = sketch_rows(A1.cols());
    if (rows >= A1.rows()) return leverage_scores(design, weights);
    Matrix T = orthonormaliser(sparse_sketch(A1, weights, rows, stream));
    const Index columns = projection_columns(A1.rows());
    if (T.cols() == 0) return Vector::Zero(A1.rows());
    if (columns < T.cols()) {
        Matrix gaussian(T.cols(), columns);
        fill_normal(stream, entries(gaussian));
        T = T * (gaussian / std::sqrt(static_cast<double>(columns)));
    }
    return row_norms(A1, weights, T);
}

}  // namespace basin
