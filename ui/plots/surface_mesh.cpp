// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/surface_mesh.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/types.h"
#include "ui/plots/bilinear.h"

namespace basin::ui {

namespace {

// A deep zoom into a cell still shows that it is bent.
constexpr double fewestCells = 8;
constexpr double rounding = 1e-9;  // cells

/// What two ranges have in common.
ViewRange common(const ViewRange& one, const ViewRange& other) {
    return {std::max(one.left, other.left), std::min(one.right, other.right),
            std::max(one.bottom, other.bottom), std::min(one.top, other.top)};
}

/// Cells over a range: those of the values, or as many times fewer as it takes.
int cellsFor(const LandscapeValues& values, const ViewRange& range, double most) {
    const double share = std::min(1.0, range.width() / values.extent().width());
    const double there = std::ceil(share * static_cast<double>(values.cells()) - 1e-9);
    const double wanted = share < 1 ? std::max(there, fewestCells) : there;
    return std::max(1, static_cast<int>(std::ceil(wanted / std::ceil(wanted / most))));
}

}  // namespace

SurfaceMesh::SurfaceMesh(const LandscapeValues& whole, const LandscapeValues& part, const ColorScale& scale,
                         const ViewRange& view, int most)
    : view_(view) {
    if (whole.isEmpty()) return;
    const ViewRange range = common(view, whole.extent());
    if (!(range.width() > 0 && range.height() > 0)) return;
    const QPointF low = boxPlace(range.left, range.bottom), high = boxPlace(range.right, range.top);
    net_ = {low.x(), high.x(), low.y(), high.y()};
    cells_ = cellsFor(part.isEmpty() ? whole : part, range, std::max(1.0, most * net_.width() / 2));
    heights_.reserve(static_cast<std::size_t>(cells_ + 1) * static_cast<std::size_t>(cells_ + 1));
    for (int j = 0; j <= cells_; ++j)
        for (int i = 0; i <= cells_; ++i) {
            const double a = place(i, range.left, range.right), b = place(j, range.bottom, range.top);
            const double fine = part.at(a, b);
            heights_.push_back(scale.level(std::isnan(fine) ? whole.at(a, b) : fine));
        }
}

bool SurfaceMesh::isHole(int i, int j) const {
    return std::isnan(height(i, j) + height(i + 1, j) + height(i, j + 1) + height(i + 1, j + 1));
}

double SurfaceMesh::level(int i, int j) const {
    return (height(i, j) + height(i + 1, j) + height(i, j + 1) + height(i + 1, j + 1)) / 4;
}

QPointF SurfaceMesh::boxPlace(double a, double b) const {
    return {2 * (a - view_.left) / view_.width() - 1, 2 * (b - view_.bottom) / view_.height() - 1};
}

BoxPoint SurfaceMesh::on(double a, double b) const {
    const QPointF place = boxPlace(a, b);
    return {place.x(), place.y(), heightOver(place.x(), place.y())};
}

double SurfaceMesh::heightOver(double boxA, double boxB) const {
    if (isEmpty()) return not_applicable;
    const double x = (boxA - net_.left) / net_.width() * cells_;
    const double y = (boxB - net_.bottom) / net_.height() * cells_;
    const auto isOver = [this](double at) { return at >= -rounding && at <= cells_ + rounding; };
    if (!isOver(x) || !isOver(y)) return not_applicable;
    const auto cellOf = [this](double at) { return std::clamp(static_cast<int>(at), 0, cells_ - 1); };
    const int i = cellOf(x), j = cellOf(y);
    return bilinear([&](int k, int l) { return height(i + k, j + l); }, x - i, y - j);
}

std::pair<int, int> SurfaceMesh::nearestNode(const BoxPoint& point) const {
    const auto nearest = [this](double share) {
        return std::clamp(static_cast<int>(std::lround(share * cells_)), 0, cells_);
    };
    return {nearest((point.a - net_.left) / net_.width()), nearest((point.b - net_.bottom) / net_.height())};
}

QPointF SurfaceMesh::planeAt(const BoxPoint& point) const {
    return {view_.left + (point.a + 1) / 2 * view_.width(),
            view_.bottom + (point.b + 1) / 2 * view_.height()};
}

}  // namespace basin::ui
