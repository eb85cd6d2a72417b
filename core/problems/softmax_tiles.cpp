// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_tiles.h"

#include <algorithm>

#include "core/numeric/interruption.h"
#include "core/numeric/parallel.h"
#include "core/numeric/product_tiles.h"

namespace basin {

namespace {

// Beyond these a block of rows leaves a core's cache before its columns have met each other, and a BLAS that
// copies them is faster: the sooner, the more a core multiplies at a time.
constexpr Index most_columns = 384, most_columns_of_eight_lanes = 224, most_outputs = 512;
// Rows from which their sums are split, and into how many shares at most.
constexpr Index share_rows = 8192, most_shares = 8;
// Rows between which a stop request is seen.
constexpr Index chunk_rows = 8192;

std::size_t as_size(Index value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

bool SoftmaxTiles::suit(Index d, Index m) {
    static const Index most = tile_lanes() >= 8 ? most_columns_of_eight_lanes : most_columns;
    return d <= most && m <= most_outputs;
}

void SoftmaxTiles::prepare(Matrix* H) {
    const Index n = centred_.values().cols(), m = centred_.values().rows(), d = centred_.data().A1.cols();
    shares_.resize(as_size(std::clamp<Index>(n / share_rows, 1, most_shares)));
    if (H) H->resize(d, d);
    for (Share& share : shares_) {
        share.KA.resize(m, d);
        share.A1f.setZero(d);
        share.A1q.setZero(d);
        if (H && &share != &shares_.front()) share.H.resize(d, d);
    }
}

void SoftmaxTiles::sum(const RowTerms& terms, const Vector* weights, Matrix* H) {
    prepare(H);
    const Index n = terms.f.size(), d = terms.base.size(), m = terms.z.size(), count = std::ssize(shares_);
    // Each strip is another way through the rows, which are in no cache where they are shared out.
    const Index width = strip_width(d, count == 1 ? 16 : most_shares / count);
    const Index strips = (d + width - 1) / width, grams = weights ? count * strips : 0;
    const double flops = static_cast<double>(n) * static_cast<double>(d * (2 * m + (weights ? d : 0)));
    // Strips of the Gram matrix first: they differ in length, and the others fill the gap at the end.
    parallel_for(grams + count * strips, threads_for(flops), {}, [&](Index item) {
        const Index first = item / count % strips * width;
        const Strip strip{item % count, first, std::min(width, d - first)};
        if (item < grams) return sum_gram_strip(strip, terms, *weights, *H);
        sum_values_strip(strip, terms);
    });
    if (count > 1) add_up(H);
}

template <class Work>
void SoftmaxTiles::for_chunks(Index share, const RowTerms& terms, const Work& work) const {
    const Matrix& A = centred_.data().A1.dense();
    const Index n = A.rows(), count = std::ssize(shares_), end = n * (share + 1) / count;
    const Interruption* interruption = Interruption::current();
    for (Index row = n * share / count; row < end && !is_interrupted(interruption); row += chunk_rows) {
        work(ShiftedMatrix{A.data() + row, as_size(std::min(chunk_rows, end - row)), as_size(A.cols()),
                           as_size(n), terms.base.data()},
             row);
    }
}

void SoftmaxTiles::sum_gram_strip(const Strip& strip, const RowTerms& terms, const Vector& weights,
                                  Matrix& H) {
    Matrix& sum = strip.share == 0 ? H : shares_[as_size(strip.share)].H;
    // Here, not before: what another thread has written last is far away.
    sum.middleCols(strip.first, strip.width).setZero();
    for_chunks(strip.share, terms, [&](const ShiftedMatrix& rows, Index row) {
        gram_columns(rows, weights.data() + row, as_size(strip.first), as_size(strip.first + strip.width),
                     sum.data(), as_size(sum.rows()));
    });
}

void SoftmaxTiles::sum_values_strip(const Strip& strip, const RowTerms& terms) {
    const Matrix& V = centred_.values();
    Share& share = shares_[as_size(strip.share)];
    auto KA = share.KA.middleCols(strip.first, strip.width);
    KA.setZero();
    for_chunks(strip.share, terms, [&](const ShiftedMatrix& rows, Index row) {
        const LeftFactors left{V.data() + row * V.rows(), as_size(V.rows()), terms.f.data() + row,
                               terms.q.data() + row};
        product_columns(rows, left, as_size(strip.first), as_size(strip.first + strip.width),
                        {share.KA.data(), share.A1f.data(), share.A1q.data()});
    });
    for (Index k = 0; k < strip.width; ++k) KA.col(k) -= share.A1f[strip.first + k] * terms.z;
}

void SoftmaxTiles::add_up(Matrix* H) {
    for (std::size_t s = 1; s < shares_.size(); ++s) {
        shares_.front().KA += shares_[s].KA;
        shares_.front().A1f += shares_[s].A1f;
        shares_.front().A1q += shares_[s].A1q;
        if (H) *H += shares_[s].H;
    }
}

}  // namespace basin
