// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QString>

#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// Names of marks in the painter's font, or so much smaller that they leave most of the map to be seen.
void fitTagFont(QPainter& painter, const PlotFrame& frame);

/// The present setting (data coordinates): two dashed lines through it and a dot. The names of marks come
/// after all lines, which would cut through them.
void drawCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const PlotStyle& style);
/// Its name; where it lies outside the view, the name at the edge points to it.
void nameCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const QString& name);

/// An upright line at a radius.
void drawRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const PlotStyle& style);
/// Its name and value; where it lies outside the view, an arrow at the edge points to it. row: from the top,
/// so that the names of several marks do not cover each other.
void nameRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const QString& name, int row);

}  // namespace basin::ui
