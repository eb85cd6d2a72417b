// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/shown_range.h"

#include <algorithm>
#include <cmath>

namespace basin::ui {

namespace {

constexpr double deepestZoom = 1e-12, widestZoom = 20;

struct Range {
    double low, high;
};

Range rangeOf(const PlotAxis& axis) {
    double low = axis.low, high = axis.high;
    if (!std::isfinite(low) || !std::isfinite(high) || low > high) return {0, 1};
    if (high - low <= 1e-12 * std::max(std::abs(low), std::abs(high))) {
        const double half = axis.transform.scale() == AxisScale::linear && low != 0 && !axis.integers
                                ? 0.1 * std::abs(low)
                                : 0.5;
        return {low - half, high + half};
    }
    const double margin = axis.margin * (high - low);
    return {low - margin, high + margin};
}

}  // namespace

ViewRange wholeRange(const PlotAxis& x, const PlotAxis& y) {
    const Range across = rangeOf(x), up = rangeOf(y);
    return {across.low, across.high, up.low, up.high};
}

bool isUsableWidth(double width, double fullWidth, double now) {
    return std::isfinite(width) && width >= std::min(deepestZoom * fullWidth, now) &&
           width <= std::max(widestZoom * fullWidth, now);
}

ViewRange askedRange(const ViewRange& asked, const ViewRange& otherwise, bool equalScales, bool x, bool y) {
    ViewRange range = asked;
    if (!(range.width() > 0)) range.left = otherwise.left, range.right = otherwise.right;
    if (!(range.height() > 0)) range.bottom = otherwise.bottom, range.top = otherwise.top;
    if (!equalScales) return range;
    const double longer = std::max(range.width(), range.height());
    const double side = x && y ? longer : x ? range.width() : range.height();
    const double across = (range.left + range.right) / 2, up = (range.bottom + range.top) / 2;
    return {across - side / 2, across + side / 2, up - side / 2, up + side / 2};
}

PlotAxis labelled(PlotAxis axis, const AxisStyle& style) {
    if (!style.label) return axis;
    axis.label = *style.label;
    axis.shortLabel.clear();
    return axis;
}

}  // namespace basin::ui
