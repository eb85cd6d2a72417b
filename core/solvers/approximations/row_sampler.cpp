// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/row_sampler.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/numeric/entry_shares.h"

namespace basin {

void RowSampler::draw_sorted(Index samples, RandomStream& stream) {
    const auto count = static_cast<std::size_t>(samples);
    const auto parts = static_cast<double>(samples);
    draws_.resize(count);
    sorted_.resize(count);
    starts_.assign(count + 1, 0);
    const auto part_of = [&](double u) { return std::min(static_cast<std::size_t>(u * parts), count - 1); };
    for (double& u : draws_) {
        u = stream.uniform();
        ++starts_[part_of(u) + 1];
    }
    for (std::size_t i = 1; i <= count; ++i) starts_[i] += starts_[i - 1];
    for (const double u : draws_) sorted_[static_cast<std::size_t>(starts_[part_of(u)]++)] = u;
    // Each part now begins where the one before has ended, with about one draw in it: none moves far.
    for (std::size_t i = 1; i < count; ++i) {
        const double u = sorted_[i];
        std::size_t place = i;
        for (; place > 0 && sorted_[place - 1] > u; --place) sorted_[place] = sorted_[place - 1];
        sorted_[place] = u;
    }
}

RowDraws RowSampler::draw(const Vector& scores, Index samples, RandomStream& stream, Vector& weights) {
    const Index n = scores.size();
    weights.resize(n);
    std::array<Share, most_entry_shares> shares;
    for_entry_shares(n, [&](Index s, Index first, Index count) {
        shares[static_cast<std::size_t>(s)] = look_over(scores, first, count);
    });
    double total = 0;
    for (Index s = 0; s < entry_shares(n); ++s) {
        Share& share = shares[static_cast<std::size_t>(s)];
        share.before = total;
        total += share.sum;
    }
    if (!(total > 0) || !std::isfinite(total)) {
        weights.setZero();
        return {.samples = 0, .largest_weight = 0, .distinct_rows = 0};
    }
    draw_sorted(samples, stream);
    for_entry_shares(n, [&](Index s, Index first, Index count) {
        weights.segment(first, count).setZero();
        share_out(scores, total, shares[static_cast<std::size_t>(s)], weights);
    });
    RowDraws draws{.samples = static_cast<double>(samples), .largest_weight = 0, .distinct_rows = 0};
    for (Index s = 0; s < entry_shares(n); ++s) {
        const Share& share = shares[static_cast<std::size_t>(s)];
        draws.largest_weight = std::max(draws.largest_weight, share.largest);
        draws.distinct_rows += share.distinct;
    }
    return draws;
}

RowSampler::Share RowSampler::look_over(const Vector& scores, Index first, Index count) {
    Share share;
    share.first = first;
    for (Index i = first; i < first + count; ++i) {
        if (scores[i] > 0) share.last = i;
        share.sum += scores[i];
    }
    return share;
}

void RowSampler::share_out(const Vector& scores, double total, Share& share, Vector& weights) const {
    if (share.last < 0) return;
    const double scale = total / static_cast<double>(sorted_.size());
    // A share, and within it a row, takes the draws below its sum; rounding leaves none behind the last.
    const auto from = [&](double sum) {
        return std::partition_point(sorted_.begin(), sorted_.end(),
                                    [&](double u) { return total * u < sum; });
    };
    const double after = share.before + share.sum;
    auto next = from(share.before);
    const auto end = after < total ? from(after) : sorted_.end();
    double sum = share.before;
    for (Index i = share.first; i <= share.last && next != end; ++i) {
        sum += scores[i];
        Index count = 0;
        for (; next != end && (total * *next < sum || i == share.last); ++next) ++count;
        if (count == 0) continue;
        weights[i] = static_cast<double>(count) * scale / scores[i];
        share.largest = std::max(share.largest, weights[i]);
        ++share.distinct;
    }
}

}  // namespace basin
