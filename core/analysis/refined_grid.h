// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <vector>

#include "core/analysis/basin_map_spec.h"
#include "core/numeric/types.h"

namespace basin {

inline constexpr std::size_t most_axes = 3;

/// A place on a grid of up to three axes; what an axis has not stays 0. Level 0 is the grid itself; each
/// further level puts a place between any two of an axis that splits.
struct GridPlace {
    Index level = 0;
    std::array<Index, most_axes> at{};  // in steps of the level; the first runs fastest

    bool operator==(const GridPlace&) const = default;
    bool operator<(const GridPlace& other) const;
    /// The same place on the coarsest grid that has it.
    GridPlace reduced() const;
};

/// One axis of a grid.
struct GridAxis {
    Index count = 1;      // points of level 0, >= 1
    bool splits = false;  // between two points there can be another
};

/// The plan of a grid that is refined where the outcome changes: its places level by level. Levels are
/// planned one after the other: a patch (what lies between neighbouring places of a level) is split when its
/// corners differ, so that what a patch becomes follows from its own corners.
class RefinedGrid {
  public:
    /// Whether what is known at these places differs.
    using Differ = std::function<bool(const std::vector<GridPlace>& corners)>;

    /// axes: one to three. The shard is a strip of patches of level 0.
    RefinedGrid(const std::vector<GridAxis>& axes, Index refinement, const MapShard& shard);

    /// Those of the present level, ascending.
    const std::vector<GridPlace>& places() const { return places_; }
    /// Plans the next level. False when there is none.
    bool refine(const Differ& differ);
    Index level() const { return level_; }
    /// How many places there will be, as far as can be told now.
    Index expected() const { return planned_ + guessed_rest(); }
    /// Of level 0, all shards together; index of a place among them.
    std::size_t size() const;
    std::size_t index(const GridPlace& coarse) const;

  private:
    using Patch = std::array<Index, most_axes>;  // its lower corner, on its level's grid

    std::vector<Patch> own_patches() const;
    std::vector<GridPlace> corners(const Patch& patch) const;
    void plan(std::vector<GridPlace> places);
    Index guessed_rest() const;
    /// Steps from a patch's lower corner to its upper one along an axis: 1, or 0 where there is nothing
    /// between.
    Index step(std::size_t axis) const { return axes_[axis].splits && axes_[axis].count > 1 ? 1 : 0; }

    std::array<GridAxis, most_axes> axes_{};
    Index refinement_;
    MapShard shard_;
    Index level_ = 0;
    Index planned_ = 0;
    std::vector<Patch> patches_;     // of the present level
    std::vector<GridPlace> places_;  // of the present level, ascending
};

/// Places in an order that shows the whole picture coarsely first.
void sort_coarse_first(std::vector<GridPlace>& places);

}  // namespace basin
