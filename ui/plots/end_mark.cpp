// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/end_mark.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <QPolygonF>

namespace basin::ui {

namespace {

constexpr double radius = 5;  // px

/// A triangle that points from the middle of the area to where the place is.
void drawArrow(QPainter& painter, QPointF edge, QPointF towards, const QColor& color) {
    const QPointF way = towards - edge;
    const double length = std::hypot(way.x(), way.y());
    if (!(length > 0) || !std::isfinite(length)) return;
    const QPointF forward = way / length * radius, side(-forward.y(), forward.x());
    painter.setBrush(color);
    painter.drawPolygon(QPolygonF{edge, edge - forward * 2 + side, edge - forward * 2 - side});
}

void drawCross(QPainter& painter, QPointF at) {
    painter.drawLine(at + QPointF(-radius, -radius), at + QPointF(radius, radius));
    painter.drawLine(at + QPointF(-radius, radius), at + QPointF(radius, -radius));
}

/// Twice: with a broad line in the colour of the card, then with its own.
void drawOnAnyGround(QPainter& painter, const QColor& color, const PlotStyle& style,
                     const std::function<void()>& draw) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const auto& [ink, width] : {std::pair{style.theme.card, 5.0}, {color, 2.0}}) {
        painter.setPen(QPen(ink, width));
        painter.setBrush(Qt::NoBrush);
        draw();
    }
}

}  // namespace

std::optional<EndMark> endMarkOf(const SolverRun& run) {
    if (run.result.message.empty()) return std::nullopt;
    if (arrived(run)) return EndMark::dot;
    const Termination how = run.result.termination;
    const bool onItsWay = how == Termination::iteration_limit || how == Termination::time_limit ||
                          how == Termination::stopped || how == Termination::stalled;
    return onItsWay ? EndMark::ring : EndMark::cross;
}

void drawEndMark(QPainter& painter, const PlotFrame& frame, QPointF at, EndMark mark, const QColor& color,
                 const PlotStyle& style) {
    if (!std::isfinite(at.x()) || !std::isfinite(at.y())) return;
    if (frame.shows(at, 1)) {
        drawEndMark(painter, at, mark, color, style);
        return;
    }
    drawEndArrow(painter, endEdge(frame, at), at, color, style);
}

QPointF endEdge(const PlotFrame& frame, QPointF at) {
    const QRectF& area = frame.area;
    return {std::clamp(at.x(), area.left() + radius, area.right() - radius),
            std::clamp(at.y(), area.top() + radius, area.bottom() - radius)};
}

void drawEndMark(QPainter& painter, QPointF at, EndMark mark, const QColor& color, const PlotStyle& style) {
    drawOnAnyGround(painter, color, style, [&] {
        if (mark == EndMark::dot) painter.setBrush(color);
        if (mark == EndMark::cross)
            drawCross(painter, at);
        else
            painter.drawEllipse(at, radius - 1, radius - 1);
    });
}

void drawEndArrow(QPainter& painter, QPointF edge, QPointF towards, const QColor& color,
                  const PlotStyle& style) {
    drawOnAnyGround(painter, color, style, [&] { drawArrow(painter, edge, towards, color); });
}

}  // namespace basin::ui
