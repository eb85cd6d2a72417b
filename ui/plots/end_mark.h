// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <QPainter>

#include "core/experiment/results.h"
#include "ui/chart/legend.h"
#include "ui/chart/plot_frame.h"
#include "ui/chart/plot_style.h"

namespace basin::ui {

/// How a run ended, as plots show it: a dot where it arrived, a ring where it was still on its way or was
/// stopped, a cross where it broke off, ran away or came to rest at no minimum.
enum class EndMark { dot, ring, cross };

/// Nothing while the run goes on.
std::optional<EndMark> endMarkOf(const SolverRun& run);

/// Where a run ended (data coordinates), in its colour.
struct RunEnd {
    EndMark mark;
    QPointF at;
    QColor color;
};

/// The mark at a place on the plot (pixels); an arrow on the edge where that lies outside.
void drawEndMark(QPainter& painter, const PlotFrame& frame, QPointF at, EndMark mark, const QColor& color,
                 const PlotStyle& style);
/// The mark at a pixel, wherever that is.
void drawEndMark(QPainter& painter, QPointF at, EndMark mark, const QColor& color, const PlotStyle& style);
/// Where such an arrow stands.
QPointF endEdge(const PlotFrame& frame, QPointF at);
/// At an edge, for an end beyond it: an arrow that points to where that is.
void drawEndArrow(QPainter& painter, QPointF edge, QPointF towards, const QColor& color,
                  const PlotStyle& style);
void drawEndMarks(QPainter& painter, const PlotFrame& frame, const std::vector<RunEnd>& ends,
                  const PlotStyle& style);

/// The marks that these ends have, for the legend.
std::vector<LegendEntry> endMarkEntries(const std::vector<RunEnd>& ends,
                                        const std::function<bool(QPointF)>& isShown, const PlotStyle& style);

}  // namespace basin::ui
