// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep_trials.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/experiment/certificate_stage.h"
#include "core/experiment/method_of_theory.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/repeat_end.h"
#include "core/experiment/seeds.h"
#include "core/experiment/solver_task.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/numeric/parallel.h"

namespace basin {

namespace {

/// Of how many trials hold: all but the ends that are not there.
SweepOutcome outcome_of(const std::vector<RepeatEnd>& ends) {
    SweepOutcome outcome;
    std::vector<double> steps, objectives, distances, errors, seconds;
    for (const RepeatEnd& end : ends) {
        ++outcome.trials;
        outcome.arrived += end.arrived;
        if (end.arrived)
            steps.push_back(static_cast<double>(end.iterations));
        else
            outcome.causes.add(end.cause);
        objectives.push_back(end.objective);
        distances.push_back(end.distance);
        errors.push_back(end.test_error);
        seconds.push_back(end.seconds);
    }
    outcome.steps = spread_of(std::move(steps));
    outcome.objective = spread_of(std::move(objectives));
    outcome.distance = spread_of(std::move(distances));
    outcome.test_error = spread_of(std::move(errors));
    outcome.seconds = spread_of(std::move(seconds));
    return outcome;
}

bool varies_problem(const SweepSpec& sweep) {
    return sweep.repeats.count > 1 && std::ranges::any_of(sweep.repeats.vary, changes_problem);
}

/// Listed starts are taken from the experiment's own on.
void vary_seeds(Experiment& mine, const SweepSpec& sweep, Index trial) {
    mine.repeats = sweep.repeats;
    for (const std::string& key : varied_keys(mine)) {
        const std::uint64_t first = key == "start.number" ? seed_at(mine, key) : sweep.seed;
        set_seed(mine, key, first + static_cast<std::uint64_t>(trial));
    }
    mine.repeats.reset();
}

/// The median of the steps of the method of theory; not applicable where it is not run.
double measured_steps(const Experiment& experiment, const std::vector<SweepOutcome>& outcomes) {
    const SolverSpec method = method_of_theory(experiment);
    for (std::size_t i = 0; i < experiment.solvers.size(); ++i)
        if (experiment.solvers[i] == method) return outcomes[i].steps.median;
    return not_applicable;
}

}  // namespace

Experiment sweep_trial(const Experiment& experiment, const std::vector<SweptAxis>& axes,
                       const GridPlace& place, Index trial) {
    Experiment mine = experiment.only({});
    mine.view.reset();
    mine.basin_radius = experiment.basin_radius;
    mine.max_seconds = mine.stopping.max_seconds = std::numeric_limits<double>::infinity();
    for (std::size_t k = 0; k < axes.size(); ++k)
        set_swept(mine, axes[k].key, axes[k].at(place.level, place.at[k]));
    if (experiment.sweep->repeats.count > 1) vary_seeds(mine, *experiment.sweep, trial);
    return mine;
}

Index sweep_trial_count(const Experiment& experiment) {
    Experiment repeated = experiment;
    repeated.repeats = experiment.sweep->repeats;
    return repeat_count(repeated);
}

std::shared_ptr<const PreparedProblem> SweepTrials::prepared(const Experiment& experiment,
                                                             const std::stop_token& stop) {
    return problems_.get(experiment.problem, [&] {
        const ThreadLimit alone(1);  // the cells have all threads
        return prepare(experiment, stop);
    });
}

bool SweepTrials::run_trial(const GridPlace& place, Index trial, Ends& ends, const std::stop_token& stop) {
    const ThreadLimit alone(1);  // likewise the trials
    const Experiment mine = sweep_trial(experiment_, axes_, place, trial);
    PreparedProblem problem =
        varies_problem(*experiment_.sweep) ? prepare_valid(mine, stop) : *prepared(mine, stop);
    family_of(mine).place_start(mine, problem);
    for (std::size_t solver = 0; solver < mine.solvers.size(); ++solver) {
        SolverTask task(mine, problem, solver, stop, SolverTask::Way::dropped);
        SolverFinished finished = task.solve(
            std::nullopt, [&](const auto&) { return stop.stop_requested() ? Proceed::stop : Proceed::yes; });
        if (stop.stop_requested()) return false;
        ends[solver][static_cast<std::size_t>(trial)] = repeat_end(std::move(finished));
    }
    return true;
}

SweepTheory SweepTrials::theory_at(const GridPlace& place, const std::vector<SweepOutcome>& outcomes,
                                   const std::stop_token& stop) {
    const Experiment mine = sweep_trial(experiment_, axes_, place, 0);
    if (family_of(mine).certifies_ends()) return {};
    const Promise promise{mine.problem, method_of_theory(mine), mine.stopping, mine.start};
    const auto certificate = certificates_.get(promise, [&] {
        PreparedProblem problem = *prepared(mine, stop);
        family_of(mine).place_start(mine, problem);
        const EventSink nobody = [](RunEvent) {};
        Certificate found = certificate_stage(mine, problem, nobody, stop);
        basin_radius_stage(mine, problem, found, nobody, stop);
        return found;
    });
    return {
        certificate->basin_radius,        certificate->guaranteed_radius_certified,
        certificate->guaranteed_radius,   std::log10(0.1 * certificate->l / certificate->M_certified_global),
        certificate->promised_iterations, measured_steps(mine, outcomes)};
}

std::shared_ptr<const SweepCell> SweepTrials::run(const GridPlace& place, int threads,
                                                  const std::stop_token& stop) {
    const Index trials = sweep_trial_count(experiment_);
    Ends ends(experiment_.solvers.size(), std::vector<RepeatEnd>(static_cast<std::size_t>(trials)));
    const bool whole =
        parallel_for(trials, threads, stop, [&](Index trial) { run_trial(place, trial, ends, stop); });
    if (!whole || stop.stop_requested()) return nullptr;
    auto cell = std::make_shared<SweepCell>();
    for (const std::vector<RepeatEnd>& each : ends) cell->solvers.push_back(outcome_of(each));
    if (experiment_.sweep->theory) cell->theory = theory_at(place, cell->solvers, stop);
    return stop.stop_requested() ? nullptr : cell;
}

}  // namespace basin
