// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

#include "core/analysis/failure_cause.h"
#include "core/analysis/refined_grid.h"
#include "core/experiment/sweep/sweep_spec.h"
#include "core/solvers/solver.h"

namespace basin {

/// How a quantity is spread over trials: its 10 %, 50 % and 90 % quantiles (band_low, band_high). What is no
/// finite number counts as infinite; not applicable where there is none.
struct Spread {
    double low = not_applicable, median = not_applicable, high = not_applicable;
};
Spread spread_of(std::vector<double> values);

/// How the trials of one solver in one cell ended.
struct SweepOutcome {
    Index trials = 0;
    Index arrived = 0;
    CauseCounts causes;                               // of those that did not
    Spread steps;                                     // of those that arrived
    Spread objective, distance, test_error, seconds;  // of all
};

/// What theory promises at a cell and what was measured there (mathematics.md 1.4).
struct SweepTheory {
    double measured_radius = not_applicable;   // 95 % of random starts arrive up to it
    double certified_radius = not_applicable;  // proved
    double estimated_radius = not_applicable;  // with the sampled M
    double published_log10 = not_applicable;   // log10 of the radius by one M for every x, as published; the
                                               // proved global bound stands for constants left open there
    double promised_steps = not_applicable;    // T
    double measured_steps = not_applicable;    // median of the method of theory

    bool is_known() const { return !std::isnan(measured_radius) || !std::isnan(certified_radius); }
};

struct SweepCell {
    std::vector<SweepOutcome> solvers;  // as in Experiment::solvers
    SweepTheory theory;                 // where it is asked for
};

struct PlacedSweepCell {
    GridPlace place;
    std::shared_ptr<const SweepCell> cell;  // null: planned
};

/// A sweep as far as it is computed: the grid of level 0 and the cells of its refinement.
struct Sweep {
    std::vector<SweptAxis> axes;
    std::vector<std::shared_ptr<const SweepCell>> cells;  // level 0, null while not computed; see index()
    std::vector<PlacedSweepCell> refined;                 // levels > 0, ascending
    Index computed = 0;                                   // cells, of all levels
    Index expected = 0;                                   // how many there will be, as far as can be told now
    bool complete = false;
    MapShard shard;

    std::size_t index(const GridPlace& coarse) const;
    /// Null when there is no such cell, or not yet.
    std::shared_ptr<const SweepCell> find(const GridPlace& place) const;
    ParameterValue value_at(const GridPlace& place, std::size_t axis) const;
    /// The finest level that has cells, planned ones among them.
    Index finest_level() const { return refined.empty() ? 0 : refined.back().place.level; }
    /// The cell that stands for a point, in steps of level 0: the nearest corner of the smallest patch around
    /// it whose corner is computed; points beyond are moved to the edge. Levels above `finest` are left out.
    /// Its cell is null where nothing is computed yet.
    PlacedSweepCell nearest(const std::array<double, most_axes>& point, Index finest = 6) const;
    /// All values of a cell, an axis each.
    std::vector<ParameterValue> values_at(const GridPlace& place) const;
};

inline bool is_complete(const Sweep& sweep) {
    return sweep.complete;
}

/// Every computed cell, ascending by place.
std::vector<PlacedSweepCell> computed_cells(const Sweep& sweep);

/// What part of a sweep is to be made, and what is there of it already.
struct SweepPart {
    MapShard shard;
    std::vector<PlacedSweepCell> known;                  // of the very same sweep; not computed again
    std::function<void(const PlacedSweepCell&)> finish;  // told each new cell once; may be empty
};

}  // namespace basin
