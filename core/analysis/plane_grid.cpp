// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/plane_grid.h"

#include <algorithm>

namespace basin {

Vector plane_axis(Index resolution, double half_width) {
    Vector points(resolution);
    const auto last = static_cast<double>(resolution - 1);
    for (Index i = 0; i < resolution; ++i)
        points[i] = half_width * ((2 * static_cast<double>(i) - last) / last);
    return points;
}

std::vector<Index> every(Index first, Index step, Index end) {
    std::vector<Index> result;
    for (Index i = first; i < end; i += step) result.push_back(i);
    return result;
}

Index nearest_computed(Index i, Index stride, Index resolution) {
    const Index last = (resolution - 1) / stride * stride;
    return std::min((i + stride / 2) / stride * stride, last);
}

}  // namespace basin
