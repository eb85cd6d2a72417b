// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/types.h"

namespace basin {

// A square grid on a plane, computed coarse to fine: every 16th point along each side first, then every 8th,
// ..., at last every point.

inline constexpr Index coarsest_stride = 16;

/// resolution points from -half_width to half_width; the middle of an odd resolution is exactly 0.
Vector plane_axis(Index resolution, double half_width);

/// first, first + step, ... below end.
std::vector<Index> every(Index first, Index step, Index end);

/// Index of the point nearest to i among 0, stride, 2 stride, ... below resolution.
Index nearest_computed(Index i, Index stride, Index resolution);

}  // namespace basin
