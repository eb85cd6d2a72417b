// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QColor>
#include <QPainter>
#include <QPolygonF>
#include <QString>
#include <QStringList>

#include "core/analysis/rate_between.h"
#include "core/numeric/types.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

class LinkedReading;

// How plots show what is read off several of them at once (LinkedReading). All that is drawn fits into the
// frame of a move of the mouse.

/// A thin line at an iteration, in the muted colour or, with a label, in that of marks; nothing where the
/// axis does not show it.
void paintIterationLine(QPainter& painter, const PlotFrame& frame, double iteration, const QString& label,
                        const PlotStyle& style);
/// The lines of A and B.
void paintMarkLines(QPainter& painter, const PlotFrame& frame, const LinkedReading& reading,
                    const PlotStyle& style);
/// A small ring at a pixel, on any ground.
void paintRing(QPainter& painter, QPointF at, const QColor& color, const PlotStyle& style);
/// A box of values beside a place (pixels), off those that are read.
void paintLinkedReadout(QPainter& painter, const PlotFrame& frame, QPointF beside, const QStringList& lines,
                        const QPolygonF& read, const PlotStyle& style);
/// A box in that corner of the area where it hides least of what is drawn; returns where it is.
QRectF paintCornerBox(QPainter& painter, const PlotFrame& frame, const QStringList& lines,
                      const std::vector<QPolygonF>& drawn, const PlotStyle& style);

/// "B − A: 12 iterations".
QString iterationsBetween(const LinkedReading& reading);
/// "newton  4.1 decades down, rate 0.45 an iteration"; a dash where there is nothing to tell.
QString changeText(const QString& name, const RateBetween& between);

}  // namespace basin::ui
