// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/marker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <QPolygonF>

namespace basin::ui {

namespace {

QPolygonF triangle(QPointF c, double r) {
    return {c + QPointF(0, -1.1 * r), c + QPointF(r, 0.8 * r), c + QPointF(-r, 0.8 * r)};
}

QPolygonF diamond(QPointF c, double r) {
    return {c + QPointF(0, -1.2 * r), c + QPointF(1.2 * r, 0), c + QPointF(0, 1.2 * r),
            c + QPointF(-1.2 * r, 0)};
}

void drawCross(QPainter& painter, QPointF c, double r, const QColor& fill, const QColor& ring) {
    // Twice: a wide stroke for the ring, a narrow one on top.
    for (const auto& [color, width] : {std::pair{ring, 3.6}, std::pair{fill, 1.8}}) {
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(c + QPointF(-r, -r), c + QPointF(r, r));
        painter.drawLine(c + QPointF(-r, r), c + QPointF(r, -r));
    }
}

}  // namespace

void drawMarker(QPainter& painter, SolverStyle::Marker marker, QPointF centre, double size,
                const QColor& fill, const QColor& ring) {
    using Marker = SolverStyle::Marker;
    const double r = size / 2;
    painter.setPen(QPen(ring, 1));
    painter.setBrush(fill);
    switch (marker) {
        case Marker::circle:
            painter.drawEllipse(centre, r, r);
            break;
        case Marker::square:
            painter.drawRect(QRectF(centre.x() - 0.9 * r, centre.y() - 0.9 * r, 1.8 * r, 1.8 * r));
            break;
        case Marker::triangle:
            painter.drawPolygon(triangle(centre, r));
            break;
        case Marker::diamond:
            painter.drawPolygon(diamond(centre, r));
            break;
        case Marker::cross:
            drawCross(painter, centre, 0.8 * r, fill, ring);
            break;
    }
}

void drawMarkersAlong(QPainter& painter, SolverStyle::Marker marker, std::span<const QPointF> pixels,
                      const QColor& fill, const QColor& ring) {
    constexpr double size = 7, spacing = 16;  // px
    const QPointF* last = nullptr;
    for (const QPointF& pixel : pixels) {
        const bool isEnd = &pixel == &pixels.back();
        if (!isEnd && last && std::hypot(pixel.x() - last->x(), pixel.y() - last->y()) < spacing) continue;
        drawMarker(painter, marker, pixel, size, fill, ring);
        last = &pixel;
    }
}

void drawStar(QPainter& painter, QPointF centre, double size, const QColor& fill, const QColor& ring) {
    QPolygonF star;
    for (int k = 0; k < 10; ++k) {
        const double angle = std::numbers::pi * (k / 5.0 - 0.5);
        const double r = size / 2 * (k % 2 == 0 ? 1 : 0.45);
        star.append(centre + QPointF(r * std::cos(angle), r * std::sin(angle)));
    }
    painter.setPen(QPen(ring, 1, Qt::SolidLine, Qt::SquareCap, Qt::RoundJoin));
    painter.setBrush(fill);
    painter.drawPolygon(star);
}

void drawStart(QPainter& painter, QPointF centre) {
    constexpr double radius = 6;
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, width] : {std::pair{QColor(0x1B, 0x1F, 0x24), 4.0}, {QColor(Qt::white), 2.0}}) {
        painter.setPen(QPen(color, width));
        painter.drawEllipse(centre, radius, radius);
    }
}

void drawHatching(QPainter& painter, const QRectF& rect, const QColor& color, double spacing) {
    painter.setPen(QPen(color, 1, Qt::SolidLine, Qt::FlatCap));  // no darker where rectangles meet
    // Lines x + y = s, at multiples of the spacing, so that neighbouring rectangles join.
    const double first = std::ceil((rect.left() + rect.top()) / spacing) * spacing;
    for (double s = first; s < rect.right() + rect.bottom(); s += spacing) {
        const double x0 = std::max(rect.left(), s - rect.bottom());
        const double x1 = std::min(rect.right(), s - rect.top());
        painter.drawLine(QPointF(x0, s - x0), QPointF(x1, s - x1));
    }
}

}  // namespace basin::ui
