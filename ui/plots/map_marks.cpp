// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_marks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <QFontMetricsF>

#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

const QColor ground(255, 255, 255, 210);
const QColor ink(0x1B, 0x1F, 0x24);

constexpr double gap = 4;

double tagHeight(const QPainter& painter) {
    return QFontMetricsF(painter.font()).height() + 2;
}

/// An infinite radius lies beyond every edge.
double placeOf(const PlotFrame& frame, double radius) {
    return std::isinf(radius) ? std::numeric_limits<double>::max() : frame.map(radius, 0).x();
}

/// A label that is readable on any colour, left or right of x and inside the area.
void drawTag(QPainter& painter, const QRectF& area, double x, double top, const QString& text) {
    constexpr double padding = 4;
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(text) + 2 * padding;
    const bool fitsRight = x + gap + width <= area.right();
    const double left = fitsRight ? x + gap : std::max(area.left(), x - gap - width);
    const QRectF box(left, std::clamp(top, area.top(), area.bottom() - tagHeight(painter)), width,
                     tagHeight(painter));
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 225));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace

void fitTagFont(QPainter& painter, const PlotFrame& frame) {
    constexpr double charactersAcross = 16, smallest = 0.55;
    QFont font = painter.font();
    const double size = font.pixelSize();
    font.setPixelSize(
        static_cast<int>(std::clamp(frame.area.width() / charactersAcross, smallest * size, size)));
    painter.setFont(font);
}

void drawCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const PlotStyle& style) {
    const QPointF at = frame.map(setting.x(), setting.y());
    const QRectF area = frame.area;
    if (!std::isfinite(at.x()) || !std::isfinite(at.y())) return;
    for (const auto& [color, width, dash] :
         {std::tuple{ground, 2.2, Qt::SolidLine}, std::tuple{ink, 1.2, Qt::DashLine}}) {
        painter.setPen(QPen(color, width, dash));
        if (at.x() >= area.left() && at.x() <= area.right())
            painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()));
        if (at.y() >= area.top() && at.y() <= area.bottom())
            painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()));
    }
    if (frame.shows(at))
        drawMarker(painter, SolverStyle::Marker::circle, at, 10, style.theme.accent, Qt::white);
}

void nameCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const QString& name) {
    const QPointF at = frame.map(setting.x(), setting.y());
    const QRectF area = frame.area;
    if (!std::isfinite(at.x()) || !std::isfinite(at.y())) return;
    const double top = at.y() + gap;
    if (frame.shows(at)) {
        drawTag(painter, area, at.x() + gap, top, name);
        return;
    }
    const QString left = at.x() < area.left() ? QStringLiteral("◂ ") : QString(),
                  right = at.x() > area.right() ? QStringLiteral(" ▸") : QString();
    const QString up = at.y() < area.top()      ? QStringLiteral(" ▴")
                       : at.y() > area.bottom() ? QStringLiteral(" ▾")
                                                : QString();
    drawTag(painter, area, at.x() > area.right() ? area.right() : std::max(at.x(), area.left()), top,
            left + name + up + right);
}

void drawRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const PlotStyle& style) {
    const QRectF area = frame.area;
    const double x = placeOf(frame, radius);
    if (x < area.left() || x > area.right()) return;
    for (const auto& [color, width] : {std::pair{ground, 4.0}, {ink, 1.8}}) {
        painter.setPen(QPen(color, width * style.lineWidth / PlotStyle{}.lineWidth));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
    }
}

void nameRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const QString& name, int row) {
    const QRectF area = frame.area;
    const double x = placeOf(frame, radius);
    const QString text = name + QLatin1Char(' ') + formatNumber(radius, 2);
    const double top = area.top() + gap + row * (tagHeight(painter) + gap);
    if (x < area.left())
        drawTag(painter, area, area.left(), top, QStringLiteral("◂ ") + text);
    else if (x > area.right())
        drawTag(painter, area, area.right(), top, text + QStringLiteral(" ▸"));
    else
        drawTag(painter, area, x, top, text);
}

}  // namespace basin::ui
