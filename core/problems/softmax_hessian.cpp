// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_hessian.h"

#include <algorithm>

#include <cblas.h>

#include "core/numeric/blas_threads.h"
#include "core/numeric/parallel.h"
#include "core/numeric/products.h"

namespace basin {

namespace {

// Up to this many multiplications plain loops are faster than BLAS calls.
constexpr double small_work = 20000;
// Rows of A1 that are scaled at a time: with the columns below they stay in a core's cache.
constexpr Index panel = 384;
// Columns that a thread assembles at a time. Fewer waste less above the diagonal of a Gram matrix, more share
// the cost of bringing the left factor of a product into shape.
constexpr Index gram_columns = 128;
constexpr Index product_columns = 256;

Index block_count(Index size, Index block) {
    return (size + block - 1) / block;
}
int as_int(Index value) {
    return static_cast<int>(value);
}

}  // namespace

void SoftmaxHessian::assemble(const HessianTerms& terms, Matrix& H) {
    const Index d = data_.A1.cols();
    H.resize(d, d);
    KA_.resize(data_.A2.rows(), d);
    A1f_.resize(d);
    A1q_.resize(d);
    D_ = terms.q + terms.ridge;
    const double work = static_cast<double>(d) * static_cast<double>(data_.A2.size() + d * data_.A1.rows());
    if (work <= small_work) {
        assemble_small(terms, H);
    } else {
        assemble_blocked(terms, H);
    }
}

void SoftmaxHessian::assemble_small(const HessianTerms& terms, Matrix& H) {
    const Matrix& A1 = data_.A1;
    column_d_.resize(A1.cols());
    multiply_transposed_into(A1, terms.f, A1f_);
    multiply_transposed_into(A1, terms.q, A1q_);
    for (Index k = 0; k < A1.cols(); ++k) {
        const Index above = k + 1;
        column_n_ = terms.f.cwiseProduct(A1.col(k));
        multiply(data_.A2, column_n_, column_m_);
        KA_.col(k) = column_m_ - A1f_[k] * terms.z;
        column_n_ = D_.cwiseProduct(A1.col(k));
        multiply_transposed_into(A1.leftCols(above), column_n_, column_d_.head(above));
        column_m_ = terms.weights.cwiseProduct(KA_.col(k));
        multiply_transposed_into(KA_.leftCols(above), column_m_, H.col(k).head(above));
        H.col(k).head(above) +=
            column_d_.head(above) - A1q_[k] * A1f_.head(above) - A1f_[k] * A1q_.head(above);
        H.row(k).head(k) = H.col(k).head(k);
    }
}

void SoftmaxHessian::assemble_blocked(const HessianTerms& terms, Matrix& H) {
    use_single_threaded_blas();
    const Index d = data_.A1.cols();
    times_f_.resize(panel, d);
    weighted_.resize(panel, d);
    const double flops =
        static_cast<double>(d) * static_cast<double>(2 * data_.A2.size() + d * data_.A1.rows());
    const int threads = flops >= parallel_flops ? hardware_threads() : 1;
    const auto range = [d](Index item, Index block) {
        return Range{item * block, std::min(block, d - item * block)};
    };
    const Index grams = block_count(d, gram_columns);
    const Index products = block_count(d, product_columns);
    parallel_for(grams + products, threads, {}, [&](Index item) {
        if (item < grams) {
            add_keys(terms, range(item, gram_columns), H);
        } else {
            multiply_values(terms, range(item - grams, product_columns));
        }
    });
    parallel_for(grams, threads, {}, [&](Index item) { add_values(terms, range(item, gram_columns), H); });
}

void SoftmaxHessian::multiply_values(const HessianTerms& terms, Range columns) {
    const Matrix& A1 = data_.A1;
    const Matrix& A2 = data_.A2;
    const auto [first, count] = columns;
    const int m = as_int(A2.rows());
    A1f_.segment(first, count).setZero();
    KA_.middleCols(first, count).setZero();
    for (Index row = 0; row < A1.rows(); row += panel) {
        const Index rows = std::min(panel, A1.rows() - row);
        auto times_f = times_f_.block(0, first, rows, count);
        times_f = terms.f.segment(row, rows).asDiagonal() * A1.block(row, first, rows, count);
        A1f_.segment(first, count) += times_f.colwise().sum();
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, as_int(count), as_int(rows), 1,
                    A2.data() + row * m, m, times_f.data(), as_int(panel), 1, KA_.data() + first * m, m);
    }
    for (Index k = first; k < first + count; ++k) KA_.col(k) -= A1f_[k] * terms.z;
}

void SoftmaxHessian::add_keys(const HessianTerms& terms, Range columns, Matrix& H) {
    const Matrix& A1 = data_.A1;
    const auto [first, count] = columns;
    H.block(first, first, H.rows() - first, count).setZero();
    A1q_.segment(first, count).setZero();
    for (Index row = 0; row < A1.rows(); row += panel) {
        const Range rows{row, std::min(panel, A1.rows() - row)};
        add_gram(A1, D_, rows, columns, H);
        for (Index k = first; k < first + count; ++k) {
            A1q_[k] += A1.col(k).segment(row, rows.count).dot(terms.q.segment(row, rows.count));
        }
    }
}

void SoftmaxHessian::add_values(const HessianTerms& terms, Range columns, Matrix& H) {
    const auto [first, count] = columns;
    for (Index row = 0; row < KA_.rows(); row += panel) {
        add_gram(KA_, terms.weights, {row, std::min(panel, KA_.rows() - row)}, columns, H);
    }
    for (Index k = first; k < first + count; ++k) {
        const Index below = H.rows() - k;
        H.col(k).tail(below) -= A1f_[k] * A1q_.tail(below) + A1q_[k] * A1f_.tail(below);
    }
    const Index next = first + count;
    auto diagonal = H.block(first, first, count, count);
    diagonal.triangularView<Eigen::StrictlyUpper>() = diagonal.transpose();
    H.block(first, next, count, H.cols() - next) = H.block(next, first, H.rows() - next, count).transpose();
}

void SoftmaxHessian::add_gram(const Matrix& A, const Vector& weights, Range rows, Range columns, Matrix& H) {
    const auto [first, count] = columns;
    auto weighted = weighted_.block(0, first, rows.count, count);
    weighted =
        weights.segment(rows.first, rows.count).asDiagonal() * A.block(rows.first, first, rows.count, count);
    cblas_dgemm(CblasColMajor, CblasTrans, CblasNoTrans, as_int(H.rows() - first), as_int(count),
                as_int(rows.count), 1, &A(rows.first, first), as_int(A.rows()), weighted.data(),
                as_int(panel), 1, &H(first, first), as_int(H.rows()));
}

}  // namespace basin
