// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QColor>

namespace basin::ui {

/// How colours are seen: by most people, by those without one of the three kinds of cones, and in print
/// without colours.
enum class ColorVision { usual, protanopia, deuteranopia, tritanopia, grey };
inline constexpr std::array allColorVisions{ColorVision::usual, ColorVision::protanopia,
                                            ColorVision::deuteranopia, ColorVision::tritanopia,
                                            ColorVision::grey};

/// The colour as it looks so. Source: Machado, Oliveira, Fernandes, "A Physiologically-based Model for
/// Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), table of severity 1, in linear sRGB.
QColor seenWith(ColorVision vision, const QColor& color);

/// CIELAB lightness, 0 (black) to 100 (white).
double lightnessOf(const QColor& color);

/// Distance in CIELAB (1976, D65): 0 for the same, about 2 is just noticed on areas, 100 from black to white.
double colorDistance(const QColor& a, const QColor& b);

/// Whether thin lines in these colours look alike.
bool looksAlike(ColorVision vision, const QColor& a, const QColor& b);

}  // namespace basin::ui
