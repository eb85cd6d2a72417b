// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/polish.h"

#include <cmath>
#include <limits>

#include "core/problems/gradient_sizes.h"

namespace basin {

namespace {

constexpr int most_polish_steps = 6;
// A step must leave at most this share of the one before: H is that of the first point.
constexpr double shortening = 0.1;
// Of a pair, and of sums of pairs.
constexpr double pair_rounding = 0x1p-104;

/// How far rounding of the extended gradient itself may mislead a Newton step from x: by that of its sums,
/// and by that of the logits, which is one of x.
double misled(const SoftmaxRegression& problem, const Vector& x, const PointCurvature& curvature) {
    const double l = curvature.smallest() - curvature.error() - curvature.rounding();
    GradientSizes sizes;
    if (!(l > 0) || problem.evaluator()->gradient_sizes(x, sizes) != EvalStatus::ok)
        return std::numeric_limits<double>::infinity();
    // R is in units of 2^-52; a sum of n terms in pairs loses n 2^-104 of them.
    const double terms = static_cast<double>(problem.data().A2.size() + x.size());
    const double of_sums = 0x1p-52 * std::sqrt(terms) * sizes.parts.front().rounding;
    const double of_logits =
        4 * static_cast<double>(x.size() + 2) * pair_rounding * curvature.largest() * x.norm();
    return (of_sums + of_logits) / l;
}

}  // namespace

std::optional<PolishedPoint> polish(const SoftmaxRegression& problem, const Vector& x,
                                    const PointCurvature& curvature, double reach) {
    ExtendedGradient gradient(problem.data());
    PolishedPoint point{{x, Vector::Zero(x.size())}, not_applicable};
    const double rounding = misled(problem, x, curvature);
    Vector g, step;
    double last = std::numeric_limits<double>::infinity();
    for (int k = 0; k <= most_polish_steps; ++k) {
        if (!gradient.compute(point.x, g) || !curvature.newton_step(g, step)) return std::nullopt;
        const double length = step.stableNorm(), floor = pair_rounding * point.x.high.stableNorm();
        point.error = 2 * (length + rounding);
        const bool shortens = length <= shortening * last;
        if (k == 0 ? !(length <= reach) : k == 1 && !shortens && length > floor) return std::nullopt;
        if (!shortens || length <= floor || k == most_polish_steps) break;
        move_pair(point.x, -step);
        last = length;
    }
    return point;
}

}  // namespace basin
