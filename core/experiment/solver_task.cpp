// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/solver_task.h"

#include <algorithm>
#include <utility>

#include "core/analysis/arrival.h"
#include "core/analysis/end_text.h"
#include "core/experiment/catalogue.h"
#include "core/experiment/network_outcome.h"
#include "core/experiment/results.h"
#include "core/experiment/stage_border.h"
#include "core/numeric/deadline.h"
#include "core/numeric/norm.h"
#include "core/numeric/text.h"
#include "core/problems/gradient_sizes.h"

namespace basin {

namespace {

/// What one iteration tells.
IterationDone emit_iteration(std::size_t solver, const IterationEvent& event, const SpectrumMeter* lifted) {
    IterationDone done;
    done.solver = solver;
    done.record = event.record;
    done.eigenvalues = lifted ? lifted->eigenvalues() : event.eigenvalues;
    done.model_eigenvalues = event.model_eigenvalues;
    done.eigenvalue_errors = lifted ? lifted->eigenvalue_errors() : event.eigenvalue_errors;
    done.density = lifted ? lifted->density() : event.density;
    return done;
}

/// A recursion that explodes before the first step.
SolveResult exploded(const Problem& problem, const Vector& x0) {
    SolveResult result;
    result.termination = Termination::diverged;
    result.message = "L is not finite at the start (" +
                     problem.overflow_note(x0).value_or("its value overflows") +
                     "): start with smaller weights.";
    result.x = x0;
    return result;
}

SolveResult rejected(const std::string& reason, const Vector& x0) {
    SolveResult result;
    result.termination = Termination::invalid_input;
    result.message = reason;
    result.x = x0;
    return result;
}

/// Of a run that a library or the memory ended: what it had come to.
SolveResult broken_off(const std::string& reason, const std::optional<IterationRecord>& last,
                       const Matrix* iterates, const Vector& start) {
    SolveResult result;
    result.termination = Termination::evaluation_failed;
    result.message = "The run broke off: " + reason;
    result.x = start;
    if (!last) return result;
    if (iterates && iterates->rows() == start.size()) result.x = iterates->rightCols(1);
    result.objective = last->objective;
    result.gradient_norm = last->gradient_norm;
    result.distance = last->distance;
    result.iterations = last->iteration;
    result.seconds = last->seconds;
    result.evaluations = last->evaluations;
    return result;
}

/// On a kink no gradient vanishes, so that no run can end converged: says what happened instead.
void record_kink(const Problem& problem, const Minimiser& minimiser, SolverFinished& run) {
    SolveResult& result = run.result;
    const bool open_end =
        result.termination == Termination::stalled || result.termination == Termination::iteration_limit ||
        result.termination == Termination::time_limit || result.termination == Termination::indefinite;
    if (!minimiser.verified || !minimiser.on_kink() || !open_end) return;
    run.reached_kink = arrived_at(result.x, minimiser, point_length(problem, minimiser.x));
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

/// Where the gradient vanished: keeps what that point is, and says so where it is no plain minimum.
void record_end(const EndPoint& end, SolverFinished& run) {
    SolveResult& result = run.result;
    run.end = end;
    const std::string text = end_text(end, result.iterations);
    if (end.arrived() || end.kind == EndKind::not_decided) {
        if (!text.empty()) result.message += " " + text;
    } else {
        result.termination = Termination::not_a_minimum;
        result.message = text;
    }
}

/// Whether the gradient vanishes at x by the rule of mathematics.md 1.6; taken for granted where the problem
/// states no sizes. augmented-lagrangian ends by a rule of its own. norm is |grad L(x)|. The start comes
/// first as in the run: where all targets are 0, its residual is what others are measured by.
bool gradient_is_zero(const Problem& problem, const Vector& start, const Vector& x,
                      const StoppingRule& stopping, double& norm) {
    const auto evaluator = problem.evaluator();
    Vector g;
    double objective = 0;
    GradientSizes sizes;
    norm = not_applicable;
    evaluator->gradient_sizes(start, sizes);
    if (evaluator->gradient_sizes(x, sizes) != EvalStatus::ok ||
        evaluator->gradient(x, objective, g) != EvalStatus::ok)
        return true;
    norm = safe_norm(g);
    return gradient_vanishes(g, sizes, stopping.gradient_tolerance);
}

/// Where a run came to rest that is not an arrival, and no gradient vanishes: nothing is claimed of the
/// point. norm: of the gradient of (P) there.
void record_rest(double norm, const std::string& solver, SolveResult& result) {
    result.termination = Termination::stalled;
    result.message = "At rest after " + std::to_string(result.iterations) + " iterations by the rule of " +
                     solver + ", but the gradient does not vanish there, |grad| = " + number_text(norm) +
                     ": tighten its tolerances.";
}

SolverOptions solver_options(const Experiment& experiment) {
    SolverOptions options;
    options.stopping = experiment.stopping;
    if (experiment.spectrum) options.spectrum = *experiment.spectrum;
    return options;
}

}  // namespace

void IterateKeeper::add(const Eigen::Ref<const Vector>& x) {
    constexpr std::size_t most_numbers = std::size_t{1} << 23;  // 64 MB
    whole_ = whole_ && numbers_.size() + static_cast<std::size_t>(x.size()) <= most_numbers;
    if (whole_) numbers_.insert(numbers_.end(), x.begin(), x.end());
}

std::shared_ptr<const Matrix> IterateKeeper::take(Index d) const {
    if (!whole_ || d == 0) return nullptr;
    const Index count = static_cast<Index>(numbers_.size()) / d;
    return std::make_shared<const Matrix>(Eigen::Map<const Matrix>(numbers_.data(), d, count));
}

void SpectrumCount::add(const IterationDone& done) {
    if (every_ == 0 || done.record.iteration % every_ != 0) return;
    ++due_;
    if (!done.eigenvalues.allFinite() || done.eigenvalues.size() == 0) ++missing_;
}

std::optional<FailedPart> SpectrumCount::part(const std::string& solver) const {
    if (missing_ == 0) return std::nullopt;
    return FailedPart{"spectrum of " + solver, "No eigenvalues were found at " + std::to_string(missing_) +
                                                   " of " + std::to_string(due_) + " iterations."};
}

SolverTask::SolverTask(const Experiment& experiment, const PreparedProblem& prepared, std::size_t index,
                       const std::stop_token& stop, Way way)
    : prepared_(prepared),
      spec_(experiment.solvers[index]),
      options_(solver_options(experiment)),
      stop_(stop),
      keeps_iterates_(way == Way::kept),
      spectra_(experiment.spectrum) {
    end_.solver = index;
    // The test error along the way of a network is measured too.
    options_.measure_errors =
        keeps_iterates_ || (way == Way::traced && prepared.problem->structure().network);
    options_.compose_messages = keeps_iterates_;
    solver_ = make_solver(spec_, options_);
    const Problem& problem = prepared.problem_for(*solver_);
    if (&problem == prepared.problem.get()) return;
    lifted_.emplace(*prepared.problem, options_.spectrum, stop);
    options_.spectrum = {.every = 0};
    solver_ = make_solver(spec_, options_);
}

SolverFinished SolverTask::solve(const std::optional<LandscapePlane>& plane, const Observe& observe) {
    const auto each = [&](const IterationEvent& event) {
        IterationRecord record = event.record;
        if (lifted_) lifted_->measure(event.x, record, event.is_last);
        IterationDone done = emit_iteration(end_.solver, event, lifted_ ? &lifted_->found() : nullptr);
        done.record = record;
        if (plane) done.position = project(*plane, event.x);
        spectra_.add(done);
        if (keeps_iterates_) iterates_.add(event.x.head(prepared_.x0.size()));
        const Proceed proceed = observe(std::move(done));
        last_ = record;
        return proceed;
    };
    const Problem& problem = prepared_.problem_for(*solver_);
    const Vector& start = prepared_.start_for(*solver_);
    const auto reason = solver_->rejects(problem);
    if (reason) {
        end_.result = rejected(*reason, start);
    } else if (lifted_ && !start.allFinite()) {
        end_.result = exploded(*prepared_.problem, prepared_.x0);
    } else {
        solve_from(start, problem, each);
    }
    if (keeps_iterates_ && !end_.iterates) end_.iterates = iterates_.take(prepared_.x0.size());
    judge_end();
    judge_cause();
    return std::move(end_);
}

void SolverTask::judge_end() {
    const bool vanished = end_.result.termination == Termination::converged;
    if (!prepared_.problem->structure().network) {
        if (vanished) record_end(end_point(), end_);
        record_kink(*prepared_.problem, prepared_.minimiser, end_);
        return;
    }
    // The certificate of the end has what is left of the run's time, and is a moment late at most.
    const double left = options_.stopping.max_seconds - end_.result.seconds;
    const Deadline deadline(std::max(0.05, left), stop_);
    end_.network = network_outcome(prepared_, end_.result.x, deadline.token());
    if (vanished) record_network_end();
}

EndPoint SolverTask::end_point() const {
    // What x* is has been verified; of one run among many no evidence is kept.
    const Minimiser& minimiser = prepared_.minimiser;
    const double near = arrival_tolerance * minimiser.x.stableNorm();
    if (!keeps_iterates_ && has_basin(minimiser) && end_.result.distance <= near)
        return {.kind = EndKind::minimum};
    return classify_end(*prepared_.problem, end_.result.x, stop_);
}

void SolverTask::judge_cause() {
    if (arrived(end_.result, end_.end, end_.reached_kink)) return;
    const bool has_kinks = prepared_.problem_for(*solver_).smoothness() == Smoothness::piecewise_smooth;
    end_.cause = failure_cause(end_.result, end_.end.kind, has_kinks);
    if (const std::string note = cause_note(end_.result, end_.cause); !note.empty())
        end_.result.message += " " + note;
}

/// Of (P), whatever form of it the solver took.
void SolverTask::record_network_end() {
    const EndPoint end = classify_network_end(end_.network->stationarity);
    double norm = 0;
    const Vector& theta = end_.network->weights;
    const bool vanishes = gradient_is_zero(*prepared_.problem, prepared_.x0, theta, options_.stopping, norm);
    // Where all targets are 0 there is always a way further down, towards an objective of 0.
    if (vanishes && end.kind == EndKind::slope && !prepared_.series()->Y.any()) return;
    if (end.arrived() || vanishes) {
        record_end(end, end_);
    } else {
        record_rest(norm, spec_.name, end_.result);
    }
}

void SolverTask::solve_from(const Vector& start, const Problem& problem, const Observer& each) {
    try {
        end_.result = solver_->solve(problem, start, each, stop_);
    } catch (const SinkFailed&) {
        throw;
    } catch (...) {
        const std::string reason = exception_text();
        if (keeps_iterates_) end_.iterates = iterates_.take(prepared_.x0.size());
        end_.result = broken_off(reason, last_, end_.iterates.get(), start);
    }
}

}  // namespace basin
