// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"
#include "core/solvers/solver.h"

namespace basin {

/// How the basin is measured. Field names are the JSON keys under "certificate".
struct BasinRadiusSpec {
    Index trials = 60;          // 0 <= trials <= 100000, random starts at each radius; 0: not measured
    Index max_iterations = 60;  // >= 1, of a trial
    std::uint64_t seed = 1;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const BasinRadiusSpec&) const = default;
};

/// The measured basin (math.md 1.4): a radius at which at least 95 % of the random starts on the sphere about
/// x* reached x*, while a radius at most 5 % larger did not.
struct BasinRadius {
    double radius = not_applicable;   // not_applicable: none, or not known yet
    Index trials = 0, successes = 0;  // at that radius
    bool open = false;                // no failing radius is known: the true one may be larger
    double done = 0;                  // 0..1, share of the search that lies behind
};

/// Makes the solver of one trial; the seed is for what it draws.
using TrialSolver = std::function<std::unique_ptr<Solver>(const SolverOptions&, std::uint64_t seed)>;
/// Receives what is known, after every radius tried. On the calling thread.
using BasinRadiusSink = std::function<void(const BasinRadius&)>;

/// Doubles or halves the radius from `first` (> 0) until successes turn into failures, then bisects. Trials
/// run on all cores and are drawn from streams of their own: the result depends on the seed alone, and no
/// clock ends a trial. A trial succeeds as in compute_basin_map(). Gives up beyond 1000 max(1, |x*|) (open)
/// and below 1e-9 of it. When stopped, returns what is known.
BasinRadius measure_basin_radius(const Problem& problem, const Minimiser& minimiser, double first,
                                 const TrialSolver& solver, const StoppingRule& stopping,
                                 const BasinRadiusSpec& spec, const BasinRadiusSink& sink = {},
                                 std::stop_token stop = {});

}  // namespace basin
