// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/arrival.h"

#include <algorithm>
#include <cmath>

#include "core/problems/gradient_sizes.h"

namespace basin {

double point_length(const Problem& problem, const Vector& x) {
    GradientSizes sizes;
    const bool told = problem.evaluator()->gradient_sizes(x, sizes) == EvalStatus::ok;
    if (told && std::isfinite(sizes.length) && sizes.length > 0) return sizes.length;
    return std::max(1.0, x.stableNorm());
}

bool arrived_at(const Vector& x, const Minimiser& minimiser, double length) {
    return (x - minimiser.x).stableNorm() <= arrival_tolerance * length;
}

}  // namespace basin
