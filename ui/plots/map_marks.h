// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>

#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The present setting (data coordinates): two dashed lines through it, and a dot.
void drawCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const QColor& accent);

/// A named upright line at a radius; where that lies outside the view, an arrow at the edge points to it.
void drawRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const QString& name,
                    const PlotStyle& style);

}  // namespace basin::ui
