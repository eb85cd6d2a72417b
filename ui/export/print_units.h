// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace basin::ui {

// A figure is laid out in the units of a screen of 96 dots per inch.
inline constexpr double unitsPerInch = 96;
inline constexpr double mmPerInch = 25.4;
inline constexpr double pointsPerInch = 72;
inline constexpr double pointsPerUnit = pointsPerInch / unitsPerInch;

}  // namespace basin::ui
