// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/plane_part.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace basin {

namespace {

// Coordinates, products and places are rounded: numbers three units in the last place apart stay apart, and
// do when the grid is moved and rounded too.
constexpr double apart = 3 * std::numeric_limits<double>::epsilon();

/// A step along a direction (d) that changes an entry of a point, whose entries are at most that large (d).
double least_step(const Vector& direction, const Vector& largest) {
    double least = std::numeric_limits<double>::infinity();
    for (Index k = 0; k < direction.size(); ++k)
        if (direction[k] != 0) least = std::min(least, apart * largest[k] / std::abs(direction[k]));
    return least;
}

}  // namespace

double least_half_width(const LandscapePlane& plane, const PlanePart& part, Index resolution) {
    const auto& [origin, p1, p2] = plane.plane;
    const double a = std::abs(part.a) + part.half_width, b = std::abs(part.b) + part.half_width;
    const Vector largest = origin.cwiseAbs() + a * p1.cwiseAbs() + b * p2.cwiseAbs();
    double step = std::max(least_step(p1, largest), apart * a);
    // A single unknown has no second direction.
    if (!p2.isZero(0)) step = std::max({step, least_step(p2, largest), apart * b});
    return std::max(step, std::numeric_limits<double>::min()) * static_cast<double>(resolution - 1) / 2;
}

}  // namespace basin
