// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QRect>

#include "core/analysis/basin_map.h"
#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// A basin map, refined ones too, as an even grid of tiles on axes log10 radius and error: each tile shows
/// the map's nearest cell, so that a cell of level 0 takes half a step in each direction, and a finer one
/// less.
class MapPicture {
  public:
    MapPicture() = default;
    explicit MapPicture(std::shared_ptr<const BasinMap> map);

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    /// Centres of the outermost tiles, in axis coordinates.
    const ViewRange& centres() const { return centres_; }
    /// The cell a tile shows; index = column + row * columns().
    const std::vector<BasinMapCell>& cells() const { return cells_; }
    /// The cell under a point in axis coordinates, or nothing outside the map.
    std::optional<PlacedCell> at(QPointF axis) const;
    /// The tile of a level-0 cell's own place, in axis coordinates.
    QRectF coarseCell(Index radius, Index error) const;
    /// Tiles whose cell fulfils the condition, as few rectangles (column, row, width, height).
    std::vector<QRect> blocks(const std::function<bool(const BasinMapCell&)>& condition) const;

  private:
    std::shared_ptr<const BasinMap> map_;
    int columns_ = 0, rows_ = 0;
    double left_ = 0, bottom_ = 0;  // of the first level-0 place
    double dx_ = 1, dy_ = 1;        // steps of level 0
    ViewRange centres_;
    std::vector<BasinMapCell> cells_;
};

}  // namespace basin::ui
