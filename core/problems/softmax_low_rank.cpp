// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_low_rank.h"

#include <algorithm>

#include <cblas.h>

#include "core/numeric/parallel.h"
#include "core/numeric/products.h"
#include "core/numeric/sparse_products.h"

namespace basin {

void add_low_rank_part(const LowRankFactors& factors, Matrix& H) {
    const Matrix weighted = factors.weights->asDiagonal() * *factors.KA;
    H.noalias() += factors.KA->transpose() * weighted;
    H.noalias() -= *factors.A1q * factors.A1f->transpose();
    H.noalias() -= *factors.A1f * factors.A1q->transpose();
    // Exactly symmetric, as everything that reads one triangle expects.
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
}

void SoftmaxLowRank::compute(const HessianTerms& terms) {
    return centred_.data().A1.is_sparse() ? compute_sparse(terms) : compute_dense(terms);
}

void SoftmaxLowRank::compute_sparse(const HessianTerms& terms) {
    constexpr Index panel = 256;  // rows whose right-hand sides stay in a core's cache
    const SparseRows& A1 = centred_.data().A1.sparse();
    const Matrix& A2 = centred_.values();
    const Index m = A2.rows(), width = fill_up(m + 2, doubles_in_step);
    const auto ranges = equal_shares(A1, share_count(A1, 2 * static_cast<double>(width), width * A1.columns));
    shares_.resize(ranges.size());
    parallel_for(static_cast<Index>(ranges.size()), hardware_threads(), {}, [&](Index s) {
        const RowRange range = ranges[static_cast<std::size_t>(s)];
        Share& share = shares_[static_cast<std::size_t>(s)];
        share.sum.setZero(width, A1.columns);
        share.panel.setZero(width, panel);
        for (Index first = range.first; first < range.first + range.count; first += panel) {
            const Index count = std::min(panel, range.first + range.count - first);
            for (Index i = 0; i < count; ++i) {
                auto column = share.panel.col(i);
                column.head(m) = terms.f[first + i] * A2.col(first + i);
                column[m] = terms.f[first + i];
                column[m + 1] = terms.q[first + i];
            }
            add_left_product(A1, {first, count}, share.panel, share.sum);
        }
    });
    for (std::size_t s = 1; s < shares_.size(); ++s) shares_.front().sum += shares_[s].sum;
    const Matrix& sum = shares_.front().sum;
    A1f_ = sum.row(m);
    A1q_ = sum.row(m + 1);
    KA_ = sum.topRows(m);
    for (Index k = 0; k < A1.columns; ++k) KA_.col(k) -= A1f_[k] * terms.z;
}

void SoftmaxLowRank::compute_dense(const HessianTerms& terms) {
    constexpr Index panel = 384;  // rows whose copies stay in a core's cache until they are multiplied
    const Matrix &A1 = centred_.data().A1.dense(), &A2 = centred_.values();
    const auto m = static_cast<int>(A2.rows()), d = static_cast<int>(A1.cols());
    multiply_transposed(centred_.keys().dense(), terms.f, A1f_);
    multiply_transposed(centred_.keys().dense(), terms.q, A1q_);
    if (centred_.key_offset().size() > 0) A1f_ += centred_.key_offset();
    base_ = A1.row(terms.heaviest);
    if (SoftmaxTiles::suit(A1.cols(), A2.rows())) {
        tiles_.sum_values({base_, terms.f, terms.q, terms.z});
        tiles_.copy_values(KA_);
        return;
    }
    At_f_.setZero(d);
    KA_.setZero(m, d);
    times_f_.resize(panel, d);
    for (Index first = 0; first < A1.rows(); first += panel) {
        const Index count = std::min(panel, A1.rows() - first);
        for (Index k = 0; k < d; ++k) {
            times_f_.col(k).head(count) =
                terms.f.segment(first, count).array() * (A1.col(k).segment(first, count).array() - base_[k]);
            At_f_[k] += times_f_.col(k).head(count).sum();
        }
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, d, static_cast<int>(count), 1,
                    A2.data() + first * A2.rows(), m, times_f_.data(), static_cast<int>(panel), 1, KA_.data(),
                    m);
    }
    for (Index k = 0; k < d; ++k) KA_.col(k) -= At_f_[k] * terms.z;
}

}  // namespace basin
