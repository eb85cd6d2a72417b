// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/shown_descent.h"

#include <cmath>
#include <limits>

#include "core/problems/lifted.h"

namespace basin {

namespace {

constexpr int most_halvings = 60;
constexpr double distinct_roundings = 100;  // roundings of P from which on a difference is one

/// What P is computed to: |F| times the rounding of the terms that F is the difference of, and its own.
double rounding_of_value(const ElmanTraining& training, const Vector& theta, double value) {
    const LiftedLayout layout = lifted_layout(training);
    const ConstWeights weights = weights_of(layout.shape, theta.data());
    const Vector z = lift(training, theta);
    const Matrix terms =
        (weights.A.cwiseAbs() * states_of(layout, z).h.cwiseAbs()).colwise() + weights.c.cwiseAbs();
    const double size = (terms + training.series.Y.cwiseAbs()).stableNorm() /
                        std::sqrt(static_cast<double>(training.steps()));
    return std::numeric_limits<double>::epsilon() * (value + 2 * std::sqrt(value) * size);
}

}  // namespace

ShownDescent::ShownDescent(const ElmanTraining& training, const Vector& theta) : evaluator_(training) {
    value_ = value_at(theta);
    rounding_ = rounding_of_value(training, theta, value_);
}

double ShownDescent::value_at(const Vector& theta) {
    double value = 0;
    const bool finite = evaluator_.value(theta, value) == EvalStatus::ok;
    return finite ? value : std::numeric_limits<double>::infinity();
}

bool ShownDescent::follow(const std::function<Vector(double t)>& curve, double largest) {
    const double none = distinct_roundings * rounding_;
    double lowest = value_at(curve(0));
    const double start = lowest;
    bool fell = false, below = false;
    double t = std::ldexp(largest, -most_halvings);
    for (int k = 0; k <= most_halvings; ++k, t *= 2) {
        const Vector at = curve(t);
        if (at.size() == 0) break;
        const double value = value_at(at);
        // Within rounding of the start nothing is known yet; after that every step is to go down.
        if (fell ? value >= lowest : value > start + none) break;
        if (value < start - none) fell = true;
        if (fell) lowest = value;
        if (!fell || !(value_ - value > std::max(none, drop_))) continue;
        drop_ = value_ - value;
        end_ = at;
        below = true;
    }
    return below;
}

bool ShownDescent::follow_line(const Vector& from, const Vector& direction, double largest) {
    return follow([&](double t) { return Vector(from + t * direction); }, largest);
}

}  // namespace basin
