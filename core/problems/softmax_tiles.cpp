// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_tiles.h"

#include <algorithm>

#include "core/numeric/interruption.h"
#include "core/numeric/panel_products.h"
#include "core/numeric/parallel.h"
#include "core/numeric/small_products.h"
#include "core/numeric/weighted_gram.h"

namespace basin {

namespace {

constexpr Index width = Panels::width;
// Beyond these a block of rows leaves a core's cache before its columns have met each other, and a BLAS that
// copies them is faster. Processors that multiply eight numbers at a time have larger caches.
constexpr Index most_columns = 384, most_columns_of_eight_lanes = 1024, most_outputs = 512;
// Entries of At that are multiplied at a time: they stay in a core's second cache. Up to so many are kept.
constexpr Index chunk_entries = 1 << 17, kept_entries = 1 << 21;
constexpr Index least_rows = 256;
// Rows from which their sums are split where At is not kept, and into how many shares at most.
constexpr Index share_rows = 8192, most_shares = 8;
// Of keys in so few dimensions a panel would be mostly empty; rows of them that are in a core's nearest
// cache.
constexpr Index few_columns = 7, few_rows = 256;

std::size_t as_size(Index value) {
    return static_cast<std::size_t>(value);
}

Index panels_of(Index columns) {
    return (columns + width - 1) / width;
}

}  // namespace

bool SoftmaxTiles::suit(Index d, Index m) {
    static const Index most = panel_lanes() >= 8 ? most_columns_of_eight_lanes : most_columns;
    return d <= most && m <= most_outputs;
}

bool SoftmaxTiles::are_few(Index d) {
    return d <= few_columns;
}

void SoftmaxTiles::prepare(const RowTerms& terms, Matrix* H) {
    const Index n = terms.f.size(), m = terms.z.size(), d = terms.base.size();
    chunk_rows_ = std::min(n, std::max(least_rows, chunk_entries / (panels_of(d) * width)));
    is_kept_ = n * d <= kept_entries;
    is_packed_ = is_packed_ && base_ == terms.base;
    if (!is_packed_) base_ = terms.base;
    At_.resize(is_kept_ ? as_size((n + chunk_rows_ - 1) / chunk_rows_) : 0);
    shares_.resize(is_kept_ ? 1 : as_size(std::clamp<Index>(n / share_rows, 1, most_shares)));
    ones_.setOnes(chunk_rows_);
    if (H) H->resize(d, d);
    for (Share& share : shares_) {
        share.H = H;
        if (H && &share != &shares_.front()) {
            share.own_H.resize(d, d);
            share.H = &share.own_H;
        }
        share.KA.resize(m, d);
        share.vectors.resize(2, d);
        share.vectors.set_zero();
        share.fq.resize(2 * chunk_rows_);
    }
}

void SoftmaxTiles::sum(const RowTerms& terms, const Vector* weights, Matrix* H) {
    const Index n = terms.f.size(), d = terms.base.size(), m = terms.z.size();
    if (are_few(d)) return sum_few(terms, weights, H);
    prepare(terms, H);
    const Index count = std::ssize(shares_), grams = weights ? panels_of(d) : 0, groups = panels_of(m);
    const Interruption* interruption = Interruption::current();
    parallel_for(count, hardware_threads(), {}, [&](Index s) {
        Share& share = shares_[as_size(s)];
        const Index begin = n * s / count, end = n * (s + 1) / count;
        for (Index first = begin; first < end && !is_interrupted(interruption); first += chunk_rows_) {
            const Index rows = std::min(chunk_rows_, end - first);
            const Chunk chunk{first, rows, first == begin, packed(first, rows, share)};
            const double flops =
                static_cast<double>(rows) * static_cast<double>(d * (2 * m + (weights ? d : 0)));
            const int threads = count > 1 ? 1 : threads_for(flops);
            const auto add = [&](Index item) {
                if (item < groups) return sum_values(item, chunk, terms, share);
                if (item == groups) return sum_vectors(chunk, terms, share);
                sum_gram(groups + grams - item, chunk, *weights, *share.H);
            };
            // The shortest panels of the Gram matrix in the middle, where they fill the gap at the end.
            parallel_for(groups + 1 + grams, threads, {}, add, ItemOrder::from_both_ends);
        }
    });
    is_packed_ = is_kept_ && !is_interrupted(interruption);
    add_up(H);
    shares_.front().vectors.get_row(0, A1f_);
    shares_.front().vectors.get_row(1, A1q_);
}

const Panels& SoftmaxTiles::packed(Index first, Index count, Share& share) {
    const Matrix& A = centred_.data().A1.dense();
    Panels& At = is_kept_ ? At_[as_size(first / chunk_rows_)] : share.At;
    if (is_packed_) return At;
    At.resize(count, A.cols());
    const ShiftedMatrix rows{A.data() + first, count, A.cols(), A.rows(), base_.data()};
    shares_.size() > 1 ? pack_rows(rows, 0, count, At) : pack(rows, At);
    return At;
}

void SoftmaxTiles::sum_gram(Index p, const Chunk& chunk, const Vector& weights, Matrix& H) {
    const Index d = H.rows(), k = p * width;
    // Here, not before: what another thread has written last is far away.
    if (chunk.is_first) H.block(k, k, d - k, std::min(width, d - k)).setZero();
    add_panel_products(columns_from(chunk.At, p), weights.data() + chunk.first, columns_of(chunk.At, p),
                       {&H(k, k), width, d});
}

void SoftmaxTiles::sum_values(Index group, const Chunk& chunk, const RowTerms& terms, Share& share) const {
    const Matrix& V = centred_.values();
    Panels& KA = share.KA;
    const Index m = V.rows(), i = group * width, columns = std::min(width, m - i);
    if (chunk.is_first) {
        for (Index p = 0; p < KA.count(); ++p) std::fill_n(KA.panel(p) + i * width, columns * width, 0.0);
    }
    add_panel_products(columns_from(chunk.At), terms.f.data() + chunk.first,
                       {&V(i, chunk.first), m, columns, terms.z.data() + i},
                       {KA.panel(0) + i * width, m * width, width});
}

void SoftmaxTiles::sum_vectors(const Chunk& chunk, const RowTerms& terms, Share& share) const {
    for (Index i = 0; i < chunk.count; ++i) {
        share.fq[2 * i] = terms.f[chunk.first + i];
        share.fq[2 * i + 1] = terms.q[chunk.first + i];
    }
    add_panel_products(columns_from(chunk.At), ones_.data(), {share.fq.data(), 2, 2, nullptr},
                       {share.vectors.panel(0), 2 * width, width});
}

void SoftmaxTiles::add_up(Matrix* H) {
    Share& sum = shares_.front();
    for (std::size_t s = 1; s < shares_.size(); ++s) {
        const Share& share = shares_[s];
        if (H) *H += *share.H;
        sum.KA.add(share.KA);
        sum.vectors.add(share.vectors);
    }
}

void SoftmaxTiles::sum_few(const RowTerms& terms, const Vector* weights, Matrix* H) {
    const Index n = terms.f.size(), d = terms.base.size(), m = terms.z.size();
    const Index count = std::clamp<Index>(n / share_rows, 1, most_shares);
    few_shares_.resize(as_size(count));
    const double flops = static_cast<double>(n) * static_cast<double>(d * (2 * m + (weights ? d : 0)));
    const Interruption* interruption = Interruption::current();
    parallel_for(count, threads_for(flops), {}, [&](Index s) {
        FewShare& share = few_shares_[as_size(s)];
        share.H.setZero(d, d);
        share.KA.setZero(m, d);
        share.A1f.setZero(d);
        share.A1q.setZero(d);
        share.At.resize(few_rows, d);
        share.scaled.resize(std::max(few_rows, m));
        share.added.resize(std::max(d, m));
        const Index end = n * (s + 1) / count;
        for (Index first = n * s / count; first < end && !is_interrupted(interruption); first += few_rows)
            add_few(first, std::min(few_rows, end - first), terms, weights, share);
    });
    add_up_few(terms.z, H);
}

void SoftmaxTiles::add_few(Index first, Index rows, const RowTerms& terms, const Vector* weights,
                           FewShare& share) const {
    const Matrix& A = centred_.data().A1.dense();
    const Matrix& V = centred_.values();
    const Index d = A.cols(), m = V.rows();
    Matrix& At = share.At;
    Vector &scaled = share.scaled, &added = share.added;
    for (Index k = 0; k < d; ++k) {
        const double *from = A.data() + k * A.rows() + first, base = terms.base[k];
        for (Index i = 0; i < rows; ++i) At(i, k) = from[i] - base;
    }
    const auto add_product = [&](const Vector& row, Vector& sum) {
        small_multiply_transposed(At.data(), as_size(rows), as_size(d), as_size(few_rows), row.data() + first,
                                  added.data());
        sum += added.head(d);
    };
    add_product(terms.f, share.A1f);
    add_product(terms.q, share.A1q);
    for (Index k = 0; k < d; ++k) {
        for (Index i = 0; i < rows; ++i) scaled[i] = terms.f[first + i] * At(i, k);
        small_multiply(V.data() + first * m, as_size(m), as_size(rows), as_size(m), scaled.data(),
                       added.data());
        share.KA.col(k) += added.head(m);
    }
    if (weights) {
        add_gram_of_few({At.data(), rows, d, few_rows, nullptr}, weights->data() + first, scaled.data(),
                        share.H);
    }
}

void SoftmaxTiles::add_up_few(const Vector& z, Matrix* H) {
    FewShare& sum = few_shares_.front();
    for (std::size_t s = 1; s < few_shares_.size(); ++s) {
        const FewShare& share = few_shares_[s];
        sum.H += share.H;
        sum.KA += share.KA;
        sum.A1f += share.A1f;
        sum.A1q += share.A1q;
    }
    if (H) *H = sum.H;
    A1f_ = sum.A1f;
    A1q_ = sum.A1q;
    for (Index k = 0; k < A1f_.size(); ++k) sum.KA.col(k) -= A1f_[k] * z;
}

void SoftmaxTiles::add_values_gram(Index p, const Vector& weights, Matrix& H) {
    if (are_few(H.rows())) {
        auto& [own_H, KA, A1f, A1q, At, scaled, added] = few_shares_.front();
        return add_gram_of_few({KA.data(), KA.rows(), KA.cols(), KA.rows(), nullptr}, weights.data(),
                               scaled.data(), H);
    }
    const Index k = p * width;
    const Panels& KA = shares_.front().KA;
    add_panel_products(columns_from(KA, p), weights.data(), columns_of(KA, p), {&H(k, k), width, H.rows()});
}

void SoftmaxTiles::copy_values(Matrix& KA) const {
    if (are_few(A1f_.size())) {
        KA = few_shares_.front().KA;
        return;
    }
    const Panels& values = shares_.front().KA;
    KA.resize(values.rows(), values.columns());
    for (Index k = 0; k < KA.cols(); ++k) {
        const double* column = values.panel(k / width) + k % width;
        for (Index i = 0; i < KA.rows(); ++i) KA(i, k) = column[i * width];
    }
}

}  // namespace basin
