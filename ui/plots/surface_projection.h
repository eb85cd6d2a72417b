// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QRectF>

namespace basin::ui {

/// From where a surface is looked at.
struct SurfaceAngles {
    static constexpr double lowestTilt = 10, highestTilt = 80;

    double turn = 30;  // degrees about the upright axis, 0 <= turn < 360
    double tilt = 40;  // degrees above the ground, lowestTilt <= tilt <= highestTilt

    /// By so many degrees further, the turn around and around, the tilt within its bounds.
    SurfaceAngles turnedBy(double turnBy, double tiltBy) const;
    bool operator==(const SurfaceAngles&) const = default;
};

/// A place in the box around a surface.
struct BoxPoint {
    double a = 0, b = 0;  // -1 <= a, b <= 1 inside it
    double height = 0;    // 0 <= height <= 1 inside it
};

/// Shows a box upright and without perspective, so that equal lengths stay equal, as large as an area has
/// room for at every turn: turning changes no size.
class SurfaceProjection {
  public:
    SurfaceProjection() = default;
    SurfaceProjection(const QRectF& area, const SurfaceAngles& angles);

    QPointF toPixel(const BoxPoint& point) const;
    /// Larger nearer to the eye.
    double nearness(const BoxPoint& point) const;
    /// The place at a height whose pixel this is; it may lie outside the box.
    BoxPoint placeAt(QPointF pixel, double height) const;
    /// The way along the ground that so many pixels go.
    QPointF wayOf(QPointF pixels) const;
    /// How far, along the ground, the eye's line through a point moves while it rises by the box's height.
    double wayPerHeight() const;

    /// Whether what lies at a larger a, or b, is nearer to the eye.
    bool isNearAtLargeA() const { return sinTurn_ > 0; }
    bool isNearAtLargeB() const { return cosTurn_ < 0; }
    /// Pixels of one unit of a or b across the line of sight.
    double scale() const { return scale_; }

  private:
    double sinTurn_ = 0, cosTurn_ = 1, sinTilt_ = 0.5, cosTilt_ = 0.5;
    double scale_ = 1;
    QPointF ground_;  // the pixel of the middle of the ground
};

}  // namespace basin::ui
