// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_evaluator.h"

#include <cmath>

#include "core/problems/elman_plane_sampler.h"
#include "core/problems/elman_sweep.h"

namespace basin {

ElmanEvaluator::ElmanEvaluator(const ElmanTraining& training)
    : training_(training),
      shape_(training.shape()),
      mean_(1 / static_cast<double>(training.steps())),
      lambda_(training.lambdas.per_entry(shape_)),
      h0_(Vector::Zero(shape_.hidden)),
      inputs_(shape_.inputs + 1, training.steps()),
      U_(shape_.hidden, training.steps()),
      H_(shape_.hidden, training.steps()) {
    inputs_.topRows(shape_.inputs) = training.series.X;
    inputs_.bottomRows(1).setOnes();
}

EvalStatus ElmanEvaluator::forward(const Vector& x) {
    if (stage_ == Stage::none || x != x_) {
        x_ = x;
        stage_ = Stage::none;  // until all of it is there
        const ConstWeights weights = weights_of(shape_, x_.data());
        U_.noalias() = weights.Vb * inputs_;
        if (!run_network(training_.activation, weights.W, h0_, U_, H_, Interruption::current()))
            return EvalStatus::not_finite;
        E_.noalias() = weights.A * H_;
        E_ += weights.c.replicate(1, E_.cols()) - training_.series.Y;
        value_ = mean_ * E_.squaredNorm() + lambda_.dot(x_.cwiseAbs2());
        stage_ = Stage::forward;
    }
    return std::isfinite(value_) ? EvalStatus::ok : EvalStatus::not_finite;
}

EvalStatus ElmanEvaluator::backward(const Vector& x) {
    if (forward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    if (stage_ == Stage::backward) return EvalStatus::ok;
    const ConstWeights weights = weights_of(shape_, x_.data());
    slopes_.resizeLike(U_);
    training_.activation.apply({U_.data(), entries(U_).size()}, entries(dH_ = U_), entries(slopes_), {});
    Wt_ = weights.W.transpose();
    Yv_ = 2 * mean_ * E_;
    GH_.noalias() = weights.A.transpose() * Yv_;
    GU_.setZero(U_.rows(), U_.cols());
    if (!run_adjoint(Wt_, slopes_, GH_, GU_, Interruption::current())) return EvalStatus::not_finite;
    fill_regressors(training_.series.X, h0_, H_, regressors_);
    stage_ = Stage::backward;
    return EvalStatus::ok;
}

EvalStatus ElmanEvaluator::compute_value(const Vector& x, double& f) {
    const EvalStatus status = forward(x);
    f = value_;
    return status;
}

EvalStatus ElmanEvaluator::compute_gradient(const Vector& x, double& f, Vector& g) {
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    f = value_;
    g = 2 * lambda_.cwiseProduct(x_);
    MutableWeights part = parts_of(shape_, g.data());
    part.A.noalias() += Yv_ * H_.transpose();
    part.c += Yv_.rowwise().sum();
    part.WVb.noalias() += GU_ * regressors_.transpose();
    return g.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
}

EvalStatus ElmanEvaluator::product(const Vector& v, Vector& Hv) {
    const ConstWeights at = weights_of(shape_, x_.data());
    const ConstWeights dir = weights_of(shape_, v.data());
    dU_.noalias() = dir.WVb * regressors_;
    dH_.setZero(U_.rows(), U_.cols());
    if (!run_linearised(at.W, slopes_, dU_, dH_, Interruption::current())) return EvalStatus::not_finite;
    dV_.noalias() = at.A * dH_;
    dV_.noalias() += dir.A * H_;
    dV_.colwise() += dir.c;
    dV_ *= 2 * mean_;  // from here on the change of Yv
    const Index last = U_.cols() - 1;
    dGH_.noalias() = at.A.transpose() * dV_;
    dGH_.noalias() += dir.A.transpose() * Yv_;
    dGH_.leftCols(last).noalias() += dir.W.transpose() * GU_.rightCols(last);
    dGU_ = bends_.cwiseProduct(dU_).cwiseProduct(GH_);
    if (!run_adjoint(Wt_, slopes_, dGH_, dGU_, Interruption::current())) return EvalStatus::not_finite;
    Hv = 2 * lambda_.cwiseProduct(v);
    MutableWeights part = parts_of(shape_, Hv.data());
    part.A.noalias() += dV_ * H_.transpose();
    part.A.noalias() += Yv_ * dH_.transpose();
    part.c += dV_.rowwise().sum();
    part.WVb.noalias() += dGU_ * regressors_.transpose();
    part.W.noalias() += GU_.rightCols(last) * dH_.leftCols(last).transpose();
    return Hv.allFinite() ? EvalStatus::ok : EvalStatus::not_finite;
}

EvalStatus ElmanEvaluator::compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) {
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    bends_.resizeLike(U_);
    training_.activation.apply({U_.data(), entries(U_).size()}, entries(dH_ = U_), entries(slopes_),
                               entries(bends_));
    return product(v, Hv);
}

EvalStatus ElmanEvaluator::compute_hessian(const Vector& x, Matrix& H) {
    const Index n = x.size();
    H.resize(n, n);
    Vector unit = Vector::Zero(n), column(n);
    for (Index j = 0; j < n; ++j) {
        unit[j] = 1;
        if (compute_hessian_product(x, unit, column) != EvalStatus::ok) return EvalStatus::not_finite;
        H.col(j) = column;
        unit[j] = 0;
    }
    // The two halves agree to rounding only; eigensolvers read one of them.
    H.triangularView<Eigen::StrictlyUpper>() = H.transpose();
    return EvalStatus::ok;
}

EvalStatus ElmanEvaluator::directional_derivative(const Vector& x, const Vector& dir, double& first,
                                                  double& second) {
    if (forward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    const ConstWeights at = weights_of(shape_, x_.data());
    const ConstWeights along = weights_of(shape_, dir.data());
    const Index n = shape_.hidden;
    Vector h = h0_, dh = h0_, d2h = h0_, du(n), d2u(n), dv, d2v;
    first = 2 * lambda_.cwiseProduct(x_).dot(dir);
    second = 2 * lambda_.dot(dir.cwiseAbs2());
    for (Index t = 0; t < U_.cols(); ++t) {
        du = along.W * h + at.W * dh + along.V * training_.series.X.col(t) + along.b;
        d2u = 2 * along.W * dh + at.W * d2h;
        for (Index i = 0; i < n; ++i) {
            const OneSided slope = training_.activation.one_sided(U_(i, t), du[i], d2u[i]);
            dh[i] = slope.first;
            d2h[i] = slope.second;
        }
        h = H_.col(t);
        dv = along.A * h + at.A * dh + along.c;
        d2v = 2 * along.A * dh + at.A * d2h;
        first += 2 * mean_ * E_.col(t).dot(dv);
        second += 2 * mean_ * (dv.squaredNorm() + E_.col(t).dot(d2v));
    }
    return std::isfinite(first) && std::isfinite(second) ? EvalStatus::ok : EvalStatus::not_finite;
}

std::unique_ptr<PlaneSampler> ElmanEvaluator::plane_sampler(const Plane& plane) {
    return std::make_unique<ElmanPlaneSampler>(training_, plane);
}

EvalStatus ElmanEvaluator::gradient_sizes(const Vector& x, GradientSizes& sizes) {
    if (!sizes_) sizes_ = std::make_unique<ElmanGradientSizes>(training_);
    if (backward(x) != EvalStatus::ok) return EvalStatus::not_finite;
    const bool finite = sizes_->measure({x_, H_, E_, Wt_, slopes_, regressors_}, sizes);
    return finite ? EvalStatus::ok : EvalStatus::not_finite;
}

bool ElmanEvaluator::measure(const Vector& x, NetworkMeasures& measures) {
    if (!measures_) measures_ = std::make_unique<ElmanMeasures>(training_);
    if (backward(x) != EvalStatus::ok) return true;
    measures.network_objective = value_;
    measures.train_error = mean_ * E_.squaredNorm();
    measures_->measure_errors(x, H_, measures);
    measures_->measure_kinks(U_, measures);
    measures_->measure_multipliers(GH_, measures);
    measures_->measure_jumps(*this, x, measures);
    return true;
}

}  // namespace basin
