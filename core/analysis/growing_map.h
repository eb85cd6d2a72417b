// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "core/analysis/basin_map.h"

namespace basin {

/// A basin map and the plan for the rest of it. Levels are planned one after the other: a patch of a level is
/// split when the rates at its corners differ, so that what a patch becomes follows from its own corners.
class GrowingMap {
  public:
    /// spec must be valid.
    GrowingMap(const BasinMapSpec& spec, const MapPart& part);

    /// Places of the present level that are not computed yet, coarse places first.
    std::vector<MapPlace> pending() const;
    /// A cell that pending() named.
    void put(const PlacedCell& placed);
    /// Plans the next level. False when there is none: the map is complete. Nothing may be pending.
    bool refine();

    const BasinMap& map() const { return map_; }

  private:
    struct Patch {
        Index radius, error;  // of its lower corner, on its level's grid
    };

    std::vector<Patch> own_patches(const MapShard& shard) const;
    std::vector<MapPlace> corners(const Patch& patch) const;
    bool has_boundary(const Patch& patch) const;
    std::vector<MapPlace> plan_split(const std::vector<Patch>& split);
    void plan(const std::vector<MapPlace>& places);
    Index guessed_rest() const;

    BasinMap map_;
    std::map<MapPlace, BasinMapCell> known_;
    Index refinement_;
    bool wide_, high_;  // more than one radius, more than one error
    Index level_ = 0;
    Index planned_ = 0;             // cells of this level and those before
    std::vector<Patch> patches_;    // of the present level
    std::vector<MapPlace> places_;  // of the present level, ascending
};

}  // namespace basin
