// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/analysis/basin_map.h"
#include "ui/plots/cell_tiles.h"

namespace basin::ui {

/// A basin map as tiles on axes log10 radius and error.
class MapPicture {
  public:
    MapPicture() = default;
    explicit MapPicture(std::shared_ptr<const BasinMap> map);

    int columns() const { return tiles_.columns(); }
    int rows() const { return tiles_.rows(); }
    /// Centres of the outermost tiles, in axis coordinates.
    const ViewRange& centres() const { return tiles_.centres(); }
    /// The cell a tile shows; index = column + row * columns().
    const std::vector<BasinMapCell>& cells() const { return cells_; }
    /// The cell under a point in axis coordinates, or nothing outside the map.
    std::optional<PlacedCell> at(QPointF axis) const;
    /// The tile of a level-0 cell's own place, in axis coordinates.
    QRectF coarseCell(Index radius, Index error) const { return tiles_.coarseCell(radius, error); }
    /// Tiles whose cell fulfils the condition, as few rectangles (column, row, width, height).
    std::vector<QRect> blocks(const std::function<bool(const BasinMapCell&)>& condition) const;

  private:
    std::shared_ptr<const BasinMap> map_;
    CellTiles tiles_;
    std::vector<BasinMapCell> cells_;
};

}  // namespace basin::ui
