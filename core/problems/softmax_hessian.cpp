// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_hessian.h"

#include <algorithm>
#include <cmath>

#include <cblas.h>

#include "core/numeric/blas_threads.h"
#include "core/numeric/parallel.h"
#include "core/numeric/products.h"

namespace basin {

namespace {

// Up to this many multiplications plain loops are faster than BLAS calls.
constexpr double small_work = 20000;
// Rows that are scaled at a time: the copies stay in a core's cache until they are multiplied.
constexpr Index panel = 384;
// A share of the rows is worth its own sums from this many flops on, and there are at most this many shares.
constexpr double share_flops = 5e8;
constexpr Index most_shares = 8;

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
        assemble_large(terms, H);
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

void SoftmaxHessian::assemble_large(const HessianTerms& terms, Matrix& H) {
    use_single_threaded_blas();
    prepare_shares();
    for_shares(data_.A1.rows(), [&](Range rows, Share& share) { add_keys(terms, rows, share); });
    combine_values(terms);
    for_shares(KA_.rows(), [&](Range rows, Share& share) { add_values(terms, rows, share); });
    combine(H);
}

void SoftmaxHessian::prepare_shares() {
    const Index n = data_.A1.rows(), d = data_.A1.cols(), m = data_.A2.rows();
    const double flops = static_cast<double>(d) * static_cast<double>(n) * static_cast<double>(2 * m + d);
    // No more than n / d, so that the sums take no more memory than the data.
    const auto count =
        std::clamp<Index>(std::min(static_cast<Index>(flops / share_flops), n / d), 1, most_shares);
    shares_.resize(static_cast<std::size_t>(count));
    for (Share& share : shares_) {
        share.H.setZero(d, d);
        share.KA.setZero(m, d);
        share.A1f.setZero(d);
        share.A1q.setZero(d);
        share.times_f.resize(panel, d);
        share.rooted.resize(panel, d);
        share.order.reserve(static_cast<std::size_t>(panel));
        share.root.resize(panel);
    }
}

template <class Work>
void SoftmaxHessian::for_shares(Index size, const Work& work) {
    const auto count = static_cast<Index>(shares_.size());
    parallel_for(count, hardware_threads(), {}, [&](Index item) {
        const Index end = size * (item + 1) / count;
        for (Index row = size * item / count; row < end; row += panel) {
            work(Range{row, std::min(panel, end - row)}, shares_[static_cast<std::size_t>(item)]);
        }
    });
}

void SoftmaxHessian::add_keys(const HessianTerms& terms, Range rows, Share& share) {
    const Matrix& A1 = data_.A1;
    const auto f = terms.f.segment(rows.first, rows.count);
    const int count = as_int(rows.count), m = as_int(share.KA.rows());
    sort_by_sign(D_, rows, share);
    for (Index k = 0; k < A1.cols(); ++k) {
        const auto column = A1.col(k).segment(rows.first, rows.count);
        share.times_f.col(k).head(rows.count) = f.cwiseProduct(column);
        share.A1f[k] += cblas_ddot(count, f.data(), 1, column.data(), 1);
        share.A1q[k] += cblas_ddot(count, terms.q.data() + rows.first, 1, column.data(), 1);
        root_column(A1, k, share);
    }
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, as_int(A1.cols()), count, 1,
                data_.A2.data() + rows.first * data_.A2.rows(), m, share.times_f.data(), as_int(panel), 1,
                share.KA.data(), m);
    update_gram(share);
}

void SoftmaxHessian::add_values(const HessianTerms& terms, Range rows, Share& share) {
    sort_by_sign(terms.weights, rows, share);
    for (Index k = 0; k < KA_.cols(); ++k) root_column(KA_, k, share);
    update_gram(share);
}

void SoftmaxHessian::combine_values(const HessianTerms& terms) {
    A1f_ = shares_.front().A1f;
    A1q_ = shares_.front().A1q;
    KA_ = shares_.front().KA;
    for (std::size_t s = 1; s < shares_.size(); ++s) {
        A1f_ += shares_[s].A1f;
        A1q_ += shares_[s].A1q;
        KA_ += shares_[s].KA;
    }
    for (Index k = 0; k < KA_.cols(); ++k) KA_.col(k) -= A1f_[k] * terms.z;
}

void SoftmaxHessian::combine(Matrix& H) const {
    const Index d = H.rows();
    for (Index k = 0; k < d; ++k) {
        auto lower = H.col(k).tail(d - k);
        lower = -A1q_[k] * A1f_.tail(d - k) - A1f_[k] * A1q_.tail(d - k);
        for (const Share& share : shares_) lower += share.H.col(k).tail(d - k);
    }
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
}

void SoftmaxHessian::sort_by_sign(const Vector& weights, Range rows, Share& share) {
    share.order.clear();
    const auto append = [&](bool positive) {
        for (Index i = rows.first; i < rows.first + rows.count; ++i) {
            if ((weights[i] >= 0) == positive) share.order.push_back(i);
        }
    };
    append(true);
    share.positive = static_cast<Index>(share.order.size());
    append(false);
    for (Index r = 0; r < rows.count; ++r) {
        share.root[r] = std::sqrt(std::abs(weights[share.order[static_cast<std::size_t>(r)]]));
    }
}

void SoftmaxHessian::root_column(const Matrix& A, Index column, Share& share) {
    const double* from = A.data() + column * A.rows();
    double* to = share.rooted.data() + column * panel;
    for (std::size_t r = 0; r < share.order.size(); ++r) {
        to[r] = share.root[static_cast<Index>(r)] * from[share.order[r]];
    }
}

void SoftmaxHessian::update_gram(Share& share) {
    const auto update = [&share](Index first, Index count, double sign) {
        if (count == 0) return;
        cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, as_int(share.H.rows()), as_int(count), sign,
                    share.rooted.data() + first, as_int(panel), 1, share.H.data(), as_int(share.H.rows()));
    };
    update(0, share.positive, 1);
    update(share.positive, static_cast<Index>(share.order.size()) - share.positive, -1);
}

}  // namespace basin
