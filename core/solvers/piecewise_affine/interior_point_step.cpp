// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/interior_point_step.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace basin {

namespace {

constexpr Index most_iterations = 80;    // 15 to 25 are usual
constexpr double back_off = 0.995;       // of the way to the border of the cone
constexpr double gap_tolerance = 1e-13;  // relative to the first gap
constexpr double accepted = 1e-7;        // optimality conditions of a step that may be taken
constexpr double equation_slack = 1e-9;  // stands for 0 in the systems of sharpen()
constexpr double free_slack = 1e9;       // stands for infinity there
constexpr int most_refinements = 12;     // each gains the factor equation_slack / curvature

/// Largest a <= 1 with x + a d >= 0, x > 0.
double room(const Vector& x, const Vector& d) {
    double length = 1;
    for (Index i = 0; i < x.size(); ++i)
        if (d[i] < 0) length = std::min(length, -x[i] / d[i]);
    return length;
}

/// The largest entry of h, u and v, what rows are differences of; the residuals where all of them are 0.
double state_size(const StepModel& model) {
    const Index states = model.layout.rows();
    return std::max({model.z.tail(states).lpNorm<Eigen::Infinity>(), model.rows.lpNorm<Eigen::Infinity>(),
                     std::numeric_limits<double>::min()});
}

}  // namespace

void InteriorPointStep::begin(const StepModel& model, double rho) {
    const LiftedLayout& layout = model.layout;
    const PenaltyWeights& betas = model.problem.betas();
    beta_.resize(layout.rows());
    beta_.head(layout.states()).setConstant(betas.h);
    beta_.segment(layout.states(), layout.states()).setConstant(betas.u);
    beta_.tail(layout.rows() - 2 * layout.states()).setConstant(betas.v);
    const double size = std::max({model.U.cwiseAbs().mean(), model.rows.lpNorm<Eigen::Infinity>(), 1e-8});
    const double first_gap = 0.1 * beta_.mean() * size;
    target_gap_ = gap_tolerance * first_gap;
    scale_ = std::max({model.g.lpNorm<Eigen::Infinity>(), rho * size, 1e-300});
    s_.setZero(layout.dimension());
    y_.setZero(layout.rows());
    p_ = model.rows.cwiseMax(0) + first_gap * beta_.cwiseInverse();
    q_ = (-model.rows).cwiseMax(0) + first_gap * beta_.cwiseInverse();
    const Index bounds = model.bounded ? layout.states() : 0;
    t_.resize(bounds);
    for (Index k = 0; k < bounds; ++k) t_[k] = std::abs(model.U.data()[k]) + 0.1 * size;
    m_ = first_gap * t_.cwiseInverse();
    iterations_ = 0;
}

double InteriorPointStep::gap() const {
    return (p_.dot(beta_ - y_) + q_.dot(beta_ + y_) + t_.dot(m_)) /
           static_cast<double>(2 * p_.size() + t_.size());
}

bool InteriorPointStep::factorise(const StepModel& model, double rho) {
    const Vector slack = p_.cwiseQuotient(beta_ - y_) + q_.cwiseQuotient(beta_ + y_);
    Matrix weights = Matrix::Constant(model.U.rows(), model.U.cols(), rho);
    for (Index k = 0; k < t_.size(); ++k) weights.data()[k] += m_[k] / t_[k];
    return kkt_.factorise(model, rho, weights, slack);
}

void InteriorPointStep::residuals(StepModel& model, double rho) {
    model.transposed_rows(y_, dual_);
    dual_ += model.g + rho * s_;
    model.linearised_rows(s_, primal_);
    primal_ -= p_ - q_;
    bound_.resize(t_.size());
    const Index u0 = model.layout.offset_u();
    for (Index k = 0; k < t_.size(); ++k) {
        const double sign = model.signs.data()[k];
        dual_[u0 + k] -= sign * m_[k];
        bound_[k] = sign * (model.U.data()[k] + s_[u0 + k]) - t_[k];
    }
}

/// The Newton direction towards p (beta - y) = target_p, q (beta + y) = target_q, t m = target_t.
void InteriorPointStep::direction(StepModel& model, const Vector& target_p, const Vector& target_q,
                                  const Vector& target_t, Direction& d) {
    const Vector zp = beta_ - y_, zq = beta_ + y_;
    const Vector to_p = target_p.cwiseQuotient(zp) - p_, to_q = target_q.cwiseQuotient(zq) - q_;
    Vector b = -dual_;
    const Index u0 = model.layout.offset_u();
    for (Index k = 0; k < t_.size(); ++k)
        b[u0 + k] += model.signs.data()[k] * (target_t[k] / t_[k] - m_[k] - m_[k] / t_[k] * bound_[k]);
    kkt_.solve(model, b, -primal_ + to_p - to_q, d.s, d.y);
    d.p = to_p + p_.cwiseQuotient(zp).cwiseProduct(d.y);
    d.q = to_q - q_.cwiseQuotient(zq).cwiseProduct(d.y);
    d.t.resize(t_.size());
    d.m.resize(t_.size());
    for (Index k = 0; k < t_.size(); ++k) {
        d.t[k] = model.signs.data()[k] * d.s[u0 + k] + bound_[k];
        d.m[k] = target_t[k] / t_[k] - m_[k] - m_[k] / t_[k] * d.t[k];
    }
}

double InteriorPointStep::longest(const Direction& d) const {
    return std::min({room(p_, d.p), room(q_, d.q), room(beta_ - y_, -d.y), room(beta_ + y_, d.y),
                     room(t_, d.t), room(m_, d.m)});
}

double InteriorPointStep::gap_after(const Direction& d, double a) const {
    const double sum = (p_ + a * d.p).dot(beta_ - y_ - a * d.y) + (q_ + a * d.q).dot(beta_ + y_ + a * d.y) +
                       (t_ + a * d.t).dot(m_ + a * d.m);
    return sum / static_cast<double>(2 * p_.size() + t_.size());
}

void InteriorPointStep::move(const Direction& d, double length) {
    s_ += length * d.s;
    y_ += length * d.y;
    p_ += length * d.p;
    q_ += length * d.q;
    t_ += length * d.t;
    m_ += length * d.m;
}

bool InteriorPointStep::iterate(StepModel& model, double rho) {
    residuals(model, rho);
    const double now = gap();
    const double size = state_size(model);
    const bool feasible = dual_.lpNorm<Eigen::Infinity>() <= 1e-10 * scale_ &&
                          primal_.lpNorm<Eigen::Infinity>() <= 1e-11 * size;
    if ((now <= target_gap_ && feasible) || !factorise(model, rho)) return false;
    const Vector none = Vector::Zero(p_.size()), no_bound = Vector::Zero(t_.size());
    direction(model, none, none, no_bound, predictor_);
    const double centring = std::pow(gap_after(predictor_, longest(predictor_)) / now, 3) * now;
    const auto target = [&](const Vector& a, const Vector& b) {
        return Vector((centring - a.cwiseProduct(b).array()).matrix());
    };
    direction(model, target(predictor_.p, -predictor_.y), target(predictor_.q, predictor_.y),
              target(predictor_.t, predictor_.m), corrector_);
    const double length = back_off * longest(corrector_);
    if (!corrector_.s.allFinite() || !corrector_.y.allFinite() || length < 1e-8) return false;
    move(corrector_, length);
    ++iterations_;
    return true;
}

/// Whether s and y, from equations with these pins, keep the bounds, |y| <= beta, the rows that were kept
/// (residuals c) and the signs of the pins' multipliers. That a freed row has the sign of its y is not asked:
/// where |y| all but reaches beta the interior point cannot tell, and a step without pins would be the price.
bool InteriorPointStep::confirmed(StepModel& model, double rho, const Vector& s, const Vector& y,
                                  const Vector& c, const std::vector<Index>& pins) const {
    const Index u0 = model.layout.offset_u();
    const double largest_u = model.U.lpNorm<Eigen::Infinity>();
    for (Index k = 0; k < t_.size(); ++k) {
        const double after = model.signs.data()[k] * (model.U.data()[k] + s[u0 + k]);
        if (after < -accepted * largest_u) return false;
    }
    if (((y.cwiseAbs() - beta_).array() > accepted * beta_.array()).any()) return false;
    if (!(c.lpNorm<Eigen::Infinity>() <= accepted * state_size(model))) return false;
    Vector multipliers;
    model.transposed_rows(y, multipliers);
    multipliers += model.g + rho * s;
    return std::ranges::all_of(
        pins, [&](Index k) { return model.signs.data()[k] * multipliers[u0 + k] >= -accepted * scale_; });
}

/// Solves the optimality conditions as equations, with the rows and bounds that hold taken from the interior
/// point. Returns whether the equations are solved and confirmed() holds; s_ and y_ are untouched if not.
bool InteriorPointStep::sharpen(StepModel& model, double rho, AffineStep& step) {
    const Index u0 = model.layout.offset_u();
    Vector slack(y_.size()), y = y_, s = s_, c(y_.size()), b, ds, dy;
    std::vector<bool> free(static_cast<std::size_t>(y_.size())), pinned(static_cast<std::size_t>(t_.size()));
    step.saturated_rows = 0;
    for (Index i = 0; i < y.size(); ++i) {
        // A row that gives way is larger than what its multiplier lacks to beta, both over their scales.
        const double row = std::abs(p_[i] - q_[i]), lack = beta_[i] - std::abs(y[i]);
        const bool gives = row * beta_[i] > lack * lack && lack < 1e-4 * beta_[i];
        free[static_cast<std::size_t>(i)] = gives;
        slack[i] = (gives ? free_slack : equation_slack) / rho;
        if (gives) y[i] = std::copysign(beta_[i], y[i]);
        step.saturated_rows += gives;
    }
    Matrix weights = Matrix::Constant(model.U.rows(), model.U.cols(), rho);
    step.pins.clear();
    for (Index k = 0; k < t_.size(); ++k) {
        pinned[static_cast<std::size_t>(k)] = rho * t_[k] < m_[k];
        if (!pinned[static_cast<std::size_t>(k)]) continue;
        weights.data()[k] = rho * free_slack;
        s[u0 + k] = -model.U.data()[k];
        step.pins.push_back(k);
    }
    if (!kkt_.factorise(model, rho, weights, slack)) return false;
    for (int pass = 0; pass < most_refinements && !gives_up(); ++pass) {
        model.transposed_rows(y, b);
        b = -(b + model.g + rho * s);
        model.linearised_rows(s, c);
        c = -c;
        for (const Index k : step.pins) b[u0 + k] = 0;
        for (Index i = 0; i < c.size(); ++i)
            if (free[static_cast<std::size_t>(i)]) c[i] = 0;
        if (pass > 0 && b.norm() <= 1e-15 * scale_ && c.norm() <= 1e-15) break;
        kkt_.solve(model, b, c, ds, dy);
        for (const Index k : step.pins) ds[u0 + k] = 0;
        for (Index i = 0; i < dy.size(); ++i)
            if (free[static_cast<std::size_t>(i)]) dy[i] = 0;
        s += ds;
        y += dy;
    }
    if (!s.allFinite() || !y.allFinite()) return false;
    const bool small = b.lpNorm<Eigen::Infinity>() <= accepted * scale_;
    if (!small || !confirmed(model, rho, s, y, c, step.pins)) return false;
    s_ = s;
    y_ = y;
    return true;
}

void InteriorPointStep::report(StepModel& model, double rho, AffineStep& step) {
    const Index u0 = model.layout.offset_u();
    step.s = s_;
    step.y = y_;
    step.rows_kept = false;
    step.inner_iterations = iterations_;
    step.mu.setZero(model.U.rows(), model.U.cols());
    model.transposed_rows(y_, dual_);
    dual_ += model.g + rho * s_;
    for (const Index k : step.pins) {
        step.mu.data()[k] = std::abs(dual_[u0 + k]);
        dual_[u0 + k] = 0;
    }
    step.kkt_residual = dual_.lpNorm<Eigen::Infinity>() / scale_;
}

bool InteriorPointStep::solve(StepModel& model, double rho, AffineStep& step, WorkCheck* check) {
    check_ = check;
    begin(model, rho);
    while (iterations_ < most_iterations && !gives_up() && iterate(model, rho)) {
    }
    if (gives_up()) return false;
    if (!s_.allFinite() || !y_.allFinite()) return false;
    const bool sharp = sharpen(model, rho, step);
    if (check_ != nullptr && check_->was_over()) return false;
    if (!sharp) {
        residuals(model, rho);
        // The bounds keep their interior multipliers: none is known to hold exactly.
        step.pins.clear();
        step.saturated_rows = ((y_.cwiseAbs() - beta_).array() > -1e-6 * beta_.array()).count();
        const double residual = dual_.lpNorm<Eigen::Infinity>() / scale_;
        report(model, rho, step);
        step.kkt_residual = residual + gap() / std::max(target_gap_ / gap_tolerance, 1e-300);
        return step.kkt_residual <= accepted;
    }
    report(model, rho, step);
    return true;
}

}  // namespace basin
