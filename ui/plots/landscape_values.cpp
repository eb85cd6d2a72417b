// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_values.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "ui/plots/bilinear.h"

namespace basin::ui {

namespace {

/// Two neighbours on a grid, and how far a coordinate lies from the first to the second.
struct Neighbours {
    Index low, high;
    double share;
};

/// Of the points that were computed: every stride-th, and the last, which has the value of its neighbour.
std::optional<Neighbours> neighbours(const Vector& grid, Index stride, double at) {
    const Index last = grid.size() - 1;
    if (!(at >= grid[0] && at <= grid[last])) return std::nullopt;
    const double place = (at - grid[0]) / (grid[last] - grid[0]) * static_cast<double>(last);
    const Index cell = std::clamp(static_cast<Index>(place) / stride, Index{0}, (last - 1) / stride);
    const Index low = cell * stride, high = std::min(low + stride, last);
    return Neighbours{low, high, std::clamp((at - grid[low]) / (grid[high] - grid[low]), 0.0, 1.0)};
}

}  // namespace

LandscapeValues::LandscapeValues(std::shared_ptr<const Landscape> landscape) {
    if (landscape != nullptr && landscape->values.size() > 0) landscape_ = std::move(landscape);
}

ViewRange LandscapeValues::extent() const {
    if (isEmpty()) return {};
    const Vector &a = landscape_->a, &b = landscape_->b;
    return {a[0], a[a.size() - 1], b[0], b[b.size() - 1]};
}

Index LandscapeValues::cells() const {
    if (isEmpty()) return 0;
    return std::max(Index{1}, (landscape_->a.size() - 2) / landscape_->stride + 1);
}

double LandscapeValues::at(double a, double b) const {
    if (isEmpty()) return not_applicable;
    const auto i = neighbours(landscape_->a, landscape_->stride, a);
    const auto j = neighbours(landscape_->b, landscape_->stride, b);
    if (!i || !j) return not_applicable;
    const auto corner = [&](int k, int l) {
        return landscape_->values(k == 0 ? i->low : i->high, l == 0 ? j->low : j->high);
    };
    const double value = bilinear(corner, i->share, j->share);
    return std::isfinite(value) ? value : not_applicable;
}

}  // namespace basin::ui
