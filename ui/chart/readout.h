// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

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

/// What is around a readout.
struct ReadoutGround {
    QRectF area;    // the plot's; beside it are legend and labels
    QRectF canvas;  // all there is
    std::vector<QPolygonF> drawn = {};
    QPolygonF read = {};  // the places whose values are told
};

/// Where a box of this size lies: inside the canvas, off the point and off what is read, and, where there is
/// a choice, over as little of the drawn lines as can be, and on the area. Empty where no such place is.
QRectF placeBeside(QPointF point, QSizeF size, const ReadoutGround& ground);

/// The texts beside the point, wrapped where they have no room otherwise.
Readout layoutReadout(QPointF point, const QStringList& texts, ReadoutGround ground, const PlotStyle& style);

void paintReadout(QPainter& painter, const Readout& readout, const PlotStyle& style);

}  // namespace basin::ui
