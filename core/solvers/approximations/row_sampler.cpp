// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/approximations/row_sampler.h"

#include <algorithm>
#include <cmath>

namespace basin {

RowDraws RowSampler::draw(const Vector& scores, Index samples, RandomStream& stream, Vector& weights) {
    weights.setZero(scores.size());
    cumulative_.resize(static_cast<std::size_t>(scores.size()));
    double total = 0;
    for (Index i = 0; i < scores.size(); ++i) cumulative_[static_cast<std::size_t>(i)] = total += scores[i];
    if (!(total > 0) || !std::isfinite(total)) return {.samples = 0, .largest_weight = 0};
    for (Index k = 0; k < samples; ++k) {
        // The first row whose sum exceeds the draw has a positive score; rounding must not go past the last.
        const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), total * stream.uniform());
        const auto last = std::lower_bound(cumulative_.begin(), cumulative_.end(), total);
        weights[std::min(found, last) - cumulative_.begin()] += 1;
    }
    const double scale = total / static_cast<double>(samples);
    for (Index i = 0; i < scores.size(); ++i) {
        if (weights[i] > 0) weights[i] *= scale / scores[i];
    }
    return {.samples = static_cast<double>(samples), .largest_weight = weights.maxCoeff()};
}

}  // namespace basin
