// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include <QPointF>
#include <QRect>
#include <QRectF>

#include "core/numeric/types.h"
#include "ui/chart/plot_frame.h"

namespace basin::ui {

/// The cells of a map, refined ones too, as an even grid of tiles: each tile shows the map's nearest cell, so
/// that a cell of level 0 takes half a step in each direction, and a finer one less.
class CellTiles {
  public:
    /// One side of level 0: its outermost places in axis coordinates, and how many there are, >= 1.
    struct Side {
        double first, last;
        Index points;
    };

    CellTiles() = default;
    /// finest: the finest level of the map.
    CellTiles(const Side& across, const Side& up, Index finest);

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    /// The finest level that is seen.
    Index finest() const { return finest_; }
    /// Centres of the outermost tiles, in axis coordinates.
    const ViewRange& centres() const { return centres_; }
    /// The centre of a tile in steps of level 0.
    QPointF place(int column, int row) const;
    /// The place under a point in axis coordinates, in steps of level 0; nothing outside the map.
    std::optional<QPointF> placeAt(QPointF axis) const;
    /// The area of a level-0 cell's own place, in axis coordinates.
    QRectF coarseCell(Index column, Index row) const;
    /// Tiles that fulfil the condition, told by their index column + row * columns(), as few rectangles
    /// (column, row, width, height).
    std::vector<QRect> blocks(const std::function<bool(std::size_t)>& condition) const;

  private:
    Side across_{0, 0, 1}, up_{0, 0, 1};
    Index finest_ = 0;
    int tiles_ = 1;  // along one side of a level-0 cell
    int columns_ = 0, rows_ = 0;
    double dx_ = 1, dy_ = 1;  // steps of level 0
    ViewRange centres_;
};

}  // namespace basin::ui
