// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "ui/theme.h"

namespace basin::ui {

/// How one plot is drawn, on the screen or into a figure. Lengths in device-independent pixels.
struct PlotStyle {
    Theme theme = Theme::light();
    double fontSize = 11;    // > 0, of tick labels and legend
    double lineWidth = 1.4;  // > 0, of curves
    bool legend = true;
    bool solversListed = false;  // beside the plot: the legend of a small one need not name them again
    QString title;               // drawn above the plot when not empty
    QString subtitle;            // one muted line under the title
};

}  // namespace basin::ui
