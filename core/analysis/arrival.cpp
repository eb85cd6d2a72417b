// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/arrival.h"

#include <cmath>

#include "core/numeric/norm.h"
#include "core/problems/gradient_sizes.h"

namespace basin {

double point_length(const Problem& problem, const Vector& x) {
    GradientSizes sizes;
    const auto evaluator = problem.evaluator();
    const bool told = evaluator->gradient_sizes(x, sizes) == EvalStatus::ok;
    if (told && std::isfinite(sizes.length) && sizes.length > 0) return sizes.length;
    const double size = safe_norm(x);
    return size > 0 ? size : evaluator->length();
}

bool arrived_at(const Vector& x, const Minimiser& minimiser, double length) {
    return (x - minimiser.x).stableNorm() <= arrival_tolerance * length;
}

}  // namespace basin
