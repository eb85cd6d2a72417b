// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QMarginsF>
#include <QPainter>
#include <QString>

#include "ui/chart/plot_style.h"
#include "ui/chart/ticks.h"
#include "ui/plots/surface_projection.h"

namespace basin::ui {

/// One edge of the box as an axis. Ticks by their place in the box.
struct SurfaceAxis {
    std::vector<Tick> ticks;
    QString label, shortLabel;  // the short one where the other has no room
};

/// The three axes of a surface.
struct SurfaceAxes {
    SurfaceAxis a, b, height;
};

/// A text of the box and where it stands.
struct SurfaceLabel {
    QRectF box;
    QString text;
    bool isUpright = false;  // read from below
};

/// The room that the texts take beside the box.
QMarginsF surfaceMargins(const SurfaceAxes& axes, const PlotStyle& style);
/// Beside the edges that are nearest to the eye, and the upright one on the left.
std::vector<SurfaceLabel> placeSurfaceLabels(const SurfaceProjection& projection, const SurfaceAxes& axes,
                                             const PlotStyle& style, const QRectF& area);
/// What lies behind the surface: the ground, the two walls at the back, their lines; and the texts.
void paintSurfaceBox(QPainter& painter, const SurfaceProjection& projection, const SurfaceAxes& axes,
                     const PlotStyle& style, const QRectF& area);

}  // namespace basin::ui
