// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/condensed_step.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace basin {

namespace {

constexpr Index most_rounds = 60;           // of settling the active bounds; a handful is usual
constexpr Index most_iterations = 500;      // of conjugate gradients; a stale preconditioner needs some dozen
constexpr double coarse_tolerance = 1e-3;   // enough to see which bounds are active
constexpr double stalled_tolerance = 1e-9;  // good enough when rounding ends the iteration earlier
constexpr double bound_tolerance = 1e-12;   // of max |u|: a bound violated by less is met to rounding
constexpr double beta_tolerance = 1e-9;     // relative, for |y| <= beta

/// Operations of one iteration of conjugate gradients.
double iteration_cost(const StepModel& model) {
    const auto n = static_cast<double>(model.layout.shape.hidden);
    const auto K = static_cast<double>(model.layout.shape.regressors());
    const auto N = static_cast<double>(model.layout.parameters());
    return static_cast<double>(model.layout.steps) * (4 * n * K + 4 * n * n) + 2 * N * N;
}

/// Conjugate-gradient iterations that cost as much as a refresh. Products of matrices run about four times as
/// fast as the products with vectors in the sweeps.
double refresh_cost(const StepModel& model) {
    const auto n = static_cast<double>(model.layout.shape.hidden);
    const auto K = static_cast<double>(model.layout.shape.regressors());
    const auto N = static_cast<double>(model.layout.parameters());
    const auto T = static_cast<double>(model.layout.steps);
    const double refresh = T * n * n * K * (4 * n + 2 * K) + N * N * N;
    return refresh / (4 * iteration_cost(model));
}

}  // namespace

bool CondensedStep::begin(const StepModel& model) {
    bounds_.clear();
    solves_ = iterations_ = 0;
    sweep_cost_ = iteration_cost(model);
    if (!preconditioner_.ready() || excess_ > refresh_cost(model)) {
        if (gives_up(refresh_cost(model))) return false;
        if (!preconditioner_.refresh(model)) {
            gives_up(refresh_cost(model));  // notes that it was interrupted
            return false;
        }
        excess_ = 0;
    }
    largest_u_ = std::max(model.U.lpNorm<Eigen::Infinity>(), std::numeric_limits<double>::min());
    x_.setZero(model.layout.parameters());
    return true;
}

/// Fresh, a solve takes about three iterations.
void CondensedStep::count_excess() {
    excess_ += static_cast<double>(std::max<Index>(0, iterations_ - 3 * solves_));
}

/// r = gradient of the model over rho with respect to the weights, and the sweeps behind it.
void CondensedStep::residual_at(StepModel& model, double rho) {
    model.forward(x_, true);
    model.GH = model.SH;
    model.GU = model.SU;
    model.GV = model.SV + states_of(model.layout, std::as_const(model.g)).v / rho;
    model.adjoint(r_);
    r_ += x_ + model.g.head(x_.size()) / rho;
}

void CondensedStep::add_bound(StepModel& model, Index where) {
    model.GH.setZero(model.H.rows(), model.H.cols());
    model.GU.setZero(model.H.rows(), model.H.cols());
    model.GV.setZero(model.A.rows(), model.H.cols());
    model.GU.data()[where] = 1;
    Bound bound{where, {}, {}};
    model.adjoint(bound.row);
    preconditioner_.apply(bound.row, bound.conditioned);
    bounds_.push_back(std::move(bound));
}

void CondensedStep::factorise_bounds() {
    const auto count = static_cast<Index>(bounds_.size());
    if (count == 0) return;
    Matrix gram(count, count);
    for (Index i = 0; i < count; ++i) {
        for (Index j = 0; j <= i; ++j) {
            gram(i, j) = bounds_[static_cast<std::size_t>(i)].row.dot(
                bounds_[static_cast<std::size_t>(j)].conditioned);
        }
    }
    // Rows that depend on each other stay solvable; the iteration corrects what this changes.
    gram.diagonal() *= 1 + 1e-13;
    bound_cholesky_.factorise(gram);
    bound_values_.resize(count);
}

/// z <- M^{-1} r, projected on the directions that keep the active bounds; takes from r what the bounds hold.
void CondensedStep::project(Vector& z) {
    preconditioner_.apply(r_, z);
    if (bounds_.empty() || !bound_cholesky_.positive_definite()) return;
    for (std::size_t i = 0; i < bounds_.size(); ++i)
        bound_values_[static_cast<Index>(i)] = bounds_[i].row.dot(z);
    bound_cholesky_.solve(bound_values_, bound_values_);
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
        const double factor = bound_values_[static_cast<Index>(i)];
        z -= factor * bounds_[i].conditioned;
        r_ -= factor * bounds_[i].row;
    }
}

/// The same for a residual that the bounds hold most of: what they hold is taken away first, or the rounding
/// of the preconditioner on it would drown the rest. bound_values_ are the multipliers over rho afterwards.
void CondensedStep::project_afresh(Vector& z) {
    project(z);
    if (bounds_.empty()) return;
    const Vector first = bound_values_;
    project(z);
    bound_values_ += first;
}

/// Changes x until u + s_u = 0 at the active bounds.
bool CondensedStep::move_onto_bounds(StepModel& model) {
    if (bounds_.empty()) return true;
    if (!bound_cholesky_.positive_definite()) return false;
    for (int pass = 0; pass < 3; ++pass) {
        model.forward(x_, true);
        for (std::size_t i = 0; i < bounds_.size(); ++i) {
            const Index k = bounds_[i].where;
            bound_values_[static_cast<Index>(i)] = -(model.U.data()[k] + model.SU.data()[k]);
        }
        if (bound_values_.lpNorm<Eigen::Infinity>() <= 1e-15 * largest_u_) return true;
        bound_cholesky_.solve(bound_values_, bound_values_);
        for (std::size_t i = 0; i < bounds_.size(); ++i)
            x_ += bound_values_[static_cast<Index>(i)] * bounds_[i].conditioned;
    }
    return true;
}

bool CondensedStep::minimise(StepModel& model, double rho, double tolerance) {
    ++solves_;
    if (!move_onto_bounds(model)) return false;
    residual_at(model, rho);
    project_afresh(z_);
    p_ = -z_;
    double rz = r_.dot(z_);
    for (Index k = 0; r_.norm() > tolerance * scale_; ++k) {
        if (k == most_iterations || !(rz > 0)) return r_.norm() <= stalled_tolerance * scale_;
        if (gives_up()) return false;
        model.forward(p_, false);
        model.GH.swap(model.SH);
        model.GU.swap(model.SU);
        model.GV.swap(model.SV);
        model.adjoint(Hp_);
        Hp_ += p_;
        const double alpha = rz / p_.dot(Hp_);
        x_ += alpha * p_;
        r_ += alpha * Hp_;
        project(z_);
        const double next = r_.dot(z_);
        p_ = next / rz * p_ - z_;
        rz = next;
        ++iterations_;
    }
    return true;
}

/// Drops bounds that pull the wrong way and adds those that x violates. Returns whether anything changed.
CondensedStep::Revision CondensedStep::revise_bounds(StepModel& model) {
    // residual_at(x) and project_afresh() have just been called: bound_values_ are the multipliers over rho.
    bool changed = false;
    std::vector<Bound> kept;
    std::vector<bool> held(static_cast<std::size_t>(model.U.size()), false);
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
        const Index k = bounds_[i].where;
        held[static_cast<std::size_t>(k)] = true;
        if (model.signs.data()[k] * bound_values_[static_cast<Index>(i)] < 0) {
            changed = true;
        } else {
            kept.push_back(std::move(bounds_[i]));
        }
    }
    bounds_ = std::move(kept);
    std::vector<Index> violated;
    for (Index k = 0; k < model.U.size(); ++k) {
        const double after = model.signs.data()[k] * (model.U.data()[k] + model.SU.data()[k]);
        if (after < -bound_tolerance * largest_u_ && !held[static_cast<std::size_t>(k)])
            violated.push_back(k);
    }
    for (const Index k : violated) {
        if (gives_up()) return Revision::interrupted;
        add_bound(model, k);
    }
    return changed || !violated.empty() ? Revision::some : Revision::none;
}

/// A kink that held the last step most often holds this one. Returns whether it came to its end.
bool CondensedStep::add_zero_bounds(StepModel& model) {
    if (!model.bounded) return true;
    for (Index k = 0; k < model.U.size(); ++k) {
        if (model.U.data()[k] != 0) continue;
        if (gives_up()) return false;
        add_bound(model, k);
    }
    return true;
}

CondensedStep::Outcome CondensedStep::solve(StepModel& model, double rho, double tolerance, AffineStep& step,
                                            WorkCheck* check) {
    check_ = check;
    step.inner_iterations = 0;
    const Outcome outcome = begin(model) ? settle(model, rho, tolerance, step) : Outcome::cycling;
    return check_ != nullptr && check_->was_over() ? Outcome::interrupted : outcome;
}

CondensedStep::Outcome CondensedStep::settle(StepModel& model, double rho, double tolerance,
                                             AffineStep& step) {
    residual_at(model, rho);
    scale_ = std::max(r_.norm(), std::numeric_limits<double>::min());
    if (!add_zero_bounds(model)) return Outcome::interrupted;
    factorise_bounds();
    double target = model.bounded ? std::max(coarse_tolerance, tolerance) : tolerance;
    for (Index round = 0; round < most_rounds; ++round) {
        if (!minimise(model, rho, target)) break;
        residual_at(model, rho);
        project_afresh(z_);
        const Revision revision = model.bounded ? revise_bounds(model) : Revision::none;
        if (revision == Revision::interrupted) return Outcome::interrupted;
        if (revision == Revision::some) {
            factorise_bounds();
            continue;
        }
        if (target <= tolerance) {
            count_excess();
            return finish(model, rho, step);
        }
        target = tolerance;
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
    const Vector multipliers = bound_values_;
    model.forward(x_, true);
    model.GH = model.SH;
    model.GU = model.SU;
    model.GV = model.SV + states_of(layout, std::as_const(model.g)).v / rho;
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
        const Index k = bounds_[i].where;
        const double multiplier = multipliers[static_cast<Index>(i)];
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
