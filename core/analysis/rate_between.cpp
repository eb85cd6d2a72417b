// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rate_between.h"

#include <cmath>

namespace basin {

RateBetween rate_between(Index first_iteration, double first, Index second_iteration, double second) {
    RateBetween between{.iterations = second_iteration - first_iteration};
    const auto counts = [](double value) { return std::isfinite(value) && value > 0; };
    if (!counts(first) || !counts(second)) return between;
    // The quotient itself may leave the doubles.
    between.decades = std::log10(second) - std::log10(first);
    if (between.iterations != 0)
        between.rate = std::pow(10.0, between.decades / static_cast<double>(between.iterations));
    return between;
}

}  // namespace basin
