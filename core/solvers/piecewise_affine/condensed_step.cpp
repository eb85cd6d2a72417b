// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/condensed_step.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/solvers/piecewise_affine/commutator_projection.h"
#include "core/solvers/piecewise_affine/dense_projection.h"

namespace basin {

namespace {

constexpr Index most_rounds = 60;           // of settling the active bounds; a handful is usual
constexpr Index most_iterations = 5000;     // of conjugate gradients; some dozen are usual
constexpr double coarse_tolerance = 1e-2;   // enough to see which bounds are active
constexpr double look_factor = 1e-2;        // of the residual, between looks at the bounds
constexpr double stalled_tolerance = 1e-9;  // good enough when rounding ends the iteration earlier
constexpr double bound_tolerance = 1e-12;   // of max |u|: a bound violated by less is met to rounding
constexpr double beta_tolerance = 1e-9;     // relative, for |y| <= beta

/// Operations of a forward and a backward sweep.
double sweeps_cost(const StepModel& model) {
    const auto n = static_cast<double>(model.layout.shape.hidden);
    const auto K = static_cast<double>(model.layout.shape.regressors());
    return static_cast<double>(model.layout.steps) * (4 * n * K + 4 * n * n);
}

std::unique_ptr<ProjectedPreconditioner> make_preconditioner(const LiftedLayout& layout, Index dense_up_to) {
    if (layout.parameters() <= dense_up_to) return std::make_unique<DenseProjection>(layout);
    return std::make_unique<CommutatorProjection>(layout);
}

}  // namespace

bool CondensedStep::begin(StepModel& model) {
    if (!preconditioner_) preconditioner_ = make_preconditioner(model.layout, dense_up_to_);
    eliminates_ = is_wide(model);
    if (eliminates_) model.expect_many_sweeps();
    if (eliminates_ && !outputs_.set(model)) return false;
    memory_.resize(model.U.size());
    solves_ = iterations_ = counted_ = 0;
    digits_ = 0;
    x_.setZero(model.layout.parameters());
    largest_u_ = std::max(model.U.lpNorm<Eigen::Infinity>(), std::numeric_limits<double>::min());
    const bool stays = earlier_.visit(model) && settled_;
    settled_ = false;
    return stays || prepare(model);
}

/// What belongs to the model but does not to rho, without bounds.
bool CondensedStep::prepare(const StepModel& model) {
    preconditioner_->clear(model);
    sweep_cost_ = sweeps_cost(model) + preconditioner_->operations();
    const double refresh_cost = preconditioner_->refresh_operations() / sweep_cost_;
    if (!preconditioner_->ready() || preconditioner_->is_of_one_model() || excess_ > refresh_cost) {
        if (gives_up(refresh_cost)) return false;
        if (!preconditioner_->refresh(model)) {
            gives_up(refresh_cost);  // notes that it was interrupted
            return false;
        }
        preconditioner_->clear(model);
        excess_ = 0;
    }
    return true;
}

void CondensedStep::count_excess() {
    const auto taken = static_cast<double>(iterations_ - counted_);
    const double fresh = preconditioner_->fresh_iterations(static_cast<double>(solves_), digits_, taken);
    excess_ += std::max(0.0, taken - fresh);
    counted_ = iterations_;
    solves_ = 0;
    digits_ = 0;
}

/// r = gradient of the model over rho with respect to the weights, and the sweeps behind it.
void CondensedStep::residual_at(StepModel& model, double rho) {
    reach(model);
    model.GH.swap(model.SH);
    model.GU.swap(model.SU);
    model.GV = model.SV + states_of(model.layout, std::as_const(model.g)).v / rho;
    if (eliminates_) outputs_.fit(model, &model.g, 1 / rho, x_, model.GV);
    model.adjoint(r_);
    r_ += x_ + model.g.head(x_.size()) / rho;
    if (eliminates_) clear_outputs(model.layout.shape, r_);
}

/// z = the direction of descent for r. What the bounds hold is taken from a fresh r first, or the rounding of
/// the preconditioner on it would drown the rest.
void CondensedStep::precondition_afresh(StepModel& model) {
    multipliers_.setZero(std::ssize(preconditioner_->bounds()));
    if (!rough_) release(model);
    preconditioner_->project(model, r_, z_);
    multipliers_ += preconditioner_->multipliers();
}

void CondensedStep::release(StepModel& model) {
    if (preconditioner_->bounds().empty()) return;
    preconditioner_->release(model, r_, z_);
    multipliers_ += preconditioner_->multipliers();
}

/// Changes x until u + s_u = 0 at the active bounds.
bool CondensedStep::move_onto_bounds(StepModel& model) {
    const std::vector<Index>& bounds = preconditioner_->bounds();
    if (bounds.empty()) return true;
    if (!preconditioner_->solvable()) return false;
    change_.resize(std::ssize(bounds));
    for (int pass = 0; pass < (rough_ ? 1 : 3); ++pass) {
        model.forward(x_, true);
        for (std::size_t i = 0; i < bounds.size(); ++i)
            change_[static_cast<Index>(i)] = -(model.U.data()[bounds[i]] + model.SU.data()[bounds[i]]);
        if (change_.lpNorm<Eigen::Infinity>() <= 1e-15 * largest_u_) return true;
        preconditioner_->move(model, change_, x_);
    }
    return true;
}

/// Hp = (I + J^T J) p, the outputs' weights of p fitted to the others.
void CondensedStep::multiply(StepModel& model) {
    if (eliminates_) clear_outputs(model.layout.shape, p_);
    model.forward(p_, false);
    model.GH.swap(model.SH);
    model.GU.swap(model.SU);
    model.GV.swap(model.SV);
    if (eliminates_) outputs_.fit(model, nullptr, 0, p_, model.GV);
    model.adjoint(Hp_);
    Hp_ += p_;
    if (eliminates_) clear_outputs(model.layout.shape, Hp_);
}

bool CondensedStep::minimise(StepModel& model, double rho, double tolerance) {
    ++solves_;
    left_early_ = false;
    if (!move_onto_bounds(model)) return false;
    residual_at(model, rho);
    precondition_afresh(model);
    const double first = r_.norm();
    double look = std::min(first, coarse_tolerance * scale_) * look_factor;
    p_ = -z_;
    double rz = r_.dot(z_), length = first;
    for (Index k = 0; length > tolerance * scale_; ++k) {
        if (k == most_iterations || !(rz > 0)) return length <= stalled_tolerance * scale_;
        if (gives_up()) return false;
        multiply(model);
        const double alpha = rz / p_.dot(Hp_);
        x_ += alpha * p_;
        r_ += alpha * Hp_;
        preconditioner_->project(model, r_, z_);
        multipliers_ += preconditioner_->multipliers();
        const double next = r_.dot(z_);
        p_ = next / rz * p_ - z_;
        rz = next;
        length = r_.norm();
        ++iterations_;
        if (length > look || !looks_) continue;
        // Bounds that change are cheapest to learn of before the rest of the digits.
        left_early_ = !bounds_settled(model);
        if (left_early_) break;
        look *= look_factor;
    }
    digits_ += std::log10(std::max(1.0, first / length));
    return true;
}

/// Whether an active bound pulls the wrong way.
bool CondensedStep::pulls(std::size_t bound, const StepModel& model) const {
    const double sign = model.signs.data()[preconditioner_->bounds()[bound]];
    return sign * multipliers_[static_cast<Index>(bound)] < 0;
}

/// Whether x takes u_k across 0.
bool CondensedStep::violates(Index k, const StepModel& model) const {
    return model.signs.data()[k] * reached_.data()[k] < -bound_tolerance * largest_u_ &&
           !held_[static_cast<std::size_t>(k)];
}

void CondensedStep::reach(StepModel& model) {
    model.forward(x_, true);
    reached_ = model.U + model.SU;
}

/// Whether revise_bounds() would change nothing, without a new residual.
bool CondensedStep::bounds_settled(StepModel& model) {
    reach(model);
    for (std::size_t i = 0; i < preconditioner_->bounds().size(); ++i)
        if (pulls(i, model)) return false;
    for (Index k = 0; k < reached_.size(); ++k)
        if (violates(k, model)) return false;
    return true;
}

/// Drops bounds that pull the wrong way and adds those that x violates.
CondensedStep::Revision CondensedStep::revise_bounds(StepModel& model) {
    // reached_ and multipliers_ are those of x.
    std::vector<bool> kept(preconditioner_->bounds().size());
    for (std::size_t i = 0; i < kept.size(); ++i) kept[i] = !pulls(i, model);
    const bool changed = std::ranges::count(kept, false) > 0;
    std::vector<Index> violated;
    for (Index k = 0; k < model.U.size(); ++k)
        if (violates(k, model)) violated.push_back(k);
    preconditioner_->keep(kept);
    if (!add_bounds(model, violated)) return Revision::interrupted;
    return changed || !violated.empty() ? Revision::some : Revision::none;
}

/// Returns whether it came to its end.
bool CondensedStep::add_bounds(StepModel& model, const std::vector<Index>& where) {
    if (where.empty()) return true;
    if (gives_up(static_cast<double>(where.size()))) return false;
    preconditioner_->add(model, where);
    return true;
}

void CondensedStep::factorise_bounds(const StepModel& model) {
    preconditioner_->factorise();
    held_.assign(static_cast<std::size_t>(model.U.size()), false);
    for (const Index k : preconditioner_->bounds()) held_[static_cast<std::size_t>(k)] = true;
}

/// From an earlier step from here, or from no step and the zeros of u that are likely to hold it. Returns
/// whether it came to its end.
bool CondensedStep::choose_start(StepModel& model, double rho) {
    std::vector<Index> bounds;
    if (earlier_.guess(rho, x_, bounds))
        return preconditioner_->bounds() == bounds || add_bounds(model, bounds);
    if (!model.bounded) return true;
    std::vector<Index> zeros;
    for (Index k = 0; k < model.U.size(); ++k)
        if (model.U.data()[k] == 0 && memory_.expects(k, model.signs.data()[k])) zeros.push_back(k);
    return add_bounds(model, zeros);
}

CondensedStep::Outcome CondensedStep::solve(StepModel& model, double rho, double tolerance, AffineStep& step,
                                            WorkCheck* check) {
    check_ = check;
    step.inner_iterations = 0;
    if (!begin(model)) return ended(Outcome::cycling);
    residual_at(model, rho);
    scale_ = std::max(r_.norm(), std::numeric_limits<double>::min());
    if (!choose_start(model, rho)) return Outcome::interrupted;
    factorise_bounds(model);
    if (model.bounded && tolerance < coarse_tolerance) {
        rough_ = true;
        const Outcome coarse = settle(model, rho, coarse_tolerance, step);
        rough_ = false;
        if (coarse != Outcome::certified) return ended(coarse);
    }
    return refine(model, rho, tolerance, step);
}

CondensedStep::Outcome CondensedStep::refine(StepModel& model, double rho, double tolerance,
                                             AffineStep& step) {
    settled_ = false;  // until its bounds are those that the next solve is told of
    const Outcome outcome = settle(model, rho, tolerance, step);
    if (outcome != Outcome::certified) return ended(outcome);
    count_excess();
    if (model.bounded) memory_.learn(model.U, model.signs, held_);
    earlier_.learn(rho, x_, preconditioner_->bounds());
    settled_ = true;
    return ended(finish(model, rho, step));
}

CondensedStep::Outcome CondensedStep::ended(Outcome outcome) const {
    return check_ != nullptr && check_->was_over() ? Outcome::interrupted : outcome;
}

/// From x and the bounds as they are. Certified here means that the equations are solved and the bounds
/// settled.
CondensedStep::Outcome CondensedStep::settle(StepModel& model, double rho, double tolerance,
                                             AffineStep& step) {
    looks_ = model.bounded;
    for (Index round = 0; round < most_rounds && minimise(model, rho, tolerance); ++round) {
        if (rough_ && !left_early_) {
            reach(model);
        } else if (!left_early_) {
            residual_at(model, rho);
            multipliers_.setZero(std::ssize(preconditioner_->bounds()));
            release(model);
            release(model);
        }
        const Revision revision = model.bounded ? revise_bounds(model) : Revision::none;
        if (revision == Revision::interrupted) return Outcome::interrupted;
        if (revision == Revision::some) factorise_bounds(model);
        if (revision == Revision::none && !left_early_) return Outcome::certified;
        looks_ = revision == Revision::some;  // rounding may tell a bound to change that does not
    }
    excess_ = std::numeric_limits<double>::infinity();
    step.inner_iterations = iterations_;
    return Outcome::cycling;
}

CondensedStep::Outcome CondensedStep::finish(StepModel& model, double rho, AffineStep& step) {
    const LiftedLayout& layout = model.layout;
    step.inner_iterations = iterations_;
    step.kkt_residual = r_.norm() / scale_;
    step.rows_kept = true;
    step.saturated_rows = 0;
    step.mu.setZero(model.U.rows(), model.U.cols());
    step.pins.clear();
    const std::vector<Index>& bounds = preconditioner_->bounds();
    model.forward(x_, true);
    model.GH = model.SH;
    model.GU = model.SU;
    model.GV = model.SV + states_of(layout, std::as_const(model.g)).v / rho;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        const Index k = bounds[i];
        const double multiplier = multipliers_[static_cast<Index>(i)];
        model.GU.data()[k] -= multiplier;
        step.mu.data()[k] = rho * std::abs(multiplier);
        step.pins.push_back(k);
        model.SU.data()[k] = -model.U.data()[k];
    }
    std::ranges::sort(step.pins);
    model.adjoint(product_);
    step.s.resize(layout.dimension());
    step.s.head(x_.size()) = x_;
    MutableStates s = states_of(layout, step.s);
    s.h = model.SH;
    s.u = model.SU;
    s.v = model.SV;
    step.y.resize(layout.rows());
    MutableStates y = row_parts(layout, step.y);
    y.h = -rho * model.GH;
    y.u = -rho * model.GU;
    y.v = -rho * model.GV;
    const PenaltyWeights& betas = model.problem.betas();
    const double largest =
        std::max({y.h.lpNorm<Eigen::Infinity>() / betas.h, y.u.lpNorm<Eigen::Infinity>() / betas.u,
                  y.v.lpNorm<Eigen::Infinity>() / betas.v});
    if (!(largest < std::numeric_limits<double>::infinity())) return Outcome::cycling;
    return largest <= 1 + beta_tolerance ? Outcome::certified : Outcome::saturated;
}

}  // namespace basin
