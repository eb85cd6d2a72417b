// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/sparse_leverage.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include <cblas.h>
#include <lapacke.h>

#include "core/numeric/as_int.h"
#include "core/numeric/entry_shares.h"
#include "core/numeric/parallel.h"
#include "core/numeric/sparse_products.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/weighted_gram.h"
#include "core/solvers/approximations/leverage_scores.h"

namespace basin {

namespace {

using FloatMatrix = Eigen::MatrixXf;

// Rows that are held at a time.
constexpr Index panel = 256;
// Entries in each column of the sketch: one random block of 128 bits tells where they are.
constexpr int entries_per_column = 4;

/// Calls work(rows) for panels of all rows, on all cores.
template <class Work>
void for_panels(const SparseRows& A, const Work& work) {
    const auto shares = equal_shares(A, 8);
    parallel_for(static_cast<Index>(shares.size()), hardware_threads(), {}, [&](Index s) {
        const RowRange share = shares[static_cast<std::size_t>(s)];
        for (Index first = share.first; first < share.first + share.count; first += panel) {
            work(RowRange{first, std::min(panel, share.first + share.count - first)});
        }
    });
}

/// 1 / root of the diagonal, 1 for a column without entries.
Vector inverse_roots(const Matrix& gram) {
    return gram.diagonal().unaryExpr([](double v) { return v > 0 ? 1 / std::sqrt(v) : 1; });
}

/// T (d x rank) with T^T gram T = I, the rank being that of gram to rounding. Reads both triangles.
Matrix orthonormaliser(const Matrix& gram) {
    const Vector scale = inverse_roots(gram);
    const Matrix scaled = scale.asDiagonal() * gram * scale.asDiagonal();
    SymmetricEigen eigen;
    constexpr double least = 1e-12;  // what rounding leaves of an eigenvalue 0, relative
    if (!eigen.compute(scaled)) return Matrix(gram.rows(), 0);
    const Vector& lambda = eigen.values();
    const double floor = least * lambda.maxCoeff();
    const Index rank = floor > 0 ? (lambda.array() > floor).count() : 0;  // ascending: the last ones
    const Vector roots = lambda.tail(rank).cwiseSqrt().cwiseInverse();
    return scale.asDiagonal() * eigen.vectors().rightCols(rank) * roots.asDiagonal();
}

/// Column i of out = T^T a_i times factor of it, for the rows a_i of a panel; Tt = T^T (rank x d).
void combine_rows(const SparseRows& A, RowRange rows, const Matrix& Tt, Matrix& out) {
    out.setZero(Tt.rows(), rows.count);
    for (Index i = 0; i < rows.count; ++i) {
        const auto row = static_cast<std::size_t>(rows.first + i);
        for (auto k = static_cast<std::size_t>(A.starts[row]);
             k < static_cast<std::size_t>(A.starts[row + 1]); ++k) {
            out.col(i) += A.values[k] * Tt.col(A.places[k]);
        }
    }
}

/// (B T)^T (B T) for B = diag(weights)^{1/2} A.
Matrix gram_of_product(const SparseRows& A, const Vector& weights, const Matrix& Tt) {
    Matrix sum = Matrix::Zero(Tt.rows(), Tt.rows()), product;
    for (Index first = 0; first < A.rows; first += panel) {
        const RowRange rows{first, std::min(panel, A.rows - first)};
        combine_rows(A, rows, Tt, product);
        const Vector roots = weights.segment(first, rows.count).cwiseSqrt();
        product = product * roots.asDiagonal();
        cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, as_int(Tt.rows()), as_int(rows.count), 1,
                    product.data(), as_int(Tt.rows()), 1, sum.data(), as_int(Tt.rows()));
    }
    sum.triangularView<Eigen::StrictlyUpper>() = sum.transpose();
    return sum;
}

/// S B transposed (d x rows), B = diag(scale weights)^{1/2} A, S (rows x n) with +-1/2 at four random places
/// of each column.
FloatMatrix sparse_sketch(const SparseRows& A, const Vector& weights, double scale, Index rows,
                          std::uint64_t key) {
    const auto shares = equal_shares(A, share_count(A, 2 * entries_per_column, A.columns * rows));
    std::vector<FloatMatrix> sums(shares.size());
    const auto mask = static_cast<std::uint32_t>(rows - 1);  // rows is a power of 2
    const std::array<std::uint32_t, 2> halves{static_cast<std::uint32_t>(key),
                                              static_cast<std::uint32_t>(key >> 32U)};
    parallel_for(static_cast<Index>(shares.size()), hardware_threads(), {}, [&](Index s) {
        const RowRange share = shares[static_cast<std::size_t>(s)];
        FloatMatrix& sum = sums[static_cast<std::size_t>(s)];
        sum.setZero(A.columns, rows);
        for (Index i = share.first; i < share.first + share.count; ++i) {
            if (!(weights[i] > 0)) continue;
            const auto words = philox4x32({static_cast<std::uint32_t>(i), 0, 0, 0}, halves);
            const auto size = static_cast<float>(0.5 * std::sqrt(scale * weights[i]));
            std::array<float*, entries_per_column> to{};
            std::array<float, entries_per_column> factor{};
            for (std::size_t e = 0; e < to.size(); ++e) {
                to[e] = sum.data() + static_cast<Index>(words[e] & mask) * A.columns;
                factor[e] = (words[e] >> 31U) != 0 ? size : -size;
            }
            const auto row = static_cast<std::size_t>(i);
            for (auto k = static_cast<std::size_t>(A.starts[row]);
                 k < static_cast<std::size_t>(A.starts[row + 1]); ++k) {
                const auto value = static_cast<float>(A.values[k]);
                for (std::size_t e = 0; e < to.size(); ++e) to[e][A.places[k]] += factor[e] * value;
            }
        }
    });
    for (std::size_t s = 1; s < sums.size(); ++s) sums.front() += sums[s];
    return std::move(sums.front());
}

/// T^T = (R^{-1} G)^T (columns of G, filled up, x d), R^T R = M M^T for M (d x rows); empty where M is too
/// near to singular for single precision.
FloatMatrix projected_inverse(const Matrix& M, Index columns, RandomStream& stream) {
    const Index d = M.rows();
    Matrix gram = Matrix::Zero(d, d);
    cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, as_int(d), as_int(M.cols()), 1, M.data(), as_int(d),
                0, gram.data(), as_int(d));
    const Vector scale = inverse_roots(gram);
    for (Index k = 0; k < d; ++k) {
        gram.col(k).tail(d - k).array() *= scale[k] * scale.tail(d - k).array();
        if (gram(k, k) == 0) gram(k, k) = 1;  // a column without entries
    }
    const bool factorised =
        LAPACKE_dpotrf_work(LAPACK_COL_MAJOR, 'L', as_int(d), gram.data(), as_int(d)) == 0;
    constexpr double least_pivot = 3e-5;  // its square: the rounding of single precision stays below 1 %
    if (!M.allFinite() || !factorised || !(gram.diagonal().minCoeff() > least_pivot)) return {};
    Matrix T = Matrix::Identity(d, d);
    if (columns < d) {
        T.resize(d, columns);
        fill_normal(stream, entries(T));
        T /= std::sqrt(static_cast<double>(columns));
    }
    gram.triangularView<Eigen::Lower>().transpose().solveInPlace(T);
    FloatMatrix transposed = FloatMatrix::Zero(fill_up(T.cols(), floats_in_step), d);
    transposed.topRows(T.cols()) = (scale.asDiagonal() * T).transpose().cast<float>();
    return transposed.allFinite() ? transposed : FloatMatrix();
}

}  // namespace

Vector sparse_leverage_scores(const SparseRows& A1, const Vector& weights) {
    Matrix gram = Matrix::Zero(A1.columns, A1.columns);
    WeightedGram().add(A1, weights, gram);
    Matrix T = orthonormaliser(gram);
    if (T.cols() == 0) return Vector::Zero(A1.rows);
    T = T * orthonormaliser(gram_of_product(A1, weights, T.transpose()));
    const Matrix Tt = T.transpose();
    Vector scores(A1.rows);
    for_panels(A1, [&](RowRange rows) {
        Matrix product;
        combine_rows(A1, rows, Tt, product);
        scores.segment(rows.first, rows.count) = weights.segment(rows.first, rows.count).array() *
                                                 product.colwise().squaredNorm().transpose().array();
    });
    return scores;
}

Vector sparse_sketched_scores(const SparseRows& A1, const Vector& weights, RandomStream& stream) {
    const auto rows = static_cast<Index>(std::bit_ceil(static_cast<std::uint64_t>(5 * A1.columns)));
    const double largest = largest_entry(weights);
    if (2 * rows > A1.rows || !(largest > 0)) return sparse_leverage_scores(A1, weights);
    const Matrix sketch = sparse_sketch(A1, weights, 1 / largest, rows, stream.bits()).cast<double>();
    const FloatMatrix Tt = projected_inverse(sketch, projection_columns(A1.rows), stream);
    if (Tt.size() == 0) return sparse_leverage_scores(A1, weights);
    Vector scores(A1.rows);
    for_panels(A1, [&](RowRange part) {
        std::array<float, panel> norms{};
        row_norms(A1, part, Tt, norms);
        for (Index i = 0; i < part.count; ++i) {
            scores[part.first + i] =
                weights[part.first + i] / largest * static_cast<double>(norms[static_cast<std::size_t>(i)]);
        }
    });
    return scores;
}

}  // namespace basin
