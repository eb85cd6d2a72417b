// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace basin::ui {

enum class AxisScale { linear, logarithmic, symlog };
/// What lies on the floor of a logarithmic axis: nothing, zeros, negative values too, or values too small for
/// the decades shown.
enum class AxisFloor { none, zero, negative, small };

/// Maps data values to axis coordinates, in which the chart is linear, and back. A value that cannot be shown
/// becomes NaN, which is a gap and never blanks the rest.
class AxisTransform {
  public:
    static AxisTransform linear() { return {}; }
    /// log10; values at or below the floor (> 0), zero and negative ones too, lie on the floor.
    static AxisTransform logarithmic(double floor);
    /// sign(v) log10(1 + |v| / threshold): linear near zero, logarithmic far from it. threshold > 0.
    static AxisTransform symlog(double threshold);

    /// A logarithmic axis for these values: the floor is one decade below the smallest positive one when some
    /// are zero or negative, else it is never met. At most `decades` below the largest.
    static AxisTransform logarithmicFor(std::span<const double> values, double decades = 40);
    /// A symlog axis whose linear part ends at the smallest magnitude but zero, at most six decades below the
    /// largest.
    static AxisTransform symlogFor(std::span<const double> values);

    AxisScale scale() const { return scale_; }
    /// The floor of a logarithmic axis, the threshold of a symlog one.
    double constant() const { return constant_; }
    /// Whether some value lies on the floor, so that the axis names it.
    bool showsFloor() const { return floor_ != AxisFloor::none; }
    AxisFloor floor() const { return floor_; }
    /// Whether nothing but the floor has values, so that the axis has no other place.
    bool isFloorOnly() const { return floorOnly_; }

    double toAxis(double value) const;
    double fromAxis(double coordinate) const;

    bool operator==(const AxisTransform&) const = default;

  private:
    AxisScale scale_ = AxisScale::linear;
    double constant_ = 1;
    AxisFloor floor_ = AxisFloor::none;
    bool floorOnly_ = false;
};

}  // namespace basin::ui
