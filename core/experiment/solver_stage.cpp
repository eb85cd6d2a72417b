// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/solver_stage.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/solver_labels.h"
#include "core/experiment/solver_task.h"
#include "core/experiment/stage_progress.h"

namespace basin {

namespace {

/// How much of a run lies behind, by the decades of gradient norm or the iterations, whichever says more.
class SolverProgress {
  public:
    explicit SolverProgress(const StoppingRule& stopping) : stopping_(stopping) {}

    double done(const IterationRecord& record) {
        if (record.iteration == 0) first_gradient_ = record.gradient_norm;
        const double decades = -std::log(stopping_.gradient_tolerance);
        const double behind = decades > 0 ? std::log(first_gradient_ / record.gradient_norm) / decades : 0;
        const double limit = static_cast<double>(std::max<Index>(1, stopping_.max_iterations));
        const double share = static_cast<double>(record.iteration) / limit;
        return std::clamp(std::isfinite(behind) ? std::max(behind, share) : share, 0.0, 1.0);
    }

  private:
    const StoppingRule& stopping_;
    double first_gradient_ = not_applicable;
};

}  // namespace

void solver_stage(const Experiment& experiment, const PreparedProblem& prepared,
                  const std::optional<LandscapePlane>& plane, const EventSink& sink, std::stop_token stop,
                  PauseGate* gate) {
    std::vector<FailedPart> missing;
    const auto count = static_cast<double>(experiment.solvers.size());
    const std::vector<std::string> labels = solver_labels(experiment.solvers);
    StageProgress progress(Stage::solvers, sink);
    for (std::size_t index = 0; index < experiment.solvers.size() && !stop.stop_requested(); ++index) {
        sink(SolverStarted{index, labels[index]});
        SolverProgress solver_progress(experiment.stopping);
        const auto observe = [&](IterationDone done) {
            const double share = solver_progress.done(done.record);
            sink(std::move(done));
            progress.report((static_cast<double>(index) + share) / count);
            if (gate) gate->wait(stop);
            return stop.stop_requested() ? Proceed::stop : Proceed::yes;
        };
        SolverTask task(experiment, prepared, index, stop);
        SolverFinished end = task.solve(plane, observe);
        const bool stopped = end.result.termination == Termination::stopped;
        sink(std::move(end));
        const auto spectra = task.missing_spectra(labels[index]);
        if (spectra && !stopped) missing.push_back(*spectra);
    }
    if (!stop.stop_requested()) progress.report(1);
    for (FailedPart& part : missing) sink(std::move(part));
}

}  // namespace basin
