// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include <QPointF>

#include "ui/chart/color_scale.h"
#include "ui/chart/plot_frame.h"
#include "ui/plots/landscape_values.h"
#include "ui/plots/surface_projection.h"

namespace basin::ui {

/// A landscape over a view as a net of cells in the box: heights are the levels of the colours. Between its
/// nodes the surface is bilinear. A cell with a value that is not finite is a hole.
class SurfaceMesh {
  public:
    SurfaceMesh() = default;
    /// Of the part, and where that has no value, of the whole; at most so many cells along each side of the
    /// box, and no more than there are values for. most > 0.
    SurfaceMesh(const LandscapeValues& whole, const LandscapeValues& part, const ColorScale& scale,
                const ViewRange& view, int most);

    bool isEmpty() const { return cells_ == 0; }
    int cells() const { return cells_; }  // along each side
    BoxPoint node(int i, int j) const {
        return {place(i, net_.left, net_.right), place(j, net_.bottom, net_.top), height(i, j)};
    }
    bool isHole(int i, int j) const;
    /// Level of a cell that is no hole, 0..1.
    double level(int i, int j) const;

    /// A point of the plane on the surface. Its height is NaN outside the view and over a hole.
    BoxPoint on(double a, double b) const;
    /// Height of the surface over a place in the box; NaN where there is none.
    double heightOver(double boxA, double boxB) const;
    /// i and j of the node that is nearest to a place in the box.
    std::pair<int, int> nearestNode(const BoxPoint& point) const;
    /// Where a place in the box lies on the plane.
    QPointF planeAt(const BoxPoint& point) const;
    const ViewRange& view() const { return view_; }
    /// As far as there are values, in the box.
    const ViewRange& net() const { return net_; }

  private:
    QPointF boxPlace(double a, double b) const;
    double place(int k, double low, double high) const {
        return std::lerp(low, high, static_cast<double>(k) / cells_);
    }
    double height(int i, int j) const {
        return heights_[static_cast<std::size_t>(j) * static_cast<std::size_t>(cells_ + 1) +
                        static_cast<std::size_t>(i)];
    }

    ViewRange view_;
    ViewRange net_;
    int cells_ = 0;
    std::vector<double> heights_;
};

}  // namespace basin::ui
