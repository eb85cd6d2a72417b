// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/color_scale.h"

#include <algorithm>
#include <cmath>

namespace basin::ui {

namespace {

constexpr std::size_t quantileSteps = 64;
// Heights below this share of the range look the same on the logarithmic scale.
constexpr double logResolution = 1e-4;

std::vector<double> evenQuantiles(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::vector<double> quantiles(quantileSteps + 1);
    for (std::size_t k = 0; k <= quantileSteps; ++k)
        quantiles[k] = values[k * (values.size() - 1) / quantileSteps];
    return quantiles;
}

}  // namespace

ColorScale::ColorScale(Kind kind, ColorMap map, std::span<const double> values) : kind_(kind), map_(map) {
    std::vector<double> finite;
    finite.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(finite),
                 [](double v) { return std::isfinite(v); });
    if (finite.empty()) {
        kind_ = Kind::linear;
        return;
    }
    const auto [low, high] = std::minmax_element(finite.begin(), finite.end());
    low_ = *low;
    high_ = *high;
    offset_ = logResolution * (high_ - low_);
    if (!(high_ > low_) || !std::isfinite(high_ - low_)) kind_ = Kind::linear;
    if (kind_ == Kind::quantile) quantiles_ = evenQuantiles(std::move(finite));
}

ColorScale ColorScale::linear(ColorMap map, double low, double high) {
    ColorScale scale;
    scale.map_ = map;
    scale.low_ = low;
    scale.high_ = high;
    return scale;
}

double ColorScale::level(double value) const {
    if (std::isnan(value)) return value;
    if (value <= low_) return 0;
    if (value >= high_) return 1;
    switch (kind_) {
        case Kind::linear:
            return (value - low_) / (high_ - low_);
        case Kind::logarithmic:
            return std::log1p((value - low_) / offset_) / std::log1p((high_ - low_) / offset_);
        case Kind::quantile:
            break;
    }
    const auto upper = std::upper_bound(quantiles_.begin(), quantiles_.end(), value);
    const auto above = static_cast<double>(upper - quantiles_.begin());
    const double below = *(upper - 1);
    return (above - 1 + (value - below) / (*upper - below)) / static_cast<double>(quantileSteps);
}

double ColorScale::value(double level) const {
    const double t = std::clamp(level, 0.0, 1.0);
    switch (kind_) {
        case Kind::linear:
            return low_ + t * (high_ - low_);
        case Kind::logarithmic:
            return low_ + offset_ * std::expm1(t * std::log1p((high_ - low_) / offset_));
        case Kind::quantile:
            break;
    }
    const double position = t * static_cast<double>(quantileSteps);
    const auto lower = std::min(static_cast<std::size_t>(position), quantileSteps - 1);
    const double share = position - static_cast<double>(lower);
    return quantiles_[lower] + share * (quantiles_[lower + 1] - quantiles_[lower]);
}

}  // namespace basin::ui
