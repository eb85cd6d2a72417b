// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/exactness.h"

#include <cmath>

#include "core/experiment/source_check.h"
#include "core/experiment/spec_fields.h"

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
    check_ranges(*this);
}

}  // namespace basin
