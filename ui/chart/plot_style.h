// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>

#include <QString>
#include <QStringList>

#include "ui/chart/palette.h"
#include "ui/theme.h"

namespace basin::ui {

/// Where a plot's legend stands. automatic: below, or right of a square area where that leaves it larger;
/// inside: on the area, in the corner that hides least.
enum class LegendPlacement { automatic, inside, below, right, none };

/// What a figure has of an axis; as the plot says where it is left out.
struct AxisStyle {
    std::optional<QString> label;                // may be rich text: see rich_text.h
    std::optional<std::array<double, 2>> range;  // of the data, low < high
    std::optional<int> ticks;                    // >= 0, about so many

    bool operator==(const AxisStyle&) const = default;
};

/// How one plot is drawn, on the screen or into a figure. Lengths in device-independent pixels.
struct PlotStyle {
    Theme theme = Theme::light();
    double fontSize = 11;  // > 0, of tick labels and legend; smaller where they would leave no room for data
    double smallestFont = 0;  // >= 0, below which no type is made smaller
    double lineWidth = 1.4;   // > 0, of curves
    double frameWidth = 1;    // > 0, of grid and axes
    double thinnestLine = 0;  // >= 0, of all that is drawn with a line
    bool isFigure = false;    // lines are as wide as asked for, however many points they have
    LegendPlacement legend = LegendPlacement::automatic;
    // Beside the plot: an automatic legend may be folded where there is little room, and unfolds on demand.
    bool solversListed = false;
    QString title;      // drawn above the plot when not empty; may be rich text
    QString titleMark;  // bold before the title: the letter of a panel
    QString subtitle;   // muted, under the title
    AxisStyle x, y;
    bool grid = true;
    bool theory = true;       // bounds and levels that were not measured
    bool annotations = true;  // ends of runs, the iteration looked at, words on the plot
    Palette palette = Palette::usual;
    QStringList solvers;               // labels of the runs that are shown, in the legend's order; empty: all
    std::map<QString, QString> names;  // what runs are called instead, by their labels
};

}  // namespace basin::ui
