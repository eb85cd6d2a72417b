// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/row_sampler.h"

#include <algorithm>
#include <cmath>

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
    weights.setZero(scores.size());
    double total = 0;
    Index last = 0;  // the last row that can be drawn
    for (Index i = 0; i < scores.size(); ++i) {
        if (scores[i] > 0) last = i;
        total += scores[i];
    }
    if (!(total > 0) || !std::isfinite(total)) return {.samples = 0, .largest_weight = 0, .distinct_rows = 0};
    draw_sorted(samples, stream);
    const double scale = total / static_cast<double>(samples);
    double sum = 0, largest = 0, distinct = 0;
    auto next = sorted_.begin();
    for (Index i = 0; i <= last && next != sorted_.end(); ++i) {
        sum += scores[i];
        Index count = 0;
        // A row takes the draws below its sum; rounding leaves none behind the last.
        for (; next != sorted_.end() && (total * *next < sum || i == last); ++next) ++count;
        if (count == 0) continue;
        weights[i] = static_cast<double>(count) * scale / scores[i];
        largest = std::max(largest, weights[i]);
        ++distinct;
    }
    return {.samples = static_cast<double>(samples), .largest_weight = largest, .distinct_rows = distinct};
}

}  // namespace basin
