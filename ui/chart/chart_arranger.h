// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QSizeF>

#include "ui/chart/chart_layout.h"
#include "ui/chart/legend.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

struct ChartFonts {
    QFont text, title, legend;
};

/// A legend that is laid out, and where it goes: never automatic.
struct LegendPlan {
    LegendPlacement placement = LegendPlacement::none;
    LegendBlock block = {};
};

/// Gives every piece its place, from the outside inwards. What is left is the area's, 24 px at least.
ChartLayout arrangeChart(const ChartContent& content, const PlotStyle& style, QSizeF size,
                         const ChartFonts& fonts, const LegendPlan& legend);

/// A small chart spends less on what is around the data.
bool isSmallChart(QSizeF size, const QFont& font);
/// What a legend has at most below a chart or right of it.
double legendWidth(QSizeF size, const QFont& font, LegendPlacement placement);

}  // namespace basin::ui
