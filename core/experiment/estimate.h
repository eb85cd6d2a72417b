// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/cost_model.h"
#include "core/experiment/experiment.h"

namespace basin {

/// The size whose cost is wanted.
struct EstimateSpec {
    Index n = 0;                    // >= 1
    Index d = 0;                    // >= 1
    std::optional<Index> nnz = {};  // 1 <= nnz <= n d; below n d A1 is sparse; left out: as dense as now
    double max_seconds = 10;        // > 0, for timing
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
    Termination ending = Termination::invalid_input;
    // Fitted to timings on this machine.
    Index timings = 0;  // sizes that were timed
    double exponent_n = not_applicable, exponent_d = not_applicable, exponent_nnz = not_applicable;
    // Estimated for the wanted size.
    CostPrediction step;
    CostPrediction total;  // of as many steps as on the present problem
    std::string note;      // why there is no estimate; empty when there is one
};

struct Estimate {
    ProblemSize present, wanted;
    ProblemSize largest_timed;  // n = 0: none
    double data_bytes = 0;      // of A1 and A2 at the wanted size
    std::vector<SolverEstimate> solvers;
    bool stopped = false;
};

/// Receives the share that is done, 0..1.
using EstimateProgress = std::function<void(double)>;

/// Runs every solver of the experiment on its own problem, then on generated problems of nine sizes up to the
/// wanted one (up to what the time allows, when that is less), as the experiment runs it: from as far away,
/// to the same tolerance, with all its inner iterations; at most a few dozen steps. Fits the mean cost of a
/// step. Throws InputError for unusable input; when stopped, what is there so far is returned.
Estimate estimate_cost(const Experiment& experiment, const EstimateSpec& spec,
                       const EstimateProgress& progress = {}, std::stop_token stop = {});

/// Multiplications of one Newton step of a softmax regression with m outputs.
double newton_step_work(const ProblemSize& size, double m);

/// The sizes that are timed for a wanted one with m outputs: from small to large, n and d (and the density of
/// a sparse problem) each at three values in ratios of 2, at most `work` multiplications a step and `bytes`
/// of data and Hessian.
std::vector<ProblemSize> timed_sizes(const ProblemSize& wanted, Index m, double work,
                                     double bytes = std::numeric_limits<double>::infinity());

}  // namespace basin
