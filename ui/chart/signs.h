// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPen>

#include "ui/chart/legend.h"
#include "ui/theme.h"

namespace basin::ui {

/// What a plot draws, as its legend shows it.
SignPainter markerSign(SolverStyle::Marker marker, double size, const QColor& fill, const QColor& ring);
SignPainter starSign(double size, const QColor& fill, const QColor& ring);
/// The mark of the start.
SignPainter startSign();
/// An area in one colour, or hatched on a ground.
SignPainter areaSign(const QColor& fill, const QPen& outline = QPen(Qt::NoPen));
SignPainter hatchedSign(const QColor& ground, const QColor& lines);
/// A circle that is not filled.
SignPainter ringSign(double size, const QPen& pen);
/// A line with a dot on it.
SignPainter dottedSign(const QPen& line, double radius);
/// An upright line, with a cap at either end where asked for.
SignPainter uprightSign(const QPen& pen, bool capped = false);

}  // namespace basin::ui
