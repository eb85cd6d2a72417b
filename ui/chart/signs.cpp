// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/signs.h"

#include <algorithm>

#include "ui/chart/marker.h"

namespace basin::ui {

namespace {

constexpr double areaHeight = 11, areaWidth = 22;  // px, of an area's patch
constexpr double uprightHalf = 7, capHalf = 3;     // px

QRectF patchIn(const QRectF& box) {
    const double width = std::min(areaWidth, box.width());
    return {box.center().x() - width / 2, box.center().y() - areaHeight / 2, width, areaHeight};
}

}  // namespace

SignPainter markerSign(SolverStyle::Marker marker, double size, const QColor& fill, const QColor& ring) {
    return [=](QPainter& painter, const QRectF& box) {
        drawMarker(painter, marker, box.center(), size, fill, ring);
    };
}

SignPainter starSign(double size, const QColor& fill, const QColor& ring) {
    return [=](QPainter& painter, const QRectF& box) { drawStar(painter, box.center(), size, fill, ring); };
}

SignPainter startSign() {
    return [](QPainter& painter, const QRectF& box) { drawStart(painter, box.center()); };
}

SignPainter areaSign(const QColor& fill, const QPen& outline) {
    return [=](QPainter& painter, const QRectF& box) {
        painter.setPen(outline);
        painter.setBrush(fill);
        painter.drawRect(patchIn(box));
    };
}

SignPainter hatchedSign(const QColor& ground, const QColor& lines) {
    return [=](QPainter& painter, const QRectF& box) {
        const QRectF patch = patchIn(box);
        painter.fillRect(patch, ground);
        drawHatching(painter, patch, lines);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(patch);
    };
}

SignPainter ringSign(double size, const QPen& pen) {
    return [=](QPainter& painter, const QRectF& box) {
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(box.center(), size / 2, size / 2);
    };
}

SignPainter dottedSign(const QPen& line, double radius) {
    return [=](QPainter& painter, const QRectF& box) {
        QPen pen = line;
        pen.setCapStyle(Qt::FlatCap);
        painter.setPen(pen);
        painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
        painter.setPen(Qt::NoPen);
        painter.setBrush(line.color());
        painter.drawEllipse(box.center(), radius, radius);
    };
}

SignPainter uprightSign(const QPen& pen, bool capped) {
    return [=](QPainter& painter, const QRectF& box) {
        const QPointF middle = box.center(), half(0, uprightHalf), cap(capHalf, 0);
        painter.setPen(pen);
        painter.drawLine(middle - half, middle + half);
        if (!capped) return;
        for (const QPointF& end : {middle - half, middle + half}) painter.drawLine(end - cap, end + cap);
    };
}

}  // namespace basin::ui
