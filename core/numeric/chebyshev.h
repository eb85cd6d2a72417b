// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "core/numeric/types.h"

namespace basin {

// Interpolation by a polynomial through Chebyshev points of the first kind ([Trefethen 2013], chapters 2 and
// 5).

/// Fewest points that interpolate exp(s t), |s| <= reach, over -1 <= t <= 1 with an error of at most accuracy
/// times its maximum there: reach^K / (2^(K-1) K!) <= accuracy (Cauchy's remainder). reach is finite.
Index chebyshev_points_for_exponential(double reach, double accuracy);

/// The count Chebyshev points of the interval, ascending.
Vector chebyshev_points(double low, double high, Index count);

/// count x points.size(): column i takes values at the Chebyshev points of the interval to the interpolant's
/// value at points[i], which lies in the interval (barycentric formula).
Matrix chebyshev_weights(double low, double high, Index count, std::span<const double> points);

}  // namespace basin
