// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/affine_stepper.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/input_error.h"

namespace basin {

namespace {

constexpr double screening_tolerance = 1e-3;  // enough to see that a step is far from being taken
constexpr double screening_margin = 0.1;      // of what the model promises
constexpr std::size_t most_zeros = 12;        // whose sign choices are enumerated

}  // namespace

AffineStepper::AffineStepper(const PenaltyRnn& problem, const PiecewiseAffineOptions& options,
                             std::function<bool()> interrupted, const StepSolution& solution)
    : problem_(problem),
      options_(options),
      draws_(options.seed),
      model_(problem),
      check_(std::move(interrupted)),
      solution_(solution),
      condensed_(solution.dense_up_to) {}

bool AffineStepper::start(const Vector& z) {
    z_ = z;
    theta_ = problem_.theta_value(z_, rows_);
    return std::isfinite(theta_);
}

void AffineStepper::choose_signs() {
    const ConstStates states = states_of(model_.layout, std::as_const(z_));
    if (!signs_known_) signs_.setConstant(states.u.rows(), states.u.cols(), -1);
    zeros_.clear();
    for (Index k = 0; k < signs_.size(); ++k) {
        const double u = states.u.data()[k];
        double& sign = signs_.data()[k];
        if (u != 0) {
            sign = u > 0 ? 1 : -1;
            continue;
        }
        if (model_.bounded) zeros_.push_back(k);
        sign = options_.ties == TieRule::flip ? -sign : draws_.uniform() > 0.5 ? 1 : -1;
    }
    signs_known_ = true;
    set_model();
}

void AffineStepper::set_signs(std::uint32_t pattern) {
    for (std::size_t i = 0; i < zeros_.size(); ++i)
        signs_.data()[zeros_[i]] = (pattern >> i & 1) != 0 ? -1 : 1;
    set_model();
}

void AffineStepper::set_model() {
    model_.set(z_, rows_, signs_);
}

bool AffineStepper::find_step(double rho) {
    const double tolerance = std::max(options_.error, solution_.finest);
    const bool screens = condensed_.is_wide(model_) && tolerance < screening_tolerance;
    auto outcome = condensed_.solve(model_, rho, screens ? screening_tolerance : tolerance, step_, &check_);
    const bool certified = outcome == CondensedStep::Outcome::certified;
    if (screens && (certified || outcome == CondensedStep::Outcome::saturated)) {
        if (certified && is_far_from_taken(rho)) return true;
        outcome = condensed_.refine(model_, rho, tolerance, step_);
    }
    if (outcome == CondensedStep::Outcome::certified) return true;
    if (outcome == CondensedStep::Outcome::interrupted) return false;
    return solution_.rows_give_way && let_rows_give_way(rho);
}

bool AffineStepper::let_rows_give_way(double rho) {
    try {
        StepKkt::require_fits_memory(model_.layout);
    } catch (const InputError& error) {
        obstacle_ = error.what();
        return false;
    }
    const Index before = step_.inner_iterations;
    const bool solved = interior_.solve(model_, rho, step_, &check_);
    step_.inner_iterations += before;
    return solved;
}

/// Whether the step will be refused however much finer it is made: it lacks a tenth of what the model
/// promises.
bool AffineStepper::is_far_from_taken(double rho) {
    const double wanted = options_.eta1 * rho * step_.s.squaredNorm() / 2;
    const double margin = screening_margin * std::abs(model_decrease(rho));
    return theta_ - try_step() < wanted - margin;
}

SignCheck AffineStepper::check_all_signs(double rho, const std::function<bool(const Vector&)>& vanishes,
                                         const std::function<bool()>& interrupted) {
    if (zeros_.size() > most_zeros) return SignCheck::not_tried;
    const Matrix chosen = signs_;
    for (std::uint32_t pattern = 0; pattern < 1U << zeros_.size(); ++pattern) {
        set_signs(pattern);
        if (signs_ == chosen) continue;
        if (interrupted() || !find_step(rho)) return SignCheck::not_decided;
        if (!vanishes(rho * step_.s)) return SignCheck::descends;
    }
    signs_ = chosen;
    set_model();
    return find_step(rho) ? SignCheck::stationary : SignCheck::not_decided;
}

double AffineStepper::try_step() {
    const LiftedLayout& layout = model_.layout;
    const ElmanActivation& activation = problem_.training().activation;
    trial_ = z_ + step_.s;
    MutableStates states = states_of(layout, trial_);
    if (model_.bounded) {
        // On a bound means exactly 0, never a rounding beyond it.
        for (Index k = 0; k < signs_.size(); ++k)
            if (signs_.data()[k] * states.u.data()[k] < 0) states.u.data()[k] = 0;
        for (const Index k : step_.pins) states.u.data()[k] = 0;
    }
    if (step_.rows_kept && activation.piecewise_affine()) {
        // The row of h_t holds exactly then, not just to the rounding of the sum.
        states.h = model_.slopes.cwiseProduct(states.u);
    }
    trial_theta_ = problem_.theta_value(trial_, trial_rows_);
    return trial_theta_;
}

void AffineStepper::accept() {
    z_.swap(trial_);
    rows_.swap(trial_rows_);
    theta_ = trial_theta_;
}

}  // namespace basin
