// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>

#include "ui/chart/chart_layout.h"

namespace basin::ui {

/// Draws what surrounds the data: grid, axes, labels, title, legend, colour bar.
void paintChartFrame(QPainter& painter, const ChartLayout& layout, const ChartContent& content,
                     const PlotStyle& style);
/// The legend where it lies on the data, and nothing where it does not.
void paintLegendOnArea(QPainter& painter, const ChartLayout& layout, const PlotStyle& style);

/// Text along an upright line, read from below, in the middle of a box.
void paintUpright(QPainter& painter, const QRectF& box, const QString& text);

}  // namespace basin::ui
