// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include <QPainter>
#include <QPolygonF>
#include <QRectF>
#include <QStringList>

#include "ui/chart/plot_style.h"

namespace basin::ui {

/// A small box with the values at a point. All lengths in pixels.
struct Readout {
    QRectF box;
    QStringList lines;  // as they fit
};

/// Where a box of this size lies: inside the bounds and off the point, and, where there is a choice, over as
/// little of the drawn lines as can be. Empty where no such place is.
QRectF placeBeside(QPointF point, QSizeF size, const QRectF& bounds, std::span<const QPolygonF> drawn);

/// The texts beside the point, wrapped where they have no room otherwise.
Readout layoutReadout(QPointF point, const QStringList& texts, const QRectF& bounds,
                      std::span<const QPolygonF> drawn, const PlotStyle& style);

void paintReadout(QPainter& painter, const Readout& readout, const PlotStyle& style);

}  // namespace basin::ui
