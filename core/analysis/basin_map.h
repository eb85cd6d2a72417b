// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"
#include "core/solvers/solver.h"

namespace basin {

/// The grid of a basin map: initialisation radius x approximation error, many seeds a cell.
/// Field names are the JSON keys under "basin_map".
struct BasinMapSpec {
    double radius_min = 0.01;   // > 0
    double radius_max = 10;     // >= radius_min; radii are spaced logarithmically
    Index radius_count = 16;    // 1 <= count <= 512
    double error_min = 0;       // >= 0
    double error_max = 0.9;     // error_min <= value <= 10; errors are spaced linearly
    Index error_count = 10;     // 1 <= count <= 512
    Index trials = 24;          // 1 <= trials <= 100000, random starts a cell
    Index max_iterations = 60;  // >= 1
    std::uint64_t seed = 1;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// One cell: approximate Newton with controlled error from random directions at one radius.
struct BasinMapCell {
    Index trials = 0;                           // 0: not computed yet
    Index successes = 0;                        // ended within the tolerance of x*
    double median_iterations = not_applicable;  // over the successes
};

struct BasinMap {
    Vector radii;                     // radius_count, ascending
    Vector errors;                    // error_count, ascending
    std::vector<BasinMapCell> cells;  // index = radius index + radius_count * error index
    Index computed = 0;               // cells with trials > 0

    const BasinMapCell& cell(Index radius, Index error) const {
        return cells[static_cast<std::size_t>(radius + radii.size() * error)];
    }
};

/// Wilson score interval of a success rate at 95 %.
struct RateInterval {
    double low;
    double high;
};
RateInterval wilson_interval(Index successes, Index trials);

/// Receives growing maps, at most about ten a second and always the last. Called on computing threads, one at
/// a time.
using BasinMapSink = std::function<void(std::shared_ptr<const BasinMap>)>;

/// Runs every cell on the given number of threads (0: all cores), in an order that shows the whole picture
/// coarsely first. A trial succeeds when it ends converged and within 1e-6 max(1, |x*|) of x*; it ends after
/// spec.max_iterations, and stopping gives the gradient tolerance only. Same spec: same map, whatever the
/// number of threads, because every trial draws from its own stream and no clock ends it. When stopped,
/// returns what is there: whole cells.
std::shared_ptr<const BasinMap> compute_basin_map(const Problem& problem, const Minimiser& minimiser,
                                                  const BasinMapSpec& spec, const StoppingRule& stopping,
                                                  const BasinMapSink& sink = {}, std::stop_token stop = {},
                                                  int threads = 0);

}  // namespace basin
