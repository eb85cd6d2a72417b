// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include <QPolygonF>
#include <QRectF>

#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// The runs of points between those with a NaN.
std::vector<QPolygonF> splitAtGaps(std::span<const QPointF> points);

/// The parts of a line inside a rectangle. Vector formats ignore clipping, so lines are cut beforehand.
std::vector<QPolygonF> clipPolyline(std::span<const QPointF> line, const QRectF& rect);

/// How much of the lines lies inside a rectangle.
double lengthInside(std::span<const QPolygonF> lines, const QRectF& rect);

/// At most four points per unit of x (a pixel column): first, smallest, largest and last, in their order. x
/// ascends.
QPolygonF decimateColumns(const QPolygonF& line);

/// Leaves out points nearer than this to the last one kept; keeps both ends.
QPolygonF thinOut(const QPolygonF& line, double distance);

/// A line in data coordinates as it is drawn: transformed to pixels, split at gaps, reduced to what the
/// pixels can show, cut to the rectangle.
std::vector<QPolygonF> visiblePieces(std::span<const QPointF> data, bool sorted, const PlotFrame& frame,
                                     const QRectF& rect);

/// How many points within the axes are not among those, because they lie where others do.
std::size_t pointsLeftOut(std::span<const QPointF> data, bool sorted, const PlotFrame& frame);

}  // namespace basin::ui
