// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>

#include <QPointF>
#include <QRectF>

#include "ui/chart/axis_transform.h"

namespace basin::ui {

/// The part of the axes that is shown, in axis coordinates.
struct ViewRange {
    double left = 0, right = 1, bottom = 0, top = 1;

    double width() const { return right - left; }
    double height() const { return top - bottom; }
    bool operator==(const ViewRange&) const = default;
};

/// Where data lie on the plot: the plot area in pixels, the range it shows, the transforms in front of it.
struct PlotFrame {
    QRectF area;
    ViewRange view;
    AxisTransform x, y;

    /// Axis coordinates to pixels and back.
    QPointF toPixel(QPointF axis) const {
        return {area.left() + (axis.x() - view.left) / view.width() * area.width(),
                area.bottom() - (axis.y() - view.bottom) / view.height() * area.height()};
    }
    QPointF fromPixel(QPointF pixel) const {
        return {view.left + (pixel.x() - area.left()) / area.width() * view.width(),
                view.bottom + (area.bottom() - pixel.y()) / area.height() * view.height()};
    }
    /// A rectangle in axis coordinates, what there is of it on the plot area.
    QRectF toPixels(const QRectF& axis) const {
        return QRectF(toPixel({axis.left(), axis.top()}), toPixel({axis.right(), axis.bottom()}))
                   .normalized() &
               area;
    }
    /// Whether a pixel is on the plot area, or so many pixels beside it. Nothing is at a NaN, where a
    /// rectangle would say that it contains it.
    bool shows(QPointF pixel, double margin = 0) const {
        return std::isfinite(pixel.x()) && std::isfinite(pixel.y()) &&
               area.adjusted(-margin, -margin, margin, margin).contains(pixel);
    }
    /// Data values to pixels and back.
    QPointF map(double xValue, double yValue) const { return toPixel({x.toAxis(xValue), y.toAxis(yValue)}); }
    QPointF dataAt(QPointF pixel) const {
        const QPointF axis = fromPixel(pixel);
        return {x.fromAxis(axis.x()), y.fromAxis(axis.y())};
    }
    bool operator==(const PlotFrame&) const = default;
};

}  // namespace basin::ui
