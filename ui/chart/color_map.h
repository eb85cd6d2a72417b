// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace basin::ui {

/// Perceptually even colour maps: viridis for loss, cividis for success rates, grey for print without colour.
enum class ColorMap { viridis, cividis, grey };

/// The colour at a level; levels outside [0, 1] are clamped, NaN is transparent.
QRgb mapColor(ColorMap map, double level);

}  // namespace basin::ui
