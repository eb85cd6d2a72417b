// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/recorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/norm.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/text.h"
#include "core/problems/flat_directions.h"

namespace basin {

namespace {

constexpr double rounding = std::numeric_limits<double>::epsilon();

SolveResult invalid_input(const Vector& x0, std::string message) {
    SolveResult result;
    result.termination = Termination::invalid_input;
    result.message = std::move(message);
    result.x = x0;
    return result;
}

double energy_norm(const Matrix& H, const Vector& v, Vector& scratch) {
    scratch.noalias() = H.selfadjointView<Eigen::Lower>() * v;
    return std::sqrt(v.dot(scratch));
}

/// a / b, or not_applicable where that means nothing.
double ratio(double a, double b) {
    return b > 0 ? a / b : not_applicable;
}

const Observer nobody;

std::string iterations_text(Index count) {
    return std::to_string(count) + (count == 1 ? " iteration" : " iterations");
}

}  // namespace

std::optional<SolveResult> refuse_input(const Solver& solver, const Problem& problem, const Vector& x0) {
    if (const auto reason = solver.rejects(problem)) return invalid_input(x0, *reason);
    if (x0.size() != problem.dimension()) {
        return invalid_input(x0, "The start has " + std::to_string(x0.size()) +
                                     " entries, but the problem has " + std::to_string(problem.dimension()) +
                                     " unknowns.");
    }
    if (!x0.allFinite()) return invalid_input(x0, "The start has an entry that is not finite.");
    return std::nullopt;
}

void record_ends(const SpectrumMeter& found, IterationRecord& record) {
    const Vector &values = found.eigenvalues(), &errors = found.eigenvalue_errors();
    if (values.size() == 0) return;
    record.lambda_min = values[0];
    record.lambda_max = values[values.size() - 1];
    record.lambda_error = errors.size() == 0 ? 0 : std::max(errors[0], errors[errors.size() - 1]);
}

Recorder::Recorder(const Problem& problem, const Vector& x0, const SolverOptions& options,
                   const Observer& observer, std::stop_token stop)
    : problem_(problem),
      options_(options),
      observer_(observer),
      stop_(std::move(stop)),
      evaluator_(problem.evaluator()),
      x0_(x0),
      x_(x0),
      error_(x0.size()),
      scratch_(x0.size()),
      spectrum_(problem, options.spectrum, stop_) {}

void Recorder::note(const StepNotes& step, bool accepted) {
    next_step_ = step;
    next_accepted_ = accepted;
}

Recorder::Recorder(const Problem& problem, const SolverOptions& options)
    : problem_(problem),
      options_(options),
      observer_(nobody),
      tells_(false),
      evaluator_(problem.evaluator()),
      x0_(problem.dimension()),
      x_(problem.dimension()),
      error_(problem.dimension()),
      scratch_(problem.dimension()),
      spectrum_(problem, options.spectrum, {}) {}

void Recorder::restart(const Vector& x0, std::stop_token stop, SolveResult&& used) {
    stop_ = std::move(stop);
    spare_ = std::move(used);
    counts_before_ = evaluator_->counts();
    x0_ = x0;
    x_ = x0;
    record_ = {};
    termination_.reset();
    started_ = pending_ = has_hessian_ = false;
    next_achieved_error_ = not_applicable;
    next_draws_ = {};
    next_step_ = {};
    next_accepted_ = true;
    watch_ = {};
}

EvaluationCounts Recorder::counts_since_start() const {
    EvaluationCounts counts = evaluator_->counts();
    counts.values -= counts_before_.values;
    counts.gradients -= counts_before_.gradients;
    counts.hessians -= counts_before_.hessians;
    counts.products -= counts_before_.products;
    return counts;
}

bool Recorder::reach(const Vector& x, double objective, const Vector& gradient, double step_length) {
    watch_.pause();
    const Index iteration = started_ ? record_.iteration + 1 : 0;
    const double distance_before = record_.distance;
    record_ = {};
    record_.iteration = iteration;
    record_.objective = objective;
    record_.gradient_norm = safe_norm(gradient);
    record_.seconds = watch_.seconds();
    record_.evaluations = counts_since_start();
    if (started_) {
        record_.step_norm = safe_norm(x - x_);
        record_.step_length = step_length;
        record_.achieved_error = next_achieved_error_;
        record_.samples = next_draws_.samples;
        record_.largest_weight = next_draws_.largest_weight;
        record_.distinct_rows = next_draws_.distinct_rows;
        record_.step = next_step_;
        record_.accepted = next_accepted_;
    } else {
        start_objective_ = objective;
        start_gradient_norm_ = record_.gradient_norm;
    }
    measure_distances(x);
    if (started_) record_.contraction = ratio(record_.distance, distance_before);
    x_ = x;
    started_ = true;
    pending_ = true;
    has_hessian_ = false;
    next_achieved_error_ = not_applicable;
    next_draws_ = {};
    note({});
    termination_ = judge();
    watch_.resume();
    return !termination_;
}

void Recorder::measure_distances(const Vector& x) {
    if (!problem_.minimiser()) return;
    double energy_before = not_applicable;
    if (started_ && has_hessian_) energy_before = energy_norm(hessian_, error_, scratch_);
    problem_.error_to_minimiser(x, error_);
    record_.distance = error_.norm();
    if (started_ && has_hessian_) {
        record_.energy_contraction = ratio(energy_norm(hessian_, error_, scratch_), energy_before);
    }
}

bool Recorder::emit(const Matrix* hessian, HessianModel* model) {
    watch_.pause();
    pending_ = false;
    measure_hessian(hessian, model);
    if (options_.measure_errors) measuring_evaluator().measure(x_, record_.network);
    const IterationEvent event{record_,
                               x_,
                               spectrum_.eigenvalues(),
                               spectrum_.model_eigenvalues(),
                               spectrum_.eigenvalue_errors(),
                               spectrum_.density(),
                               ended()};
    if (observer_ && observer_(event) == Proceed::stop && !termination_) {
        termination_ = Termination::stopped;
    }
    // An observer may hold the run for long: ask again after it.
    if (!termination_ && stop_.stop_requested()) termination_ = Termination::stopped;
    watch_.resume();
    return !termination_;
}

bool Recorder::spectrum_due() const {
    const Index every = options_.spectrum.every;
    return every > 0 && (record_.iteration % every == 0 || density_due());
}

bool Recorder::density_due() const {
    const Index every = options_.spectrum.density_every;
    return !spectrum_.is_full() && every > 0 && (record_.iteration % every == 0 || ended());
}

void Recorder::measure_spectrum(const Matrix* hessian, HessianModel* model) {
    spectrum_.measure(x_, hessian, model);
    if (density_due()) spectrum_.measure_density(x_);
    record_ends(spectrum_, record_);
}

Evaluator& Recorder::measuring_evaluator() {
    if (!measuring_evaluator_) measuring_evaluator_ = problem_.evaluator();
    return *measuring_evaluator_;
}

const Matrix* Recorder::own_hessian() {
    return measuring_evaluator().hessian(x_, hessian_) == EvalStatus::ok ? &hessian_ : nullptr;
}

void Recorder::measure_hessian(const Matrix* hessian, HessianModel* model) {
    spectrum_.clear();
    if (model) next_draws_ = model->draws();
    const bool wanted = (spectrum_due() && spectrum_.is_full()) || (model && options_.measure_errors);
    if (wanted && !hessian) hessian = own_hessian();
    if (spectrum_due()) measure_spectrum(hessian, model);
    if (!hessian || !options_.measure_errors) return;
    if (model) next_achieved_error_ = model->achieved_error(*hessian);
    if (problem_.minimiser()) {
        if (hessian != &hessian_) hessian_ = *hessian;
        has_hessian_ = true;
    }
}

bool Recorder::has_diverged(const Vector& x, double objective) const {
    const bool far = !(safe_norm(x - x0_) <= std::max(1.0, safe_norm(x0_)) / std::sqrt(rounding));
    return far || objective > std::max(1.0, std::abs(start_objective_)) / rounding;
}

Termination Recorder::end_of_range(const Vector& x) const {
    const bool climbs = has_diverged(x, record_.objective) || record_.objective > start_objective_;
    return climbs ? Termination::diverged : Termination::evaluation_failed;
}

std::optional<Termination> Recorder::judge() const {
    const StoppingRule& rule = options_.stopping;
    if (!std::isfinite(record_.gradient_norm)) return end_of_range(x_);
    if (record_.gradient_norm <= gradient_target()) return Termination::converged;
    if (has_diverged(x_, record_.objective)) return Termination::diverged;
    if (record_.accepted && record_.step_norm <= rounding * safe_norm(x_)) return Termination::stalled;
    if (stop_.stop_requested()) return Termination::stopped;
    if (record_.iteration >= rule.max_iterations) return Termination::iteration_limit;
    if (record_.seconds >= rule.max_seconds) return Termination::time_limit;
    return std::nullopt;
}

double Recorder::gradient_target() const {
    // Never infinite, or everything would count as converged.
    return std::min(options_.stopping.gradient_tolerance * std::max(1.0, start_gradient_norm_),
                    std::numeric_limits<double>::max());
}

bool Recorder::interrupted() {
    if (termination_) return true;
    watch_.pause();
    watch_.resume();
    if (stop_.stop_requested()) {
        termination_ = Termination::stopped;
    } else if (watch_.seconds() >= options_.stopping.max_seconds) {
        termination_ = Termination::time_limit;
    }
    return ended();
}

SolveResult Recorder::result() {
    return end(*termination_, tells_ ? message(*termination_) : std::string());
}

SolveResult Recorder::end(Termination termination, std::string message) {
    if (pending_) emit();
    watch_.pause();
    SolveResult result = std::move(spare_);
    result.termination = termination;
    result.message = std::move(message);
    result.x = x_;
    result.objective = record_.objective;
    result.gradient_norm = record_.gradient_norm;
    result.distance = record_.distance;
    result.iterations = record_.iteration;
    result.seconds = watch_.seconds();
    result.evaluations = counts_since_start();
    return result;
}

SolveResult Recorder::end_indefinite(const Matrix& matrix, std::string_view name) {
    if (!tells_) return end(Termination::indefinite, {});
    watch_.pause();
    Vector eigenvalues;
    symmetric_eigenvalues(matrix, eigenvalues);
    watch_.resume();
    const std::string note = flat_directions_note(problem_, x_);
    return end(Termination::indefinite,
               "The " + std::string(name) + " at iteration " + std::to_string(record_.iteration) +
                   " has the eigenvalue " + number_text(eigenvalues[0]) +
                   (note.empty() ? ": start closer, raise the ridge or use damped-newton." : ". " + note));
}

SolveResult Recorder::end_not_finite(const Vector& x) {
    const auto overflow = problem_.overflow_note(x);
    const bool diverged = overflow || (started_ && end_of_range(x) == Termination::diverged);
    const Termination termination = diverged ? Termination::diverged : Termination::evaluation_failed;
    if (!tells_) return end(termination, {});
    const std::string where =
        "L is not finite at |x| = " + number_text(x.norm()) + (overflow ? " (" + *overflow + ")" : "");
    if (!started_) return end(termination, where + ", the start: choose another start or smaller data.");
    return end(termination, where + ", reached after " + iterations_text(record_.iteration) +
                                (overflow   ? ": take a smaller step, or start with smaller weights."
                                 : diverged ? ": start closer or use damped-newton."
                                            : ": start closer or scale the data down."));
}

SolveResult Recorder::end_without_descent(const std::string& more) {
    return end(Termination::stalled, "No step from iteration " + std::to_string(record_.iteration) +
                                         " lowers L in double precision" +
                                         (more.empty() ? "" : " (" + more + ")") + ", " + numbers() +
                                         ": raise gradient_tolerance.");
}

std::string Recorder::numbers() const {
    return "|grad| = " + number_text(record_.gradient_norm) + " against " + number_text(gradient_target()) +
           " wanted";
}

std::string Recorder::message(Termination termination) const {
    const std::string after = " after " + iterations_text(record_.iteration);
    switch (termination) {
        case Termination::converged:
            return "Converged" + after + ", |grad| = " + number_text(record_.gradient_norm) + ".";
        case Termination::iteration_limit:
            return "Not converged" + after + ", " + numbers() + ": raise max_iterations or start closer.";
        case Termination::time_limit:
            return "Not converged" + after + " and " + number_text(record_.seconds) + " s, " + numbers() +
                   ": raise max_seconds or start closer.";
        case Termination::stopped:
            return "Stopped on request" + after + ", " + numbers() + ".";
        case Termination::diverged:
            return "Diverged" + after + ": |x - x0| = " + number_text((x_ - x0_).norm()) +
                   " and L = " + number_text(record_.objective) + "; start closer or use damped-newton.";
        case Termination::stalled:
            return "Stalled" + after + ": the last step, " + number_text(record_.step_norm) +
                   ", is lost in the rounding of x, " + numbers() + "; raise gradient_tolerance.";
        case Termination::evaluation_failed:
            return "|grad| is not a finite number" + after + ", L = " + number_text(record_.objective) +
                   ": start closer or scale the data down.";
        case Termination::not_a_minimum:
        case Termination::indefinite:
        case Termination::invalid_input:
            break;
    }
    return std::string(to_string(termination)) + after + ".";
}

}  // namespace basin
