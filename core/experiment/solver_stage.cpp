// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/solver_stage.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/stage_progress.h"
#include "core/numeric/text.h"

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
    run.eigenvalue_errors.push_back(event.eigenvalue_errors);
    run.densities.push_back(event.density);
    if (position) run.path.push_back(*position);
}

/// Keeps the points of a run, as long as they are not too many.
class IterateKeeper {
  public:
    void add(const Vector& x) {
        constexpr std::size_t most_numbers = std::size_t{1} << 23;  // 64 MB
        whole_ = whole_ && numbers_.size() + static_cast<std::size_t>(x.size()) <= most_numbers;
        if (whole_) numbers_.insert(numbers_.end(), x.begin(), x.end());
    }
    /// d x records, or null when they were too many.
    std::shared_ptr<const Matrix> take(Index d) const {
        if (!whole_ || d == 0) return nullptr;
        const Index count = static_cast<Index>(numbers_.size()) / d;
        return std::make_shared<const Matrix>(Eigen::Map<const Matrix>(numbers_.data(), d, count));
    }

  private:
    std::vector<double> numbers_;
    bool whole_ = true;
};

SolveResult rejected(const std::string& reason, const Vector& x0) {
    SolveResult result;
    result.termination = Termination::invalid_input;
    result.message = reason;
    result.x = x0;
    return result;
}

/// On a kink no gradient vanishes, so that no run can end converged: says what happened instead.
void tell_kink(const Minimiser& minimiser, SolverRun& run) {
    SolveResult& result = run.result;
    const bool open_end =
        result.termination == Termination::stalled || result.termination == Termination::iteration_limit ||
        result.termination == Termination::time_limit || result.termination == Termination::indefinite;
    if (!minimiser.verified || !minimiser.on_kink() || !open_end) return;
    // The distance within which a basin map counts a trial as a success.
    run.reached_kink = result.distance <= 1e-6 * std::max(1.0, minimiser.x.norm());
    const std::string where = "|x - x*| = " + number_text(result.distance);
    if (run.reached_kink) {
        result.message = "Came to the minimiser after " + std::to_string(result.iterations) +
                         " iterations, " + where +
                         "; the minimiser sits on a kink, where no gradient vanishes.";
    } else {
        result.message +=
            " The minimiser sits on a kink, where no gradient vanishes; the run ended at " + where + ".";
    }
}

SolverOptions solver_options(const Experiment& experiment) {
    SolverOptions options;
    options.stopping = experiment.stopping;
    if (experiment.spectrum) options.spectrum = *experiment.spectrum;
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
        IterateKeeper iterates;
        const auto observe = [&](const IterationEvent& event) {
            std::optional<PlanePoint> position;
            if (plane) position = project(*plane, event.x);
            append(run, event, position);
            iterates.add(event.x);
            sink(IterationDone{index, event.record, position.value_or(PlanePoint{}), event.eigenvalues,
                               event.model_eigenvalues, event.eigenvalue_errors, event.density});
            progress.report((static_cast<double>(index) + solver_progress.done(event.record)) / count);
            if (gate) gate->wait(stop);
            return stop.stop_requested() ? Proceed::stop : Proceed::yes;
        };
        const auto solver = make_solver(run.spec, options);
        const auto reason = solver->rejects(*prepared.problem);
        run.result = reason ? rejected(*reason, prepared.x0)
                            : solver->solve(*prepared.problem, prepared.x0, observe, stop);
        run.iterates = iterates.take(prepared.x0.size());
        tell_kink(prepared.minimiser, run);
        sink(SolverFinished{index, run.result, run.reached_kink, run.iterates, run.network});
    }
    if (!stop.stop_requested()) progress.report(1);
    return runs;
}

}  // namespace basin
