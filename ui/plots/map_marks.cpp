// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_marks.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>
#include <utility>

#include <QFontMetricsF>

#include "ui/chart/chart_frame.h"
#include "ui/chart/marker.h"
#include "ui/chart/number_format.h"

namespace basin::ui {

namespace {

const QColor ground(255, 255, 255, 210);
const QColor ink(0x1B, 0x1F, 0x24);

/// A label that is readable on any colour, left or right of x and inside the area.
void drawTag(QPainter& painter, const QRectF& area, double x, const QString& text) {
    constexpr double padding = 4, gap = 4;
    const QFontMetricsF metrics(painter.font());
    const double width = metrics.horizontalAdvance(text) + 2 * padding;
    const bool fitsRight = x + gap + width <= area.right();
    const double left = fitsRight ? x + gap : std::max(area.left(), x - gap - width);
    const QRectF box(left, area.top() + gap, width, metrics.height() + 2);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(255, 255, 255, 225));
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace

void drawCrossHair(QPainter& painter, const PlotFrame& frame, QPointF setting, const QColor& accent) {
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
    if (frame.shows(at)) drawMarker(painter, SolverStyle::Marker::circle, at, 10, accent, Qt::white);
}

void drawRadiusMark(QPainter& painter, const PlotFrame& frame, double radius, const QString& name,
                    const PlotStyle& style) {
    const QRectF area = frame.area;
    // An infinite radius lies beyond every edge.
    const double x = std::isinf(radius) ? std::numeric_limits<double>::max() : frame.map(radius, 0).x();
    painter.setFont(chartFont(style));
    const QString text = name + QLatin1Char(' ') + formatNumber(radius, 2);
    if (x < area.left()) {
        drawTag(painter, area, area.left(), QStringLiteral("◂ ") + text);
    } else if (x > area.right()) {
        drawTag(painter, area, area.right(), text + QStringLiteral(" ▸"));
    } else {
        for (const auto& [color, width] : {std::pair{ground, 4.0}, {ink, 1.8}}) {
            painter.setPen(QPen(color, width * style.lineWidth / PlotStyle{}.lineWidth));
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()));
        }
        drawTag(painter, area, x, text);
    }
}

}  // namespace basin::ui
