// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/polish.h"

#include <limits>

namespace basin {

namespace {

constexpr int most_steps = 6;
// A step must leave at most this share of the one before: H is that of the first point.
constexpr double shortening = 0.1;
// Of a pair: 2^-104 of its size.
constexpr double pair_rounding = 0x1p-104;

}  // namespace

std::optional<PolishedPoint> polish(const SoftmaxRegression& problem, const Vector& x,
                                    const PointCurvature& curvature, double reach) {
    ExtendedGradient gradient(problem.data());
    PolishedPoint point{{x, Vector::Zero(x.size())}, not_applicable};
    Vector g, step;
    double last = std::numeric_limits<double>::infinity();
    for (int k = 0; k <= most_steps; ++k) {
        if (!gradient.compute(point.x, g) || !curvature.newton_step(g, step)) return std::nullopt;
        const double length = step.stableNorm(), floor = pair_rounding * point.x.high.stableNorm();
        point.error = 2 * length + floor;
        const bool shortens = length <= shortening * last;
        if (k == 0 ? !(length <= reach) : k == 1 && !shortens && length > floor) return std::nullopt;
        if (!shortens || length <= floor || k == most_steps) break;
        move_pair(point.x, -step);
        last = length;
    }
    return point;
}

}  // namespace basin
