// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/surface_projection.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace basin::ui {

namespace {

constexpr double boxHeight = 0.9;               // in units of a and b
constexpr double smallest = 4;                  // px a unit, however small the area
constexpr double radius = std::numbers::sqrt2;  // of the circle that the ground's corners turn on

double radians(double degrees) {
    return degrees * std::numbers::pi / 180;
}

}  // namespace

SurfaceAngles SurfaceAngles::turnedBy(double turnBy, double tiltBy) const {
    const double around = std::fmod(turn + turnBy, 360.0);
    return {around < 0 ? around + 360 : around, std::clamp(tilt + tiltBy, lowestTilt, highestTilt)};
}

SurfaceProjection::SurfaceProjection(const QRectF& area, const SurfaceAngles& angles)
    : sinTurn_(std::sin(radians(angles.turn))),
      cosTurn_(std::cos(radians(angles.turn))),
      sinTilt_(std::sin(radians(angles.tilt))),
      cosTilt_(std::cos(radians(angles.tilt))) {
    const double below = radius * sinTilt_, above = below + boxHeight * cosTilt_;
    scale_ = std::max(smallest, std::min(area.width() / (2 * radius), area.height() / (below + above)));
    ground_ = area.center() + QPointF(0, scale_ * (above - below) / 2);
}

QPointF SurfaceProjection::toPixel(const BoxPoint& point) const {
    const double across = point.a * cosTurn_ + point.b * sinTurn_;
    const double away = point.b * cosTurn_ - point.a * sinTurn_;
    return ground_ + scale_ * QPointF(across, -(away * sinTilt_ + boxHeight * point.height * cosTilt_));
}

double SurfaceProjection::nearness(const BoxPoint& point) const {
    const double away = point.b * cosTurn_ - point.a * sinTurn_;
    return boxHeight * point.height * sinTilt_ - away * cosTilt_;
}

BoxPoint SurfaceProjection::placeAt(QPointF pixel, double height) const {
    const QPointF up(0, scale_ * boxHeight * height * cosTilt_);
    const QPointF way = wayOf(pixel + up - ground_);
    return {way.x(), way.y(), height};
}

QPointF SurfaceProjection::wayOf(QPointF pixels) const {
    const double across = pixels.x() / scale_, away = -pixels.y() / (scale_ * sinTilt_);
    return {across * cosTurn_ - away * sinTurn_, across * sinTurn_ + away * cosTurn_};
}

double SurfaceProjection::wayPerHeight() const {
    return boxHeight * cosTilt_ / sinTilt_;
}

}  // namespace basin::ui
