// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/network_measures.h"

#include <algorithm>
#include <cmath>

namespace basin {

namespace {
// Over the whole series; of less, rows of different lengths would be judged by their steps alone.
constexpr double lost_or_overwhelming = 1000;
}  // namespace

GradientFate gradient_fate(double growth, Index steps) {
    const double overall = std::pow(growth, static_cast<double>(std::max<Index>(steps - 1, 1)));
    if (std::isnan(overall)) return GradientFate::unknown;
    if (overall > lost_or_overwhelming) return GradientFate::explodes;
    return overall < 1 / lost_or_overwhelming ? GradientFate::vanishes : GradientFate::kept;
}

}  // namespace basin
