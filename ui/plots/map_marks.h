// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>

#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// The present setting (data coordinates): two dashed lines through it, a dot and its name; where it lies
/// outside the view, the name at the edge points to it.
void drawCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const QString& name,
                   const PlotStyle& style);

/// A named upright line at a radius; where that lies outside the view, an arrow at the edge points to it.
/// row: of the name, from the top, so that those of several marks do not cover each other.
void drawRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const QString& name, int row,
                    const PlotStyle& style);

}  // namespace basin::ui
