// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace basin::ui {

/// A channel of sRGB (0 to 1) as a share of light.
double linearChannel(double channel);

/// Relative luminance (WCAG 2.1): 0 for black to 1 for white.
double luminance(const QColor& color);

/// How much two colours differ in lightness: 1 for the same to 21 for black and white (WCAG 2.1).
double contrast(const QColor& a, const QColor& b);

/// The colour as light or dark as lines on the cards of both themes need, whose contrast is at least 3.
QColor readableLine(const QColor& color);

}  // namespace basin::ui
