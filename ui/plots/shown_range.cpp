// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/shown_range.h"

#include <algorithm>
#include <cmath>

namespace basin::ui {

namespace {

constexpr double deepestZoom = 1e-12, widestZoom = 20;
// Of the least: a view this narrow counts as asked for anew, one less narrow as moved and rounded.
constexpr double tooNarrow = 0.9;

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

/// held: as narrow as it may be already.
struct Usable {
    Range range;
    bool held = false;
};

std::optional<Usable> usableRange(const Range& asked, double least, double full, const Range& now) {
    const double width = asked.high - asked.low, widthNow = now.high - now.low;
    if (!std::isfinite(width) || !(width > 0) || width > std::max(widestZoom * full, widthNow))
        return std::nullopt;
    const double narrowest = std::min(least, widthNow);
    if (width >= tooNarrow * narrowest) return Usable{asked};
    if (widthNow <= least) return Usable{now, true};
    const double middle = asked.low + width / 2;
    return Usable{{middle - least / 2, middle + least / 2}};
}

}  // namespace

ViewRange wholeRange(const PlotAxis& x, const PlotAxis& y) {
    const Range across = rangeOf(x), up = rangeOf(y);
    return {across.low, across.high, up.low, up.high};
}

QSizeF narrowestView(const ViewRange& full) {
    return {deepestZoom * full.width(), deepestZoom * full.height()};
}

std::optional<ViewRange> usableView(const ViewRange& asked, QSizeF least, const ViewRange& full,
                                    const ViewRange& now) {
    const auto across =
        usableRange({asked.left, asked.right}, least.width(), full.width(), {now.left, now.right});
    const auto up =
        usableRange({asked.bottom, asked.top}, least.height(), full.height(), {now.bottom, now.top});
    if (!across || !up) return std::nullopt;
    if (across->held || up->held) return now;  // both, so that a wheel does not change the proportions
    return ViewRange{across->range.low, across->range.high, up->range.low, up->range.high};
}

bool isNarrowest(const ViewRange& view, QSizeF least) {
    const auto isLeast = [](double width, double leastWidth) {
        return leastWidth > 0 && width * tooNarrow <= leastWidth;
    };
    return isLeast(view.width(), least.width()) || isLeast(view.height(), least.height());
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

int digitsFor(double value, double difference) {
    const double digits = std::floor(std::log10(std::abs(value))) - std::floor(std::log10(difference)) + 1;
    return std::isfinite(digits) ? static_cast<int>(std::clamp(digits, 3.0, 17.0)) : 3;
}

PlotAxis labelled(PlotAxis axis, const AxisStyle& style) {
    if (!style.label) return axis;
    axis.label = *style.label;
    axis.shortLabel.clear();
    return axis;
}

}  // namespace basin::ui
