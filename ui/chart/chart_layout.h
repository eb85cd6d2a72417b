// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QFont>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "ui/chart/color_bar_labels.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/curve.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"
#include "ui/chart/ticks.h"

namespace basin::ui {

/// One line of the legend: how something looks and what it is called.
struct LegendEntry {
    QString name;
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    std::optional<SolverStyle::Marker> marker;
    bool isStar = false;  // the minimiser's sign instead of a line
    QString detail = {};  // behind the name, where there is room beside a square
};

/// What has to find room on a chart.
struct ChartContent {
    PlotAxis x, y;
    ViewRange view;
    bool square = false;  // equal scales: a square area, the legend beside it
    bool bare = false;    // no axes: what is drawn has its own, in an area as large as there is room for
    std::optional<ColorScale> colorBar;
    bool wholeColors = false;  // the colours stand for whole numbers
    QString colorLabel;        // what the colours mean; left out where there is no room
    std::vector<LegendEntry> legend;
};

struct PlacedLegendEntry {
    LegendEntry entry;
    QRectF box;
};

/// Where everything is, in pixels.
struct ChartLayout {
    QRectF title, subtitle;
    QRectF area;
    QRectF colorBar, colorLabel;
    std::vector<ColorBarLabel> barLabels;
    QRectF xLabel, yLabel;
    QString xText, yText;       // the axis titles as they fit
    bool yLabelUpright = true;  // along the axis; else level, above it
    std::vector<Tick> xTicks, yTicks;
    std::vector<PlacedLegendEntry> legend;
    int legendLeftOut = 0;  // entries without room
    QRectF legendMore;      // where their number is told
};

ChartLayout layoutChart(const ChartContent& content, const PlotStyle& style, QSizeF size);

QFont chartFont(const PlotStyle& style);
QFont chartTitleFont(const PlotStyle& style);

/// Length of a legend entry's line sample.
double legendSampleLength(const PlotStyle& style);

}  // namespace basin::ui
