// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

#include "ui/chart/color_map.h"

namespace basin::ui {

/// Assigns values to levels in [0, 1] and levels to colours.
class ColorScale {
  public:
    /// logarithmic: of the height above the smallest value, so that zero and negative values do no harm.
    enum class Kind { logarithmic, quantile, linear };

    ColorScale() = default;
    /// From the values to be shown; those that are not finite are left out.
    ColorScale(Kind kind, ColorMap map, std::span<const double> values);
    static ColorScale linear(ColorMap map, double low, double high);

    /// NaN for NaN.
    double level(double value) const;
    /// The inverse, for colour bars and contour levels.
    double value(double level) const;
    QRgb color(double value) const { return mapColor(map_, level(value)); }
    ColorMap map() const { return map_; }
    Kind kind() const { return kind_; }

  private:
    Kind kind_ = Kind::linear;
    ColorMap map_ = ColorMap::viridis;
    double low_ = 0, high_ = 1, offset_ = 1;
    std::vector<double> quantiles_;  // values at even levels
};

}  // namespace basin::ui
