// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/analysis/point_curvature.h"
#include "core/problems/softmax_extended.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// A stationary point to more than double precision.
struct PolishedPoint {
    PointPair x;
    double error = not_applicable;  // 2 |H^{-1} g| with the gradient in extended precision and what rounding
                                    // may have done to that
};

/// Newton steps from x (d) with the Hessian there and gradients in extended precision at the pair
/// (mathematics.md 1.4), until they no longer shorten. Nothing where the first is longer than `reach`, or
/// they do not shorten: x is not near a stationary point that H could lead to.
std::optional<PolishedPoint> polish(const SoftmaxRegression& problem, const Vector& x,
                                    const PointCurvature& curvature, double reach);

}  // namespace basin
