// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QStringList>

#include "ui/chart/chart_layout.h"

namespace basin::ui {

/// Draws what surrounds the data: grid, axes, labels, title, legend, colour bar.
void paintChartFrame(QPainter& painter, const ChartLayout& layout, const ChartContent& content,
                     const PlotStyle& style);

/// A small box with text beside a point, kept inside the area.
void paintReadout(QPainter& painter, QPointF beside, const QRectF& area, const QStringList& lines,
                  const PlotStyle& style);

}  // namespace basin::ui
