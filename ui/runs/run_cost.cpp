// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_cost.h"

#include <algorithm>

#include "core/experiment/sweep/sweep_cost.h"
#include "core/numeric/input_error.h"
#include "ui/families/family_view.h"

namespace basin::ui {

namespace {
constexpr double limit = 1e9;        // about half a second on one slow core
constexpr double sweepLimit = 2e10;  // some seconds on a few cores
constexpr Index trialSteps = 100;    // of a run that arrives, and of one that does not, on the average

/// Of all the runs of the sweep; 0 where there is none, or none that can be run.
double sweepWork(const Experiment& experiment) {
    if (!experiment.sweep) return 0;
    try {
        const SweepCost cost = count_sweep(experiment);
        Experiment trial = experiment.only({});
        trial.stopping.max_iterations = std::min(trial.stopping.max_iterations, trialSteps);
        const auto cells = static_cast<double>(cost.cells);
        const Index starts = experiment.sweep->theory ? experiment.basin_radius.trials : 0;
        const auto trials = static_cast<double>(experiment.sweep->repeats.count + starts);
        return cells * trials * familyViewOf(experiment).work(trial);
    } catch (const InputError&) {
        return 0;
    }
}
}  // namespace

bool isSmall(const Experiment& experiment) {
    return familyViewOf(experiment).work(experiment) <= limit && sweepWork(experiment) <= sweepLimit;
}

double liveIterations(const Experiment& experiment) {
    return static_cast<double>(std::min<Index>(experiment.stopping.max_iterations, 2000));
}

double landscapePoints(const Experiment& experiment) {
    const auto side = static_cast<double>(experiment.landscape ? experiment.landscape->resolution : 0);
    return side * side;
}

}  // namespace basin::ui
