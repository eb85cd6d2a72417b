// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QPainter>

#include "ui/theme.h"

namespace basin::ui {

/// A solver's marker, filled, about `size` px across, ringed in another colour so that it stands out on any
/// ground.
void drawMarker(QPainter& painter, SolverStyle::Marker marker, QPointF centre, double size,
                const QColor& fill, const QColor& ring);

/// A curve's markers at its pixels, in their order; those that would crowd are left out, the last is not.
void drawMarkersAlong(QPainter& painter, SolverStyle::Marker marker, std::span<const QPointF> pixels,
                      const QColor& fill, const QColor& ring);

/// The minimiser: a five-pointed star.
void drawStar(QPainter& painter, QPointF centre, double size, const QColor& fill, const QColor& ring);

/// The start: a ring that is seen on any ground.
void drawStart(QPainter& painter, QPointF centre);

/// Slanted lines `spacing` px apart inside a rectangle: drawn, because vector formats know no pattern
/// brushes.
void drawHatching(QPainter& painter, const QRectF& rect, const QColor& color, double spacing = 6);

}  // namespace basin::ui
