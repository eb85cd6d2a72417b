// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_picture.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace basin::ui {

namespace {

constexpr Index mostTiles = 1024;  // in one direction: finer ones are not seen

double stepOf(double first, double last, Index points) {
    return points > 1 && last > first ? (last - first) / static_cast<double>(points - 1) : 1;
}

/// Tiles along one side of a level-0 cell. A tile is half a step of the finest level shown, since a cell ends
/// half-way to its neighbour.
int tilesPerCell(const BasinMap& map, Index& finest) {
    finest = map.refined.empty() ? 0 : map.refined.back().place.level;
    const Index longest = std::max(map.radii.size(), map.errors.size());
    while (finest > 0 && (longest << (finest + 1)) > mostTiles) --finest;
    return 2 << finest;
}

}  // namespace

MapPicture::MapPicture(std::shared_ptr<const BasinMap> map) : map_(std::move(map)) {
    const Index radii = map_->radii.size(), errors = map_->errors.size();
    left_ = std::log10(map_->radii[0]);
    bottom_ = map_->errors[0];
    dx_ = stepOf(left_, std::log10(map_->radii[radii - 1]), radii);
    dy_ = stepOf(bottom_, map_->errors[errors - 1], errors);
    Index finest = 0;
    const int tiles = tilesPerCell(*map_, finest);
    columns_ = static_cast<int>(radii) * tiles;
    rows_ = static_cast<int>(errors) * tiles;
    const auto place = [tiles](int tile) { return (tile + 0.5) / tiles - 0.5; };  // in level-0 steps
    centres_ = {left_ + place(0) * dx_, left_ + place(columns_ - 1) * dx_, bottom_ + place(0) * dy_,
                bottom_ + place(rows_ - 1) * dy_};
    cells_.reserve(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
    for (int row = 0; row < rows_; ++row)
        for (int column = 0; column < columns_; ++column)
            cells_.push_back(map_->nearest(place(column), place(row), finest).cell);
}

std::optional<PlacedCell> MapPicture::at(QPointF axis) const {
    if (map_ == nullptr) return std::nullopt;
    const double column = (axis.x() - left_) / dx_, row = (axis.y() - bottom_) / dy_;
    const auto outside = [](double place, Index points) {
        return !(place >= -0.5 && place < static_cast<double>(points) - 0.5);
    };
    if (outside(column, map_->radii.size()) || outside(row, map_->errors.size())) return std::nullopt;
    return map_->nearest(column, row);
}

QRectF MapPicture::coarseCell(Index radius, Index error) const {
    return {left_ + (static_cast<double>(radius) - 0.5) * dx_,
            bottom_ + (static_cast<double>(error) - 0.5) * dy_, dx_, dy_};
}

std::vector<QRect> MapPicture::blocks(const std::function<bool(const BasinMapCell&)>& condition) const {
    std::vector<QRect> closed, open;  // open: those that reach the row before
    for (int row = 0; row < rows_; ++row) {
        std::vector<QRect> now;
        const auto holds = [&](int column) {
            return condition(cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                                    static_cast<std::size_t>(column)]);
        };
        for (int column = 0; column < columns_; ++column) {
            const int first = column;
            while (column < columns_ && holds(column)) ++column;
            if (column > first) now.emplace_back(first, row, column - first, 1);
        }
        for (const QRect& before : open) {
            const auto same = std::ranges::find_if(now, [&](const QRect& run) {
                return run.left() == before.left() && run.width() == before.width();
            });
            if (same == now.end())
                closed.push_back(before);
            else
                *same = before.united(*same);
        }
        open = std::move(now);
    }
    closed.insert(closed.end(), open.begin(), open.end());
    return closed;
}

}  // namespace basin::ui
