// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/axis_over.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace basin::ui {

PlotAxis axisOver(const AxisTransform& transform, std::span<const double> values) {
    PlotAxis axis;
    axis.transform = transform;
    axis.low =
        transform.showsFloor() ? std::log10(transform.constant()) : std::numeric_limits<double>::infinity();
    axis.high = -std::numeric_limits<double>::infinity();
    for (const double value : values) {
        const double place = transform.toAxis(value);
        if (!std::isfinite(place)) continue;
        axis.low = std::min(axis.low, place);
        axis.high = std::max(axis.high, place);
    }
    return axis;
}

}  // namespace basin::ui
