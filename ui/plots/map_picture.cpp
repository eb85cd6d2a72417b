// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/map_picture.h"

#include <cmath>
#include <utility>

namespace basin::ui {

MapPicture::MapPicture(std::shared_ptr<const BasinMap> map) : map_(std::move(map)) {
    const Index radii = map_->radii.size(), errors = map_->errors.size();
    tiles_ = CellTiles({std::log10(map_->radii[0]), std::log10(map_->radii[radii - 1]), radii},
                       {map_->errors[0], map_->errors[errors - 1], errors},
                       map_->refined.empty() ? 0 : map_->refined.back().place.level);
    cells_.reserve(static_cast<std::size_t>(columns()) * static_cast<std::size_t>(rows()));
    for (int row = 0; row < rows(); ++row)
        for (int column = 0; column < columns(); ++column) {
            const QPointF place = tiles_.place(column, row);
            cells_.push_back(map_->nearest(place.x(), place.y(), tiles_.finest()).cell);
        }
}

std::optional<PlacedCell> MapPicture::at(QPointF axis) const {
    const auto place = map_ == nullptr ? std::nullopt : tiles_.placeAt(axis);
    if (!place) return std::nullopt;
    return map_->nearest(place->x(), place->y());
}

std::vector<QRect> MapPicture::blocks(const std::function<bool(const BasinMapCell&)>& condition) const {
    return tiles_.blocks([&](std::size_t tile) { return condition(cells_[tile]); });
}

}  // namespace basin::ui
