// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/solver_stage.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/stage_progress.h"

namespace basin {

namespace {

/// How much of a run lies behind, by the decades of gradient norm or the iterations, whichever says more.
class SolverProgress {
  public:
    explicit SolverProgress(const StoppingRule& stopping) : stopping_(stopping) {}

    double done(const IterationRecord& record) {
        if (record.iteration == 0) first_gradient_ = record.gradient_norm;
        const double target = stopping_.gradient_tolerance * std::max(1.0, first_gradient_);
        const double decades = std::log(first_gradient_ / target);
        const double behind = decades > 0 ? std::log(first_gradient_ / record.gradient_norm) / decades : 0;
        const double limit = static_cast<double>(std::max<Index>(1, stopping_.max_iterations));
        const double share = static_cast<double>(record.iteration) / limit;
        return std::clamp(std::isfinite(behind) ? std::max(behind, share) : share, 0.0, 1.0);
    }

  private:
    const StoppingRule& stopping_;
    double first_gradient_ = not_applicable;
};

void append(SolverRun& run, const IterationEvent& event, const std::optional<PlanePoint>& position) {
    run.history.push_back(event.record);
    run.eigenvalues.push_back(event.eigenvalues);
    run.model_eigenvalues.push_back(event.model_eigenvalues);
    if (position) run.path.push_back(*position);
}

SolveResult rejected(const std::string& reason, const Vector& x0) {
    SolveResult result;
    result.termination = Termination::invalid_input;
    result.message = reason;
    result.x = x0;
    return result;
}

SolverOptions solver_options(const Experiment& experiment) {
    SolverOptions options;
    options.stopping = experiment.stopping;
    options.spectrum_every = experiment.spectrum ? experiment.spectrum->every : 0;
    return options;
}

}  // namespace

std::vector<SolverRun> run_solvers(const Experiment& experiment, const PreparedProblem& prepared,
                                   const std::optional<LandscapePlane>& plane, const EventSink& sink,
                                   std::stop_token stop, Gate* gate) {
    std::vector<SolverRun> runs;
    const SolverOptions options = solver_options(experiment);
    const auto count = static_cast<double>(experiment.solvers.size());
    StageProgress progress(Stage::solvers, sink);
    for (std::size_t index = 0; index < experiment.solvers.size() && !stop.stop_requested(); ++index) {
        SolverRun& run = runs.emplace_back();
        run.spec = experiment.solvers[index];
        sink(SolverStarted{index, run.spec.name});
        SolverProgress solver_progress(options.stopping);
        const auto observe = [&](const IterationEvent& event) {
            std::optional<PlanePoint> position;
            if (plane) position = project(*plane, event.x);
            append(run, event, position);
            sink(IterationDone{index, event.record, position.value_or(PlanePoint{}), event.eigenvalues,
                               event.model_eigenvalues});
            progress.report((static_cast<double>(index) + solver_progress.done(event.record)) / count);
            if (gate) gate->wait(stop);
            return stop.stop_requested() ? Proceed::stop : Proceed::yes;
        };
        const auto solver = make_solver(run.spec, options);
        const auto reason = solver->rejects(*prepared.problem);
        run.result = reason ? rejected(*reason, prepared.x0)
                            : solver->solve(*prepared.problem, prepared.x0, observe, stop);
        sink(SolverFinished{index, run.result});
    }
    if (!stop.stop_requested()) progress.report(1);
    return runs;
}

}  // namespace basin
