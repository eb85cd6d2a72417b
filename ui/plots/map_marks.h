// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QPainter>
#include <QString>

#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// A named upright line at a radius, which may be infinite.
struct RadiusMark {
    double radius;
    QString name;
};

/// What is marked on a map, in data coordinates.
struct MapMarks {
    std::optional<QPointF> setting;  // two dashed lines through it, and a dot
    QString settingName;
    std::vector<RadiusMark> radii;
};

/// Draws the lines and the names beside them, none of which hides another; where something lies outside the
/// view, its name at the edge points to it.
void drawMapMarks(QPainter& painter, const PlotFrame& frame, const MapMarks& marks, const PlotStyle& style);

}  // namespace basin::ui
