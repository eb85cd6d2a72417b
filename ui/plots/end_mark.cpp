// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/end_mark.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include <QCoreApplication>
#include <QPolygonF>

namespace basin::ui {

namespace {

constexpr double radius = 5;  // px

struct EndMarks {
    Q_DECLARE_TR_FUNCTIONS(EndMarks)
};

QString nameOf(EndMark mark) {
    switch (mark) {
        case EndMark::dot:
            return EndMarks::tr("arrived");
        case EndMark::ring:
            return EndMarks::tr("still on its way");
        case EndMark::cross:
            break;
    }
    return EndMarks::tr("failed");
}

/// A mark about the middle of a box, as it is drawn inside or outside a plot's area.
SignPainter endSign(EndMark mark, bool inside, const PlotStyle& style) {
    return [mark, inside, style](QPainter& painter, const QRectF& box) {
        PlotFrame frame;
        frame.area = QRectF(box.center() - QPointF(2 * radius, radius), QSizeF(4 * radius, 2 * radius));
        const QPointF at = box.center() + QPointF(inside ? 0 : box.width() + 2 * radius, 0);
        drawEndMark(painter, frame, at, mark, style.theme.text, style);
    };
}

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

void drawEndMarks(QPainter& painter, const PlotFrame& frame, const std::vector<RunEnd>& ends,
                  const PlotStyle& style) {
    for (const RunEnd& end : ends)
        drawEndMark(painter, frame, frame.map(end.at.x(), end.at.y()), end.mark, end.color, style);
}

std::vector<LegendEntry> endMarkEntries(const std::vector<RunEnd>& ends,
                                        const std::function<bool(QPointF)>& isShown, const PlotStyle& style) {
    std::vector<LegendEntry> entries;
    for (const EndMark mark : {EndMark::dot, EndMark::ring, EndMark::cross})
        if (std::ranges::any_of(ends, [&](const RunEnd& end) { return end.mark == mark && isShown(end.at); }))
            entries.push_back(signEntry(nameOf(mark), endSign(mark, true, style)));
    if (std::ranges::any_of(ends, [&](const RunEnd& end) { return !isShown(end.at); }))
        entries.push_back(signEntry(EndMarks::tr("ends outside"), endSign(EndMark::cross, false, style)));
    return entries;
}

}  // namespace basin::ui
