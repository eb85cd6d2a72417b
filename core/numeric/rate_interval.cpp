// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/rate_interval.h"

#include <cmath>

namespace basin {

RateInterval wilson_interval(Index successes, Index trials) {
    if (trials <= 0) return {0, 1};
    constexpr double z = 1.959963984540054;  // 97.5 % quantile of the standard normal distribution
    const auto n = static_cast<double>(trials);
    const double rate = static_cast<double>(successes) / n;
    const double centre = (rate + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
    return {successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half};
}

}  // namespace basin
