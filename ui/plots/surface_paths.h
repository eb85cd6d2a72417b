// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QPainter>
#include <QPolygonF>

#include "ui/chart/curve.h"
#include "ui/chart/plot_style.h"
#include "ui/plots/surface_mesh.h"
#include "ui/plots/surface_projection.h"

namespace basin::ui {

/// A curve of the plane as it lies on a surface, in pixels: the pieces that are seen, and those that lie
/// behind another part of the surface.
struct LaidCurve {
    std::vector<QPolygonF> seen, hidden;
    std::vector<QPointF> seenPoints;  // of the curve's own points, those that are seen, in their order
};

/// Between its points too the curve follows the surface. What lies outside the view or over a hole is left
/// out.
std::vector<LaidCurve> layCurves(const std::vector<Curve>& curves, const SurfaceMesh& mesh,
                                 const SurfaceProjection& projection);

/// Draws paths with their looks and markers, on their pale grounds; what is hidden is dimmed.
void paintLaidCurves(QPainter& painter, const std::vector<Curve>& curves, const std::vector<LaidCurve>& laid,
                     const PlotStyle& style);

}  // namespace basin::ui
