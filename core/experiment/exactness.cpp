// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/exactness.h"

#include <cmath>

#include "core/experiment/source_check.h"

namespace basin {

std::vector<PenaltyWeights> ExactnessSpec::points() const {
    if (!betas.empty()) return betas;
    std::vector<PenaltyWeights> all;
    const double ratio = std::log(beta_max / beta_min);
    for (Index i = 0; i < beta_count; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(beta_count - 1);
        const double beta = i + 1 == beta_count ? beta_max : beta_min * std::exp(share * ratio);
        all.push_back({beta, beta, beta});
    }
    return all;
}

void ExactnessSpec::validate() const {
    constexpr std::size_t most = 1000;
    require(betas.size() <= most, "betas", betas.size(), "at most 1000 of them");
    for (const PenaltyWeights& one : betas) one.validate();
    require(std::isfinite(beta_min) && beta_min > 0, "beta_min", beta_min, "a finite value > 0");
    require(std::isfinite(beta_max) && beta_max > beta_min, "beta_max", beta_max, "a value > beta_min");
    require(beta_count >= 2 && beta_count <= 1000, "beta_count", beta_count, "2 <= beta_count <= 1000");
    require(max_iterations >= 1, "max_iterations", max_iterations, "a value >= 1");
}

}  // namespace basin
