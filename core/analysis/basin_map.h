// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <tuple>
#include <vector>

#include "core/analysis/basin_map_spec.h"
#include "core/analysis/failure_cause.h"
#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"
#include "core/solvers/solver.h"

namespace basin {

/// One cell: approximate Newton from random directions at one radius, with one error.
struct BasinMapCell {
    Index trials = 0;                           // 0: not computed yet
    Index successes = 0;                        // ended within the tolerance of x*
    double median_iterations = not_applicable;  // over the successes
    double median_objective = not_applicable;   // of (P) at the end of all trials; recurrent networks only
    CauseCounts causes = {};                    // of the failures; none in older files
};

/// Where a cell is: its place on the grid of the coarsest level that has it. Level 0 is the grid of the spec;
/// each further level puts a place between any two.
struct MapPlace {
    Index level = 0;
    Index error = 0;
    Index radius = 0;
    bool operator==(const MapPlace&) const = default;
    bool operator<(const MapPlace& other) const {
        return std::tie(level, error, radius) < std::tie(other.level, other.error, other.radius);
    }
    /// The same place on the coarsest grid that has it.
    MapPlace reduced() const;
};

/// A cell with its place.
struct PlacedCell {
    MapPlace place;
    BasinMapCell cell;
};

/// A basin map as far as it is computed: the grid of level 0 and the cells of its refinement.
struct BasinMap {
    Vector radii;                     // radius_count, ascending
    Vector errors;                    // error_count, ascending
    std::vector<BasinMapCell> cells;  // level 0; index = radius index + radius_count * error index
    std::vector<PlacedCell> refined;  // levels > 0, ascending; planned ones have no trials yet
    Index computed = 0;               // cells with trials > 0, of all levels
    Index expected = 0;               // how many there will be, as far as can be told now
    bool complete = false;            // nothing is left to compute
    MapShard shard;

    const BasinMapCell& cell(Index radius, Index error) const {
        return cells[static_cast<std::size_t>(radius + radii.size() * error)];
    }
    /// Null when there is no such cell, not even a planned one.
    const BasinMapCell* find(const MapPlace& place) const;
    double radius_at(const MapPlace& place) const;
    double error_at(const MapPlace& place) const;
    /// The cell that stands for a point: the nearest corner of the smallest patch around it whose corner is
    /// computed. column and row count cells of level 0, 0 <= column <= radii.size() - 1, likewise row; points
    /// beyond are moved to the edge. Levels above `finest` are left out.
    PlacedCell nearest(double column, double row, Index finest = 6) const;
};

/// Every computed cell of a map.
std::vector<PlacedCell> computed_cells(const BasinMap& map);

/// Receives growing maps, at most about ten a second and always the last. Called on computing threads, one at
/// a time.
using BasinMapSink = std::function<void(std::shared_ptr<const BasinMap>)>;

/// What part of a map is to be made, and what is there of it already.
struct MapPart {
    MapShard shard;
    std::vector<PlacedCell> known;                  // of the very same map; not computed again
    std::function<void(const PlacedCell&)> finish;  // told each new cell once, one at a time; may be empty
};

/// Computes one cell: the place, its radius and error, threads that may help and whether to stop. Nothing
/// when stopped half-way. Called on several threads at a time.
using CellTrials = std::function<std::optional<BasinMapCell>(const MapPlace&, double radius, double error,
                                                             int threads, const std::stop_token&)>;

/// Runs every cell on the given number of threads (0: all cores): level 0 in an order that shows the whole
/// picture coarsely first, then level by level the patches along the boundary. A patch is split in four while
/// the success rates of its corners differ by more than chance - two of their 95 % intervals do not meet - to
/// spec.refinement levels.
///
/// A trial succeeds when it ends converged and at x* (arrived_at()); it ends after
/// spec.max_iterations, and stopping gives the gradient tolerance only. Same spec: same map, whatever the
/// number of threads and the shards, because every trial draws from a stream that follows from its cell's
/// place and no clock ends it. When stopped, returns what is there: whole cells.
std::shared_ptr<const BasinMap> compute_basin_map(const Problem& problem, const Minimiser& minimiser,
                                                  const BasinMapSpec& spec, const StoppingRule& stopping,
                                                  const BasinMapSink& sink = {}, std::stop_token stop = {},
                                                  int threads = 0, const MapPart& part = {});

/// The same of whatever the trials of a cell are.
std::shared_ptr<const BasinMap> compute_basin_map(const CellTrials& trials, const BasinMapSpec& spec,
                                                  const BasinMapSink& sink = {}, std::stop_token stop = {},
                                                  int threads = 0, const MapPart& part = {});

/// The map that the known cells make up, as far as they go; computes nothing.
BasinMap assemble_basin_map(const BasinMapSpec& spec, const MapPart& part);

}  // namespace basin
