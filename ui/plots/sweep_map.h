// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "ui/chart/color_scale.h"
#include "ui/chart/heatmap.h"
#include "ui/chart/legend.h"
#include "ui/plots/cell_tiles.h"
#include "ui/plots/sweep_values.h"

namespace basin::ui {

/// Two axes of a sweep, at one value of a third, as a map of one solver.
class SweepMap {
  public:
    SweepMap() = default;
    /// sweep: of two axes or three.
    SweepMap(std::shared_ptr<const Sweep> sweep, const SweepShown& shown, const PlotStyle& style);

    const SweptScale& across() const { return across_; }
    const SweptScale& up() const { return up_; }
    /// The cell under a point in data coordinates, or nothing outside the map; null while not computed.
    std::optional<PlacedSweepCell> at(QPointF data) const;
    /// Nothing for causes.
    std::optional<ColorScale> scale() const;
    /// Whether all values are whole numbers.
    bool isWhole() const;
    /// Whether some cell has a colour.
    bool hasValues() const;
    std::vector<LegendEntry> signs(const PlotStyle& style) const;
    void paint(QPainter& painter, const PlotFrame& frame, const PlotStyle& style) const;

  private:
    bool isOfArrivals() const {
        return shown_.view == SweepView::success_rate || shown_.view == SweepView::steps;
    }
    bool isComputed(std::size_t tile) const { return cells_[tile] != nullptr; }
    bool hasFailed(std::size_t tile) const;
    bool isHatched(std::size_t tile) const;
    ColorScale scaleOf(const PlotStyle& style) const;

    std::shared_ptr<const Sweep> sweep_;
    SweepShown shown_;
    SweptScale across_, up_;
    CellTiles tiles_;
    // Tile by tile.
    std::vector<std::shared_ptr<const SweepCell>> cells_;
    std::vector<double> values_;
    std::vector<BasinMapCell> ends_;  // trials 0 where not computed

    std::vector<FailureCause> causes_;  // that lead in some cell
    ColorScale scale_;
    Heatmap heatmap_;
};

}  // namespace basin::ui
