// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <QFont>
#include <QPolygonF>
#include <QRectF>
#include <QSizeF>
#include <QString>
#include <QStringList>

#include "ui/chart/color_bar_labels.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/curve.h"
#include "ui/chart/legend.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"
#include "ui/chart/ticks.h"

namespace basin::ui {

/// What has to find room on a chart.
struct ChartContent {
    PlotAxis x, y;
    ViewRange view;
    bool square = false;  // equal scales: a square area
    bool bare = false;    // no axes: what is drawn has its own, in an area as large as there is room for
    std::optional<ColorScale> colorBar;
    bool wholeColors = false;  // the colours stand for whole numbers
    QString colorLabel;        // what the colours mean
    std::vector<LegendEntry> legend;
};

/// Where everything is, in pixels, and in which type.
struct ChartLayout {
    QFont font, titleFont, legendFont;
    QStringList titleLines, subtitleLines;
    QRectF title, titleMark, subtitle;
    QRectF area;
    QSizeF spare;  // what a square area leaves free, beside it and above or below it
    QRectF colorBar, colorLabel;
    QString colorText;  // what the colours mean, as it fits; empty: told by the legend, if at all
    std::vector<ColorBarLabel> barLabels;
    QRectF xLabel, yLabel;
    QString xText, yText;       // the axis titles as they fit
    bool yLabelUpright = true;  // along the axis; else level, above it
    std::vector<Tick> xTicks, yTicks;
    std::vector<QRectF> xTickLabels, yTickLabels;  // tick by tick; a null one has no room
    std::vector<PlacedLegendEntry> legend;
    QRectF legendFrame;     // of a legend on the area; else null
    int legendLeftOut = 0;  // entries that are folded away
    QRectF legendMore;      // where their number is told
};

/// Everything has its place on the chart, in type as large as asked for where that leaves room for data, else
/// smaller. Only a legend whose solvers are listed beside the plot may be folded.
ChartLayout layoutChart(const ChartContent& content, const PlotStyle& style, QSizeF size);

/// Moves a legend on the area into the corner where it hides least of these lines.
void moveLegendOnArea(ChartLayout& layout, std::span<const QPolygonF> lines);

QFont chartFont(const PlotStyle& style);
/// Of the mark before a title in this font.
QFont markFont(QFont title);

}  // namespace basin::ui
