// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/recorder.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/numeric/norm.h"
#include "core/problems/flat_directions.h"
#include "core/problems/gradient_sizes.h"
#include "core/solvers/given_model.h"
#include "core/solvers/recorder_messages.h"

namespace basin {

namespace {

constexpr double longest_deadline = 1e9;  // seconds; a later one is none, and no overflow
constexpr double rounding = std::numeric_limits<double>::epsilon();

double energy_norm(const Matrix& H, const Vector& v, Vector& scratch) {
    scratch.noalias() = H.selfadjointView<Eigen::Lower>() * v;
    return std::sqrt(safe_dot(v, scratch));
}

/// a / b, or not_applicable where that means nothing.
double ratio(double a, double b) {
    return b > 0 ? a / b : not_applicable;
}

const Observer nobody;

}  // namespace

Recorder::Recorder(const Problem& problem, const Vector& x0, const SolverOptions& options,
                   const Observer& observer, std::stop_token stop, WorkUnits units)
    : problem_(problem),
      options_(options),
      observer_(observer),
      tells_(options.compose_messages),
      stop_(std::move(stop)),
      units_(problem, units),
      evaluator_(units_.problem().evaluator()),
      watch_(is_timed()),
      judge_(options.stopping.gradient_tolerance),
      x0_(x0),
      x_(x0),
      gradient_(x0.size()),
      error_(x0.size()),
      scratch_(x0.size()),
      spectrum_(problem, options.spectrum, stop_) {
    if (units_.rescaled()) y_ = units_.to_work(x0);
    // A run that has not begun has no point to end at: its time is over after the first.
    interruption_.emplace([this] { return stop_.stop_requested() || (started_ && is_late()); });
    resume();
}

void Recorder::note(const StepNotes& step, bool accepted) {
    next_step_ = step;
    next_accepted_ = accepted;
}

Recorder::Recorder(const Problem& problem, const SolverOptions& options)
    : problem_(problem),
      options_(options),
      observer_(nobody),
      tells_(false),
      units_(problem, WorkUnits::rescaled),
      evaluator_(units_.problem().evaluator()),
      watch_(is_timed()),
      judge_(options.stopping.gradient_tolerance),
      x0_(problem.dimension()),
      x_(problem.dimension()),
      gradient_(problem.dimension()),
      error_(problem.dimension()),
      scratch_(problem.dimension()),
      spectrum_(problem, options.spectrum, {}) {}

void Recorder::pause() {
    watch_.pause();
    deadline_ = Stopwatch::Clock::time_point::max();
}

void Recorder::resume() {
    watch_.resume();
    const double left = options_.stopping.max_seconds - watch_.seconds();
    if (left > longest_deadline) return;
    const std::chrono::duration<double> seconds(std::max(0.0, left));
    deadline_ = watch_.started() + std::chrono::duration_cast<Stopwatch::Clock::duration>(seconds);
}

bool Recorder::is_late() const {
    // Without a deadline no clock is asked: that takes as long as a small product.
    return deadline_ != Stopwatch::Clock::time_point::max() && Stopwatch::Clock::now() >= deadline_;
}

bool Recorder::is_timed() const {
    return observer_ || std::isfinite(options_.stopping.max_seconds);
}

void Recorder::restart(const Vector& x0, std::stop_token stop, SolveResult&& used) {
    stop_ = std::move(stop);
    spare_ = std::move(used);
    counts_before_ = evaluator_->counts();
    x0_ = x0;
    x_ = x0;
    if (units_.rescaled()) y_ = units_.to_work(x0);
    judge_.restart();
    rise_limit_ = not_applicable;
    record_ = {};
    way_ = {};
    termination_.reset();
    started_ = pending_ = has_hessian_ = false;
    next_achieved_error_ = not_applicable;
    next_draws_ = {};
    next_step_ = {};
    next_accepted_ = true;
    watch_ = Stopwatch(is_timed());
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
    pause();
    const Index iteration = started_ ? record_.iteration + 1 : 0;
    const double distance_before = record_.distance, gradient_norm = safe_norm(gradient);
    record_ = {};
    record_.iteration = iteration;
    record_.objective = units_.objective_to_given(objective);
    record_.gradient_norm = units_.rescaled() ? safe_norm(units_.gradient_to_given(gradient)) : gradient_norm;
    record_.seconds = watch_.seconds();
    record_.evaluations = counts_since_start();
    scratch_.swap(x_);  // the point before
    if (units_.rescaled()) {
        y_ = x;
        x_ = units_.to_given(x);
    } else {
        x_ = x;
    }
    objective_ = objective;
    gradient_ = gradient;
    if (started_) {
        record_step(scratch_, step_length);
    } else {
        start_objective_ = objective;
        stalls_ = false;
    }
    way_.add(objective, record_.step_norm);
    measure_distances();
    if (started_) record_.contraction = ratio(record_.distance, distance_before);
    started_ = true;
    pending_ = true;
    has_hessian_ = false;
    next_achieved_error_ = not_applicable;
    next_draws_ = {};
    note({});
    termination_ = judge(gradient_norm);
    resume();
    return !termination_;
}

void Recorder::record_step(const Vector& x_before, double step_length) {
    record_.step_norm = safe_norm(x_ - x_before);
    record_.step_length = step_length;
    record_.achieved_error = next_achieved_error_;
    record_.samples = next_draws_.samples;
    record_.largest_weight = next_draws_.largest_weight;
    record_.distinct_rows = next_draws_.distinct_rows;
    record_.step = next_step_;
    record_.step.model_decrease = units_.objective_to_given(next_step_.model_decrease);
    record_.accepted = next_accepted_;
    stalls_ = record_.accepted && stalls(x_before);
}

bool Recorder::stalls(const Vector& x_before) const {
    if (record_.step_norm <= rounding * safe_norm(x_)) {
        // Parts have units of their own: the rounding of one is no measure of another.
        const auto& parts = judge_.sizes().parts;
        return parts.size() < 2 || std::ranges::all_of(parts, [&](const GradientPart& part) {
                   const auto now = x_.segment(part.first, part.size);
                   const auto before = x_before.segment(part.first, part.size);
                   return safe_norm(now - before) <= rounding * safe_norm(now);
               });
    }
    return false;
}

void Recorder::measure_distances() {
    if (!problem_.minimiser()) return;
    double energy_before = not_applicable;
    if (started_ && has_hessian_) energy_before = energy_norm(hessian_, error_, scratch_);
    problem_.error_to_minimiser(x_, error_);
    record_.distance = safe_norm(error_);
    if (units_.rescaled()) error_ = units_.to_work(error_);
    if (started_ && has_hessian_) {
        record_.energy_contraction = ratio(energy_norm(hessian_, error_, scratch_), energy_before);
    }
}

bool Recorder::emit(const Matrix* hessian, HessianModel* model) {
    pause();
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
    resume();
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
    if (units_.rescaled()) {
        std::optional<Matrix> given;
        std::optional<GivenModel> given_model;
        if (hessian) given = units_.hessian_to_given(*hessian);
        if (model) given_model.emplace(units_, *model);
        spectrum_.measure(x_, given ? &*given : nullptr, given_model ? &*given_model : nullptr);
    } else {
        spectrum_.measure(x_, hessian, model);
    }
    if (density_due()) spectrum_.measure_density(x_);
    record_ends(spectrum_, record_);
}

Evaluator& Recorder::measuring_evaluator() {
    if (!measuring_evaluator_) measuring_evaluator_ = problem_.evaluator();
    return *measuring_evaluator_;
}

const Matrix* Recorder::own_hessian() {
    if (units_.rescaled() && !hessian_evaluator_) hessian_evaluator_ = units_.problem().evaluator();
    Evaluator& evaluator = units_.rescaled() ? *hessian_evaluator_ : measuring_evaluator();
    return evaluator.hessian(work_x(), hessian_) == EvalStatus::ok ? &hessian_ : nullptr;
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

bool Recorder::rises_without_end() {
    if (!(objective_ > std::abs(start_objective_) / rounding)) return false;
    if (std::isnan(rise_limit_)) {
        // L is half of |F|^2, or of the size of Hess L times X^2: what it comes to when x changes by its
        // size.
        GradientSizes sizes;
        double size = std::numeric_limits<double>::infinity();
        if (evaluator_->gradient_sizes(units_.to_work(x0_), sizes) == EvalStatus::ok) {
            const double terms = sizes.residual + sizes.reference;
            size = std::isfinite(terms) ? terms * terms : sizes.parts.front().scale * sizes.length;
        }
        rise_limit_ = std::max(std::abs(start_objective_), size) / rounding;
    }
    return objective_ > rise_limit_;
}

Termination Recorder::end_of_range() const {
    return objective_ > start_objective_ ? Termination::diverged : Termination::evaluation_failed;
}

std::optional<Termination> Recorder::judge(double gradient_norm) {
    const StoppingRule& rule = options_.stopping;
    if (!std::isfinite(gradient_norm)) return end_of_range();
    if (judge_.vanishes(*evaluator_, {work_x(), objective_, gradient_, gradient_norm, record_.iteration}))
        return Termination::converged;
    if (rises_without_end()) return Termination::diverged;
    if (stalls_) return Termination::stalled;
    if (stop_.stop_requested()) return Termination::stopped;
    if (record_.iteration >= rule.max_iterations) return Termination::iteration_limit;
    if (record_.seconds >= rule.max_seconds) return Termination::time_limit;
    return std::nullopt;
}

bool Recorder::would_converge(const Vector& x, double objective, const Vector& gradient) {
    pause();
    const Index next = started_ ? record_.iteration + 1 : 0;
    const bool so = judge_.vanishes(*evaluator_, {x, objective, gradient, safe_norm(gradient), next});
    resume();
    return so;
}

const GradientSizes& Recorder::sizes() {
    if (!judge_.known()) measure_sizes();
    return judge_.sizes();
}

void Recorder::measure_sizes() {
    if (judge_.measured_at(record_.iteration)) return;
    pause();
    judge_.measure(*evaluator_, work_x(), record_.iteration);
    resume();
}

double Recorder::gradient_target() {
    return sizes().parts.empty() ? not_applicable : judge_.target(gradient_);
}

double Recorder::length() {
    const GradientSizes& found = sizes();
    return !found.parts.empty() && found.length > 0 ? found.length : 1;
}

bool Recorder::interrupted() {
    if (termination_) return true;
    pause();
    resume();
    if (stop_.stop_requested()) {
        termination_ = Termination::stopped;
    } else if (watch_.seconds() >= options_.stopping.max_seconds) {
        termination_ = Termination::time_limit;
    }
    return ended();
}

RunFacts Recorder::facts() {
    const auto relative = [this]() -> std::optional<double> {
        measure_sizes();
        if (!judge_.known()) return std::nullopt;
        return relative_gradient(gradient_, judge_.sizes());
    };
    return {record_, units_.objective_to_given(start_objective_), watch_.seconds(),
            options_.stopping.gradient_tolerance, relative};
}

SolveResult Recorder::result() {
    return end(*termination_, tells_ ? end_message(*termination_, facts()) : std::string());
}

SolveResult Recorder::end_indefinite(const Matrix& matrix, std::string_view name) {
    if (interrupted()) return result();
    if (!tells_) return end(Termination::indefinite, {});
    pause();
    const std::string note = flat_directions_note(problem_, x_);
    std::string message = indefinite_message(units_.rescaled() ? units_.hessian_to_given(matrix) : matrix,
                                             name, record_.iteration, note);
    resume();
    return end(Termination::indefinite, std::move(message));
}

SolveResult Recorder::end_not_finite(const Vector& x) {
    if (!started_ && stop_.stop_requested())
        return end(Termination::stopped, tells_ ? not_begun_message() : std::string());
    if (started_ && interrupted()) return result();
    const Vector given = units_.to_given(x);
    const auto overflow = problem_.overflow_note(given);
    const bool diverged = overflow || (started_ && end_of_range() == Termination::diverged);
    const Termination termination = diverged ? Termination::diverged : Termination::evaluation_failed;
    if (!tells_) return end(termination, {});
    const auto reached = started_ ? std::optional(record_.iteration) : std::nullopt;
    return end(termination, not_finite_message(given, overflow, reached, diverged));
}

SolveResult Recorder::end_without_descent(const std::string& more) {
    if (interrupted()) return result();
    return end(Termination::stalled, tells_ ? no_descent_message(facts(), more) : std::string());
}

SolveResult Recorder::end(Termination termination, std::string message) {
    if (pending_) emit();
    watch_.stop();
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
    result.way = way_;
    return result;
}

}  // namespace basin
