// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include "core/analysis/basin_map.h"
#include "core/analysis/refined_grid.h"

namespace basin {

/// A basin map and the plan for the rest of it: see growth.h. A patch is split when the rates at its corners
/// differ.
class GrowingMap {
  public:
    using Place = MapPlace;
    using Placed = PlacedCell;
    using Whole = BasinMap;

    /// spec must be valid.
    GrowingMap(const BasinMapSpec& spec, const MapPart& part);

    /// Places of the present level that are not computed yet, coarse places first.
    std::vector<MapPlace> pending() const;
    /// A cell that pending() named.
    void put(const PlacedCell& placed);
    /// Plans the next level. False when there is none: the map is complete. Nothing may be pending.
    bool refine();

    const BasinMap& whole() const { return map_; }

  private:
    bool has_boundary(const std::vector<GridPlace>& corners) const;
    void take_known();

    BasinMap map_;
    std::map<MapPlace, BasinMapCell> known_;
    RefinedGrid grid_;
};

}  // namespace basin
