// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/softmax_tiles.h"

#include <algorithm>

#include "core/numeric/interruption.h"
#include "core/numeric/parallel.h"
#include "core/numeric/product_tiles.h"

namespace basin {

namespace {

// Beyond these a block of rows leaves a core's cache before its columns have met each other.
constexpr Index most_columns = 384, most_outputs = 512;
// Rows from which their sums are split, and into how many shares at most.
constexpr Index share_rows = 8192, most_shares = 8;
// Rows between which a stop request is seen.
constexpr Index chunk_rows = 8192;

std::size_t as_size(Index value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

bool SoftmaxTiles::suit(Index d, Index m) {
    return d <= most_columns && m <= most_outputs;
}

void SoftmaxTiles::sum_values(const Vector& base, const Vector& f, const Vector& q) {
    sum(base, f, q, nullptr, nullptr);
}

void SoftmaxTiles::sum_all(const Vector& base, const Vector& f, const Vector& q, const Vector& weights,
                           Matrix& H) {
    H.resize(base.size(), base.size());
    sum(base, f, q, &weights, &H);
}

void SoftmaxTiles::prepare(Matrix* H) {
    const Index n = centred_.values().cols(), m = centred_.values().rows(), d = centred_.data().A1.cols();
    shares_.resize(as_size(std::clamp<Index>(n / share_rows, 1, most_shares)));
    for (Share& share : shares_) {
        share.KA.setZero(m, d);
        share.A1f.setZero(d);
        share.A1q.setZero(d);
        if (H && &share != &shares_.front()) share.H.setZero(d, d);
    }
    if (H) H->setZero();
}

void SoftmaxTiles::sum(const Vector& base, const Vector& f, const Vector& q, const Vector* weights,
                       Matrix* H) {
    prepare(H);
    const Matrix &A = centred_.data().A1.dense(), &V = centred_.values();
    const Index n = A.rows(), d = A.cols(), m = V.rows(), count = std::ssize(shares_);
    // Each strip is another way through the rows, which are in no cache where they are shared out.
    const Index width = strip_width(d, count == 1 ? 16 : most_shares / count);
    const Index strips = (d + width - 1) / width, kinds = weights ? 2 : 1;
    const double flops = static_cast<double>(n) * static_cast<double>(d * (2 * m + (weights ? d : 0)));
    const Interruption* interruption = Interruption::current();
    // Strips of the Gram matrix first: they differ in length, and the others fill the gap at the end.
    parallel_for(count * strips * kinds, threads_for(flops), {}, [&](Index item) {
        const Index s = item % count, strip = item / count;
        Share& share = shares_[as_size(s)];
        const Index end = n * (s + 1) / count, first = strip % strips * width;
        const std::size_t left = as_size(first), right = as_size(std::min(first + width, d));
        for (Index row = n * s / count; row < end && !is_interrupted(interruption); row += chunk_rows) {
            const ShiftedMatrix rows{A.data() + row, as_size(std::min(chunk_rows, end - row)), as_size(d),
                                     as_size(n), base.data()};
            if (strip < strips * (kinds - 1)) {
                Matrix& gram = s == 0 ? *H : share.H;
                gram_columns(rows, weights->data() + row, left, right, gram.data(), as_size(d));
            } else {
                const LeftFactors factors{V.data() + row * m, as_size(m), f.data() + row, q.data() + row};
                product_columns(rows, factors, left, right,
                                {share.KA.data(), share.A1f.data(), share.A1q.data()});
            }
        }
    });
    add_up(H);
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
