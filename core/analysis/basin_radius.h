// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>

#include "core/analysis/minimiser.h"
#include "core/analysis/success_test.h"
#include "core/problems/problem.h"
#include "core/solvers/solver.h"

namespace basin {

/// How the basin is measured. Field names are the JSON keys under "certificate".
struct BasinRadiusSpec {
    Index trials = 600;         // 0 <= trials <= 100000; 0: not measured; else the most starts at a radius
    Index max_iterations = 60;  // >= 1, of a trial
    std::uint64_t seed = 1;

    /// Fewer than 600 decide nothing where the rate is near 95 %, and save nothing where it is not: less than
    /// that is read as 600.
    Index most_trials() const { return std::max<Index>(trials, 600); }

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const BasinRadiusSpec&) const = default;
};

/// What was seen at one radius.
struct RadiusTrials {
    double radius = not_applicable;  // not_applicable: none, or not known yet
    Index trials = 0, successes = 0;
    SuccessVerdict verdict = SuccessVerdict::open;
};

/// The measured basin (mathematics.md 1.4): the last of a row of radii, from the certified one outwards, all
/// of which keep 95 % of the random starts on the sphere about x*.
struct BasinRadius {
    RadiusTrials last = {};    // of that row
    RadiusTrials end = {};     // the next one, where the row ended: it failed, or was left open
    RadiusTrials failed = {};  // the first that was seen to fail: the end, or one beyond an end left open
    RadiusTrials beyond = {};  // further out than that, where 95 % arrive again: success is not monotone
    double done = 0;           // 0..1, share of the search that lies behind
};

/// Makes the solver of one trial; the seed is for what it draws.
using TrialSolver = std::function<std::unique_ptr<Solver>(const SolverOptions&, std::uint64_t seed)>;
/// Receives what is known, after every radius tried. On the calling thread.
using BasinRadiusSink = std::function<void(const BasinRadius&)>;
/// Runs a trial: whether the start number `trial` at the radius number `attempt` arrives. Called on several
/// threads at a time.
using RadiusTrial =
    std::function<bool(double radius, Index attempt, Index trial, const std::stop_token& stop)>;

/// Doubles the radius from `first` (> 0) while it keeps 95 % (success_verdict(), spec.most_trials() starts at
/// most), then goes on from the last that does by factors 2^(1/8); every radius has starts of its own. "Every
/// radius tried up to last.radius keeps 95 %" is false with probability <= 5 %, whether success is monotone
/// or not. Then four more doublings are looked at. Gives up beyond `most`; when
/// stopped, returns what is known. The result does not depend on the threads.
BasinRadius measure_basin_radius(const RadiusTrial& trial, double first, double most,
                                 const BasinRadiusSpec& spec, const BasinRadiusSink& sink = {},
                                 std::stop_token stop = {});

/// The same of a solver on a problem, from `certified` outwards: the guaranteed radius, not_applicable where
/// there is none (then from 1e-9 X), up to 1000 X. A trial succeeds when it ends at x* (arrived_at()); no
/// clock ends it. Nothing where spec.trials is 0.
BasinRadius measure_basin_radius(const Problem& problem, const Minimiser& minimiser, double certified,
                                 const TrialSolver& solver, const StoppingRule& stopping,
                                 const BasinRadiusSpec& spec, const BasinRadiusSink& sink = {},
                                 std::stop_token stop = {});

}  // namespace basin
