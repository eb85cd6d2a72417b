// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep_cost.h"

#include <chrono>
#include <cmath>

#include "core/experiment/problem_family.h"
#include "core/experiment/solver_task.h"
#include "core/experiment/sweep/sweep_trials.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/numeric/parallel.h"
#include "core/numeric/text.h"

namespace basin {

SweepCost count_sweep(const Experiment& experiment) {
    SweepCost cost;
    cost.cells = 1;
    for (const SweptAxis& axis : swept_axes(experiment)) cost.cells *= std::ssize(axis.values);
    cost.runs = cost.cells * sweep_trial_count(experiment) * std::ssize(experiment.solvers);
    return cost;
}

SweepCost try_sweep(const Experiment& experiment, const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    SweepCost cost = count_sweep(experiment);
    const std::vector<SweptAxis> axes = swept_axes(experiment);
    GridPlace middle;
    for (std::size_t k = 0; k < axes.size(); ++k) middle.at[k] = std::ssize(axes[k].values) / 2;
    Experiment one = experiment;
    one.sweep->repeats.count = 1;
    one.sweep->theory = false;
    const Clock::time_point start = Clock::now();
    {
        const ThreadLimit alone(1);
        if (!SweepTrials(one, axes).run(middle, 1, stop)) return cost;
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
    const auto trials = static_cast<double>(cost.cells * sweep_trial_count(experiment));
    cost.seconds = seconds * std::max(1.0, trials / hardware_threads());
    return cost;
}

std::string cost_text(const SweepCost& cost) {
    std::string text = std::to_string(cost.runs) + " runs in " + std::to_string(cost.cells) + " cells";
    if (!std::isnan(cost.seconds)) text += ", about " + seconds_text(cost.seconds);
    return text;
}

}  // namespace basin
