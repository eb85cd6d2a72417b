// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/tradeoff_words.h"

#include <algorithm>

namespace basin {

std::string none_fastest_reason(const Tradeoff& tradeoff) {
    const auto arrived = [](const TradeoffPoint& point) {
        return point.runs > 0 && point.converged == point.runs;
    };
    if (std::ranges::any_of(tradeoff.points, arrived))
        return "the start is at the minimum already, so that there is no step to compare";
    return "no setting arrived every time";
}

}  // namespace basin
