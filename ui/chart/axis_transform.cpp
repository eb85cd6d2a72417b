// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/axis_transform.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace basin::ui {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double symlogDecades = 6;

struct Magnitudes {
    double smallest = std::numeric_limits<double>::infinity();
    double largest = 0;
};

/// Of the finite values that are not zero, or not positive when asked.
Magnitudes magnitudes(std::span<const double> values, bool positiveOnly) {
    Magnitudes found;
    for (const double v : values) {
        const double size = positiveOnly ? v : std::abs(v);
        if (!std::isfinite(v) || !(size > 0)) continue;
        found.smallest = std::min(found.smallest, size);
        found.largest = std::max(found.largest, size);
    }
    return found;
}

}  // namespace

AxisTransform AxisTransform::logarithmic(double floor) {
    AxisTransform t;
    t.scale_ = AxisScale::logarithmic;
    t.constant_ = floor;
    return t;
}

AxisTransform AxisTransform::symlog(double threshold) {
    AxisTransform t;
    t.scale_ = AxisScale::symlog;
    t.constant_ = threshold;
    return t;
}

AxisTransform AxisTransform::logarithmicFor(std::span<const double> values, double decades) {
    const Magnitudes found = magnitudes(values, true);
    const bool some = found.largest > 0;
    const double lowest =
        some ? std::max(std::log10(found.smallest), std::log10(found.largest) - decades) : 0;
    const bool zeros = std::any_of(values.begin(), values.end(), [](double v) { return v <= 0; });
    const bool negative = std::any_of(values.begin(), values.end(), [](double v) { return v < 0; });
    const bool cut = some && std::log10(found.smallest) < lowest;
    // One decade below the smallest value, on a whole decade, so that "0" gets a place of its own.
    AxisTransform t = logarithmic(std::pow(10.0, std::max(std::floor(lowest) - (zeros ? 1 : 0), -300.0)));
    t.floor_ = cut        ? AxisFloor::small
               : negative ? AxisFloor::negative
               : zeros    ? AxisFloor::zero
                          : AxisFloor::none;
    t.floorOnly_ = zeros && !some;
    return t;
}

AxisTransform AxisTransform::symlogFor(std::span<const double> values) {
    const Magnitudes found = magnitudes(values, false);
    if (!(found.largest > 0)) return symlog(1);
    const double smallest = std::max(std::log10(found.smallest), std::log10(found.largest) - symlogDecades);
    return symlog(std::pow(10.0, std::floor(smallest)));
}

double AxisTransform::toAxis(double value) const {
    if (!std::isfinite(value)) return nan;
    switch (scale_) {
        case AxisScale::linear:
            return value;
        case AxisScale::logarithmic:
            return std::log10(std::max(value, constant_));
        case AxisScale::symlog:
            return std::copysign(std::log10(1 + std::abs(value) / constant_), value);
    }
    return nan;
}

double AxisTransform::fromAxis(double coordinate) const {
    switch (scale_) {
        case AxisScale::linear:
            return coordinate;
        case AxisScale::logarithmic:
            return std::pow(10.0, coordinate);
        case AxisScale::symlog:
            return std::copysign(constant_ * (std::pow(10.0, std::abs(coordinate)) - 1), coordinate);
    }
    return nan;
}

}  // namespace basin::ui
