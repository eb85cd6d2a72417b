// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/cost_model.h"
#include "core/experiment/experiment.h"

namespace basin {

/// The size whose cost is wanted.
struct EstimateSpec {
    /// By their symbols: n, d, nnz of a softmax regression (nnz left out: as dense as now; below n d A1 is
    /// sparse), T, Nh, Nx, Ny of a network. Those left out are as in the experiment. Each >= 1, T >= 2.
    ProblemSize sizes = {};
    double max_seconds = 10;                        // > 0, for timing
    std::optional<ProblemSize> largest_timed = {};  // no size beyond is timed, though there were time

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// One solver: what was measured on the present problem, and what is estimated for the wanted size.
struct SolverEstimate {
    std::string label;  // name, and knob of an approximate Newton: "approximate-newton (stale 5)"
    // Measured on the present problem.
    double step_seconds = not_applicable;  // mean over the run, but for its first step
    Index steps = 0;
    double seconds = not_applicable;
    double bytes = not_applicable;  // that the run held beside the data; not_applicable: not told
    Termination ending = Termination::invalid_input;
    // Fitted to timings on this machine.
    Index timings = 0;      // sizes that were timed
    ProblemSize exponents;  // of the sizes that vary, of the seconds of a step
    // Estimated for the wanted size.
    CostPrediction step;    // seconds
    CostPrediction total;   // seconds of as many steps as on the present problem
    CostPrediction memory;  // bytes that a run holds beside the data; not_applicable: not told
    std::string note;       // why there is no estimate; empty when there is one
};

struct Estimate {
    ProblemSize present, wanted;
    ProblemSize largest_timed;  // empty: none
    double data_bytes = 0;      // of the data at the wanted size: A1 and A2, or the series
    std::vector<SolverEstimate> solvers;
    bool stopped = false;
};

/// Receives the share that is done, 0..1.
using EstimateProgress = std::function<void(double)>;

/// Runs every solver of the experiment on its own problem, then on generated problems of some sizes up to the
/// wanted one (up to what the time allows, when that is less), as the experiment runs it: from a start of its
/// kind, to the same tolerance, with all its inner iterations; at most a few dozen steps. Fits the mean cost
/// of a step and the memory that a run holds. Throws InputError for unusable input; when stopped, what is
/// there so far is returned.
Estimate estimate_cost(const Experiment& experiment, const EstimateSpec& spec,
                       const EstimateProgress& progress = {}, std::stop_token stop = {});

}  // namespace basin
