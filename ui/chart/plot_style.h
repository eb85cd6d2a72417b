// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/theme.h"

namespace basin::ui {

/// Where a plot's legend stands. automatic: below, or right of a square area where that leaves it larger;
/// inside: on the area, in the corner that hides least.
enum class LegendPlacement { automatic, inside, below, right, none };

/// How one plot is drawn, on the screen or into a figure. Lengths in device-independent pixels.
struct PlotStyle {
    Theme theme = Theme::light();
    double fontSize = 11;  // > 0, of tick labels and legend; smaller where they would leave no room for data
    double lineWidth = 1.4;  // > 0, of curves
    LegendPlacement legend = LegendPlacement::automatic;
    // Beside the plot: an automatic legend may be folded where there is little room, and unfolds on demand.
    bool solversListed = false;
    QString title;     // drawn above the plot when not empty
    QString subtitle;  // muted, under the title
};

}  // namespace basin::ui
