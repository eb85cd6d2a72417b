// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/analysis/basin_map.h"
#include "ui/chart/heatmap.h"
#include "ui/plots/map_picture.h"

namespace basin::ui {

/// A basin map in colours, the whole or what was computed for a zoom; empty for none. Cells that are not
/// computed are transparent.
class MapLayer {
  public:
    using CellColor = std::function<QRgb(const BasinMapCell&)>;
    using CellTest = std::function<bool(const BasinMapCell&)>;

    MapLayer() = default;
    explicit MapLayer(std::shared_ptr<const BasinMap> map) : map_(std::move(map)) {
        if (map_ != nullptr && !map_->cells.empty()) picture_ = MapPicture(map_);
    }

    const std::shared_ptr<const BasinMap>& map() const { return map_; }
    bool isEmpty() const { return picture_.cells().empty(); }
    const MapPicture& picture() const { return picture_; }

    void colour(const CellColor& colorOf);
    void paint(QPainter& painter, const PlotFrame& frame, const CellTest& isHatched,
               const QColor& hatching) const;
    /// Outlines the cells that are not computed.
    void paintMissing(QPainter& painter, const PlotFrame& frame, const QPen& pen) const;

  private:
    std::shared_ptr<const BasinMap> map_;
    MapPicture picture_;
    Heatmap heatmap_;
};

}  // namespace basin::ui
