// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"

namespace basin {

/// How a quantity changed between two iterations of one run (mathematics.md 8.6).
struct RateBetween {
    Index iterations = 0;             // from the first to the second; negative when that is the earlier one
    double decades = not_applicable;  // log10(second / first): negative where the quantity fell
    double rate = not_applicable;     // (second / first)^(1 / iterations), the mean factor of an iteration
};

/// decades and rate are not applicable where a value is not finite or not above 0, the rate also where the
/// iterations are the same.
RateBetween rate_between(Index first_iteration, double first, Index second_iteration, double second);

}  // namespace basin
