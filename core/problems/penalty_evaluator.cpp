// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/penalty_evaluator.h"

#include <cmath>
#include <utility>

#include "core/numeric/norm.h"
#include "core/problems/gradient_sizes.h"

namespace basin {

namespace {

/// One-sided derivatives of |r|.
OneSided absolute_value(double r, double first, double second) {
    const double side = r != 0 ? r : first != 0 ? first : second;
    return side < 0 ? OneSided{-first, -second} : OneSided{first, second};
}

}  // namespace

PenaltyEvaluator::PenaltyEvaluator(const PenaltyRnn& problem)
    : problem_(problem),
      layout_(problem.layout()),
      mean_(1 / static_cast<double>(layout_.steps)),
      lambda_(problem.training().lambdas.per_entry(layout_.shape)),
      network_(problem.training()),
      measures_(problem.training()) {}

EvalStatus PenaltyEvaluator::residuals_at(const Vector& z, double& f) {
    f = problem_.theta_value(z, rows_);
    if (!std::isfinite(f)) return EvalStatus::not_finite;
    weights_ = rows_.cwiseSign();
    MutableStates w = row_parts(layout_, weights_);
    w.h *= problem_.betas().h;
    w.u *= problem_.betas().u;
    w.v *= problem_.betas().v;
    const ElmanActivation& activation = problem_.training().activation;
    const auto size = static_cast<std::size_t>(layout_.states());
    sigma_.resize(layout_.states());
    slopes_.resize(layout_.states());
    bends_.resize(layout_.states());
    activation.apply({states_of(layout_, z).u.data(), size}, entries(sigma_), entries(slopes_),
                     entries(bends_));
    return EvalStatus::ok;
}

EvalStatus PenaltyEvaluator::compute_value(const Vector& z, double& f) {
    f = problem_.theta_value(z, rows_);
    return std::isfinite(f) ? EvalStatus::ok : EvalStatus::not_finite;
}

EvalStatus PenaltyEvaluator::compute_gradient(const Vector& z, double& f, Vector& g) {
    if (residuals_at(z, f) != EvalStatus::ok) return EvalStatus::not_finite;
    const ElmanSeries& series = problem_.training().series;
    const ConstWeights at = weights_of(layout_.shape, z.data());
    const ConstStates s = states_of(layout_, z), w = row_parts(layout_, std::as_const(weights_));
    const Index later = layout_.steps - 1;
    g.resize(layout_.dimension());
    g.head(layout_.parameters()) = 2 * lambda_.cwiseProduct(z.head(layout_.parameters()));
    MutableWeights part = parts_of(layout_.shape, g.data());
    part.A.noalias() -= w.v * s.h.transpose();
    part.c -= w.v.rowwise().sum();
    part.W.noalias() -= w.u.rightCols(later) * s.h.leftCols(later).transpose();
    part.V.noalias() -= w.u * series.X.transpose();
    part.b -= w.u.rowwise().sum();
    MutableStates gs = states_of(layout_, g);
    gs.h = w.h;
    gs.h.noalias() -= at.A.transpose() * w.v;
    gs.h.leftCols(later).noalias() -= at.W.transpose() * w.u.rightCols(later);
    gs.u = w.u - slopes_.reshaped(w.h.rows(), w.h.cols()).cwiseProduct(w.h);
    gs.v = w.v + 2 * mean_ * (s.v - series.Y);
    return EvalStatus::ok;
}

EvalStatus PenaltyEvaluator::compute_hessian_product(const Vector& z, const Vector& d, Vector& Hd) {
    double f = 0;
    if (residuals_at(z, f) != EvalStatus::ok) return EvalStatus::not_finite;
    const ConstWeights along = weights_of(layout_.shape, d.data());
    const ConstStates ds = states_of(layout_, d), w = row_parts(layout_, std::as_const(weights_));
    const Index later = layout_.steps - 1;
    Hd.setZero(layout_.dimension());
    Hd.head(layout_.parameters()) = 2 * lambda_.cwiseProduct(d.head(layout_.parameters()));
    MutableWeights part = parts_of(layout_.shape, Hd.data());
    part.A.noalias() -= w.v * ds.h.transpose();
    part.W.noalias() -= w.u.rightCols(later) * ds.h.leftCols(later).transpose();
    MutableStates hs = states_of(layout_, Hd);
    hs.h.noalias() -= along.A.transpose() * w.v;
    hs.h.leftCols(later).noalias() -= along.W.transpose() * w.u.rightCols(later);
    hs.u = -bends_.reshaped(w.h.rows(), w.h.cols()).cwiseProduct(ds.u).cwiseProduct(w.h);
    hs.v = 2 * mean_ * ds.v;
    return EvalStatus::ok;
}

EvalStatus PenaltyEvaluator::compute_hessian(const Vector& z, Matrix& H) {
    const Index n = z.size();
    H.resize(n, n);
    Vector unit = Vector::Zero(n), column(n);
    for (Index j = 0; j < n; ++j) {
        unit[j] = 1;
        if (compute_hessian_product(z, unit, column) != EvalStatus::ok) return EvalStatus::not_finite;
        H.col(j) = column;
        unit[j] = 0;
    }
    return EvalStatus::ok;
}

EvalStatus PenaltyEvaluator::directional_derivative(const Vector& z, const Vector& dir, double& first,
                                                    double& second) {
    const ElmanTraining& training = problem_.training();
    residuals(training, z, rows_);
    residual_derivatives(training, z, dir, first_, second_);
    const auto weights = z.head(layout_.parameters()), along = dir.head(layout_.parameters());
    const ConstStates s = states_of(layout_, z), ds = states_of(layout_, dir);
    first = 2 * lambda_.cwiseProduct(weights).dot(along) +
            2 * mean_ * (s.v - training.series.Y).cwiseProduct(ds.v).sum();
    second = 2 * lambda_.dot(along.cwiseAbs2()) + 2 * mean_ * ds.v.squaredNorm();
    const PenaltyWeights& betas = problem_.betas();
    for (Index k = 0; k < rows_.size(); ++k) {
        const double beta = k < layout_.states() ? betas.h : k < 2 * layout_.states() ? betas.u : betas.v;
        const OneSided slope = absolute_value(rows_[k], first_[k], second_[k]);
        first += beta * slope.first;
        second += beta * slope.second;
    }
    return std::isfinite(first) && std::isfinite(second) ? EvalStatus::ok : EvalStatus::not_finite;
}

EvalStatus PenaltyEvaluator::gradient_sizes(const Vector& z, GradientSizes& sizes) {
    theta_ = z.head(layout_.parameters());
    if (network_.gradient_sizes(theta_, sizes) != EvalStatus::ok) return EvalStatus::not_finite;
    const ConstStates s = states_of(layout_, z);
    const double errors = safe_norm(s.v - problem_.training().series.Y) * std::sqrt(mean_);
    const double residual = std::hypot(errors, safe_norm(lambda_.cwiseSqrt().cwiseProduct(theta_)));
    for (GradientPart& part : sizes.parts) part.scale = 2 * part.jacobian * (residual + sizes.reference);
    sizes.residual = residual;
    const double outputs = std::sqrt(static_cast<double>(layout_.shape.outputs));
    sizes.parts.push_back({.first = layout_.parameters(),
                           .size = layout_.rows(),
                           .jacobian = outputs,
                           .scale = 2 * outputs * (residual + sizes.reference)});
    return std::isfinite(sizes.parts.back().scale) ? EvalStatus::ok : EvalStatus::not_finite;
}

bool PenaltyEvaluator::measure(const Vector& z, NetworkMeasures& measures) {
    network_.measure(z.head(layout_.parameters()), measures);
    const bool network_has_zeros = measures.zeros > 0;
    residuals(problem_.training(), z, rows_);
    const ConstStates r = row_parts(layout_, std::as_const(rows_));
    measures.feasibility_h = mean_ * r.h.norm();
    measures.feasibility_u = mean_ * r.u.norm();
    measures.feasibility_v = mean_ * r.v.norm();
    // The kinks that the method sees are those of the lifted u, not of the recursion.
    measures_.measure_kinks(states_of(layout_, z).u, measures);
    // The recursion's slopes would say of these kinks that there are none.
    if (measures.zeros > 0 && !network_has_zeros)
        measures.slope_jump = measures.nondifferentiable_share = not_applicable;
    return true;
}

}  // namespace basin
