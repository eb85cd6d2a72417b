// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QFont>
#include <QRectF>
#include <QSizeF>
#include <QString>

#include "ui/plots/color_scale.h"
#include "ui/plots/curve.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_style.h"
#include "ui/plots/ticks.h"

namespace basin::ui {

/// One line of the legend: how something looks and what it is called.
struct LegendEntry {
    QString name;
    QColor color;
    Qt::PenStyle dash = Qt::SolidLine;
    std::optional<SolverStyle::Marker> marker;
    bool isStar = false;  // the minimiser's sign instead of a line
};

/// What has to find room on a chart.
struct ChartContent {
    PlotAxis x, y;
    ViewRange view;
    bool square = false;  // equal scales: a square area, the legend beside it
    std::optional<ColorScale> colorBar;
    std::vector<LegendEntry> legend;
};

struct PlacedLegendEntry {
    LegendEntry entry;
    QRectF box;
};

/// Where everything is, in pixels.
struct ChartLayout {
    QRectF title;
    QRectF area;
    QRectF colorBar;
    QRectF xLabel, yLabel;
    std::vector<Tick> xTicks, yTicks;
    std::vector<PlacedLegendEntry> legend;
    int legendLeftOut = 0;  // entries without room
    QRectF legendMore;      // where their number is told
};

ChartLayout layoutChart(const ChartContent& content, const PlotStyle& style, QSizeF size);

QFont chartFont(const PlotStyle& style);
QFont chartTitleFont(const PlotStyle& style);

/// Levels and labels of a colour bar.
struct ColorBarLabel {
    double level;
    QString text;
};
std::vector<ColorBarLabel> colorBarLabels(const ColorScale& scale);

/// Length of a legend entry's line sample.
double legendSampleLength(const PlotStyle& style);

}  // namespace basin::ui
