// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// One part B of the unknowns, whose gradient is judged by itself: a consecutive range of x.
struct GradientPart {
    Index first = 0, size = 0;
    double jacobian = 0;  // |F'_B|_F, F the residual whose squares L is made of
    double scale = 0;     // S_B >= |g_B| at every point
    double rounding = 0;  // R_B: a gradient this small cannot be told from 0
};

/// What the gradient at a point is judged by. Independent of units: every length here scales with its
/// problem.
struct GradientSizes {
    double residual = not_applicable;   // |F|
    double reference = not_applicable;  // F_ref, what F changes by when the unknowns change by their own size
    double length = not_applicable;     // X, the size of x; not_applicable for networks
    std::vector<GradientPart> parts;    // ascending, without a gap
};

/// Whether every part of the gradient (d) is at most max(tolerance S_B, R_B), or exactly 0; never for one
/// that is not finite.
bool gradient_vanishes(const Vector& gradient, const GradientSizes& sizes, double tolerance);

/// The largest |g_B| / S_B, 0..1 up to rounding: what a tolerance is compared with. Infinite where a gradient
/// is not finite, 0 where it vanishes exactly.
double relative_gradient(const Vector& gradient, const GradientSizes& sizes);

}  // namespace basin
