// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_hessian.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <cblas.h>

#include "core/numeric/as_int.h"
#include "core/numeric/interruption.h"
#include "core/numeric/panel_products.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

// Rows that are copied at a time: they stay in a core's cache until they are multiplied.
constexpr Index panel_rows = 256;
// A smaller weight is none: its row could not be divided by the root.
constexpr double smallest_weight = 1e-280;
// A share of the rows is worth its own sums from this many flops on, for a few shares and for as many as
// there are at most: they are added up by one thread.
constexpr double share_flops = 1e8, many_share_flops = 1e9;
constexpr double few_shares = 4;
constexpr Index most_shares = 8;
// A thread that finishes columns of H first fetches what others have summed: as if there were so much less to
// do.
constexpr double worth_of_finishing = 0.1;

/// Copies columns 8 p, ..., 8 p + 7 of the lower triangle of H into the upper one.
void mirror_panel(Index p, Matrix& H) {
    constexpr Index width = Panels::width;
    const Index k = p * width, columns = std::min(width, H.rows() - k);
    for (Index j = k + 1; j < k + columns; ++j)
        H.col(j).segment(k, j - k) = H.row(j).segment(k, j - k).transpose();
    for (Index j = k + width; j < H.rows(); j += width) {
        if (j + width <= H.rows()) {
            H.block<width, width>(k, j) = H.block<width, width>(j, k).transpose();
        } else {
            H.block(k, j, width, H.rows() - j) = H.block(j, k, H.rows() - j, width).transpose();
        }
    }
}

}  // namespace

void SoftmaxHessian::assemble(const HessianTerms& terms, Matrix& H) {
    const Index m = centred_.values().rows(), d = centred_.data().A1.cols();
    H.resize(d, d);
    D_ = terms.q + centred_.ridge();
    take_base(terms.heaviest);
    if (SoftmaxTiles::suit(d, m)) {
        assemble_tiles(terms, H);
    } else {
        assemble_large(terms, H);
    }
}

void SoftmaxHessian::take_base(Index heaviest) {
    if (heaviest == base_row_) return;
    base_row_ = heaviest;
    base_ = centred_.data().A1.dense().row(heaviest);
    outer_left_.resize(4, base_.size());
    outer_right_.resize(4, base_.size());
    outer_left_.set_row(0, base_);
    outer_left_.set_row(1, centred_.ridge_keys());
    ridge_rest_ = centred_.ridge_keys() - centred_.ridge_sum() * base_;
    outer_right_.set_row(0, ridge_rest_);
    outer_right_.set_row(1, base_);
}

void SoftmaxHessian::add_outer_products(Index p, Matrix& H) const {
    constexpr std::array<double, 4> signs{1, 1, -1, -1};
    const Index k = p * Panels::width;
    add_panel_products(columns_from(outer_left_, p), signs.data(), columns_of(outer_right_, p),
                       {&H(k, k), Panels::width, H.rows()});
}

void SoftmaxHessian::take_vectors(const Vector& A1f, const Vector& A1q) {
    outer_left_.set_row(2, A1f);
    outer_left_.set_row(3, A1q);
    outer_right_.set_row(2, A1q);
    outer_right_.set_row(3, A1f);
}

void SoftmaxHessian::assemble_tiles(const HessianTerms& terms, Matrix& H) {
    tiles_.sum_all({base_, terms.f, terms.q, terms.z}, D_, H);
    if (SoftmaxTiles::are_few(H.rows())) return finish_few(terms, H);
    take_vectors(tiles_.A1f(), tiles_.A1q());
    const double flops = static_cast<double>(H.size()) * static_cast<double>(terms.z.size());
    // As they have been summed: a thread finishes most of what it has in its cache.
    const auto finish = [&](Index item) {
        const Index p = outer_left_.count() - 1 - item;
        // Before the last part, which is the largest where the residual is small: its rounding is then the
        // only one.
        add_outer_products(p, H);
        tiles_.add_values_gram(p, terms.weights, H);
        mirror_panel(p, H);
    };
    parallel_for(outer_left_.count(), threads_for(worth_of_finishing * flops), {}, finish,
                 ItemOrder::from_both_ends);
}

void SoftmaxHessian::finish_few(const HessianTerms& terms, Matrix& H) {
    const Vector &A1f = tiles_.A1f(), &A1q = tiles_.A1q(), &t = centred_.ridge_keys();
    for (Index k = 0; k < H.cols(); ++k) {
        for (Index j = k; j < H.rows(); ++j)
            H(j, k) += (ridge_rest_[k] * base_[j] + base_[k] * t[j]) - (A1q[k] * A1f[j] + A1f[k] * A1q[j]);
    }
    tiles_.add_values_gram(0, terms.weights, H);
    mirror_panel(0, H);
}

void SoftmaxHessian::assemble_large(const HessianTerms& terms, Matrix& H) {
    KA_.resize(terms.z.size(), H.cols());
    prepare_shares();
    for_panels(D_, [&](Range panel, Share& share) {
        gather_rows(centred_.data().A1.dense(), base_, D_, panel, share);
        add_keys(terms, panel, share);
        add_gram(panel, share);
    });
    combine_values(terms);
    nothing_.setZero(H.cols());
    for_panels(terms.weights, [&](Range panel, Share& share) {
        gather_rows(KA_, nothing_, terms.weights, panel, share);
        add_gram(panel, share);
    });
    combine(H);
}

void SoftmaxHessian::prepare_shares() {
    const Index n = centred_.values().cols(), d = base_.size(), m = centred_.values().rows();
    const double flops = static_cast<double>(d) * static_cast<double>(n) * static_cast<double>(2 * m + d);
    // No more than n / d, so that the sums take no more memory than the data.
    const double worth = std::max(std::min(flops / share_flops, few_shares), flops / many_share_flops);
    const auto count = std::clamp<Index>(std::min(static_cast<Index>(worth), n / d), 1, most_shares);
    shares_.resize(static_cast<std::size_t>(count));
    for (Share& share : shares_) {
        share.has_H = share.has_KA = false;
        share.H.resize(d, d);
        share.KA.resize(m, d);
        share.A1f.setZero(d);
        share.A1q.setZero(d);
        share.rows.resize(panel_rows, d);
        share.values.resize(m, panel_rows);
        share.f.resize(panel_rows);
        share.q.resize(panel_rows);
        share.root.resize(panel_rows);
        share.order.reserve(static_cast<std::size_t>(std::max(n, m) / count + 1));
    }
}

template <class Work>
void SoftmaxHessian::for_panels(const Vector& weights, const Work& work) {
    const auto count = static_cast<Index>(shares_.size());
    const Interruption* interruption = Interruption::current();
    parallel_for(count, hardware_threads(), {}, [&](Index item) {
        Share& share = shares_[static_cast<std::size_t>(item)];
        const Index first = weights.size() * item / count;
        sort_by_sign(weights, {first, weights.size() * (item + 1) / count - first}, share);
        const auto over = [&](Index begin, Index end) {
            for (Index r = begin; r < end && !is_interrupted(interruption); r += panel_rows)
                work(Range{r, std::min(panel_rows, end - r)}, share);
        };
        over(0, share.positive);
        over(share.positive, share.signed_rows);
        over(share.signed_rows, static_cast<Index>(share.order.size()));
    });
}

void SoftmaxHessian::sort_by_sign(const Vector& weights, Range rows, Share& share) {
    share.order.clear();
    const auto append = [&](const auto& belongs) {
        for (Index i = rows.first; i < rows.first + rows.count; ++i) {
            if (belongs(weights[i])) share.order.push_back(i);
        }
        return static_cast<Index>(share.order.size());
    };
    share.positive = append([](double weight) { return !(weight < smallest_weight); });  // NaN is told
    share.signed_rows = append([](double weight) { return weight <= -smallest_weight; });
    append([](double weight) { return std::abs(weight) < smallest_weight; });
}

void SoftmaxHessian::gather_rows(const Matrix& A, const Vector& base, const Vector& weights, Range panel,
                                 Share& share) {
    const Index* order = share.order.data() + panel.first;
    const bool weighted = panel.first < share.signed_rows;
    for (Index r = 0; r < panel.count; ++r)
        share.root[r] = weighted ? std::sqrt(std::abs(weights[order[r]])) : 1;
    const double* root = share.root.data();
    for (Index k = 0; k < A.cols(); ++k) {
        const double* from = A.data() + k * A.rows();
        // The next column lies on other pages, where the processor does not look ahead by itself.
        const double* next = k + 1 < A.cols() ? from + A.rows() : from;
        double* to = share.rows.data() + k * panel_rows;
        const double shift = base[k];
        for (Index r = 0; r < panel.count; ++r) {
            if (r % 4 == 0) __builtin_prefetch(next + order[r]);
            to[r] = root[r] * (from[order[r]] - shift);
        }
    }
}

void SoftmaxHessian::add_keys(const HessianTerms& terms, Range panel, Share& share) const {
    const Index* order = share.order.data() + panel.first;
    const int count = as_int(panel.count), m = as_int(KA_.rows()), d = as_int(KA_.cols());
    const int lead = as_int(panel_rows);
    for (Index r = 0; r < panel.count; ++r) {
        share.f[r] = terms.f[order[r]] / share.root[r];
        share.q[r] = terms.q[order[r]] / share.root[r];
        share.values.col(r) = share.f[r] * centred_.values().col(order[r]);
    }
    cblas_dgemv(CblasColMajor, CblasTrans, count, d, 1, share.rows.data(), lead, share.f.data(), 1, 1,
                share.A1f.data(), 1);
    cblas_dgemv(CblasColMajor, CblasTrans, count, d, 1, share.rows.data(), lead, share.q.data(), 1, 1,
                share.A1q.data(), 1);
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, m, d, count, 1, share.values.data(), m,
                share.rows.data(), lead, share.has_KA ? 1 : 0, share.KA.data(), m);
    share.has_KA = true;
}

void SoftmaxHessian::add_gram(Range panel, Share& share) {
    if (panel.first >= share.signed_rows) return;
    const int d = as_int(share.H.rows());
    cblas_dsyrk(CblasColMajor, CblasLower, CblasTrans, d, as_int(panel.count),
                panel.first < share.positive ? 1 : -1, share.rows.data(), as_int(panel_rows),
                share.has_H ? 1 : 0, share.H.data(), d);
    share.has_H = true;
}

void SoftmaxHessian::combine_values(const HessianTerms& terms) {
    Vector &A1f = shares_.front().A1f, &A1q = shares_.front().A1q;
    KA_ = shares_.front().KA;
    for (std::size_t s = 1; s < shares_.size(); ++s) {
        A1f += shares_[s].A1f;
        A1q += shares_[s].A1q;
        KA_ += shares_[s].KA;
    }
    for (Index k = 0; k < KA_.cols(); ++k) KA_.col(k) -= A1f[k] * terms.z;
    take_vectors(A1f, A1q);
}

void SoftmaxHessian::combine(Matrix& H) const {
    parallel_for(outer_left_.count(), hardware_threads(), {}, [&](Index p) {
        const Index k = p * Panels::width, size = H.rows() - k, columns = std::min(Panels::width, size);
        auto lower = H.block(k, k, size, columns);
        lower.setZero();
        add_outer_products(p, H);
        for (const Share& share : shares_) {
            if (share.has_H) lower += share.H.block(k, k, size, columns);
        }
        mirror_panel(p, H);
    });
}

}  // namespace basin
