// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/gradient_sizes.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/numeric/norm.h"

namespace basin {

bool gradient_vanishes(const Vector& gradient, const GradientSizes& sizes, double tolerance) {
    return std::ranges::all_of(sizes.parts, [&](const GradientPart& part) {
        const double norm = safe_norm(gradient.segment(part.first, part.size));
        if (!std::isfinite(norm)) return false;
        return norm == 0 || norm <= std::max(tolerance * part.scale, part.rounding);
    });
}

double relative_gradient(const Vector& gradient, const GradientSizes& sizes) {
    double largest = 0;
    for (const GradientPart& part : sizes.parts) {
        const double norm = safe_norm(gradient.segment(part.first, part.size));
        if (norm == 0) continue;
        if (!std::isfinite(norm) || !(part.scale > 0)) return std::numeric_limits<double>::infinity();
        largest = std::max(largest, norm / part.scale);
    }
    return largest;
}

}  // namespace basin
