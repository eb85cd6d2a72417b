// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kink_lagrangian.h"

#include <algorithm>
#include <cmath>

#include "core/problems/elman_sweep.h"

namespace basin {

KinkSigns signs_of(const Matrix& U) {
    return U.unaryExpr([](double u) { return u > 0 ? 1.0 : u < 0 ? -1.0 : 0.0; }).cast<signed char>();
}

KinkLagrangian::KinkLagrangian(const ElmanTraining& training)
    : training_(training),
      shape_(training.shape()),
      mean_(1 / static_cast<double>(training.steps())),
      lambda_(training.lambdas.per_entry(shape_)),
      h0_(Vector::Zero(shape_.hidden)),
      meter_(training) {}

void KinkLagrangian::apply_piece(Index unit) {
    const ElmanActivation& activation = training_.activation;
    const double u = U_.data()[unit];
    double &h = H_.data()[unit], &slope = slopes_.data()[unit], &bend = bends_.data()[unit];
    bend = 0;
    if (!activation.kinked()) {
        activation.apply({&u, 1}, {&h, 1}, {&slope, 1}, {&bend, 1});
    } else if (signs_.data()[unit] == 0) {
        h = slope = 0;
    } else if (signs_.data()[unit] > 0) {
        h = u;
        slope = 1;
    } else if (activation.piecewise_affine()) {
        slope = activation.left_slope();
        h = slope * u;
    } else {
        const LeftPiece piece = activation.left_piece(u);
        h = piece.h;
        slope = piece.slope;
        bend = piece.bend;
    }
}

void KinkLagrangian::run_pieces() {
    const ConstWeights weights = weights_of(shape_, theta_.data());
    const ElmanSeries& series = training_.series;
    U_.noalias() = weights.V * series.X;
    U_.colwise() += weights.b;
    H_.resizeLike(U_);
    slopes_.resizeLike(U_);
    bends_.resizeLike(U_);
    for (Index t = 0; t < U_.cols(); ++t) {
        if (t > 0) U_.col(t).noalias() += weights.W * H_.col(t - 1);
        for (Index i = 0; i < U_.rows(); ++i) apply_piece(t * U_.rows() + i);
    }
    E_.noalias() = weights.A * H_;
    E_.colwise() += weights.c;
    E_ -= series.Y;
}

bool KinkLagrangian::move(const Vector& theta, const KinkSigns& signs) {
    theta_ = theta;
    signs_ = signs;
    sizes_known_ = false;
    run_pieces();
    Wt_ = weights_of(shape_, theta_.data()).W.transpose();
    fill_regressors(training_.series.X, h0_, H_, regressors_);
    kinks_.clear();
    if (training_.activation.kinked()) {
        for (Index unit = 0; unit < signs_.size(); ++unit)
            if (signs_.data()[unit] == 0) kinks_.push_back(unit);
    }
    const double value = mean_ * E_.squaredNorm() + lambda_.dot(theta_.cwiseAbs2());
    return std::isfinite(value) && U_.allFinite();
}

Vector KinkLagrangian::kink_values() const {
    Vector values(static_cast<Index>(kinks_.size()));
    for (Index k = 0; k < values.size(); ++k) values[k] = U_.data()[kinks_[static_cast<std::size_t>(k)]];
    return values;
}

const GradientSizes& KinkLagrangian::sizes() {
    if (sizes_known_) return sizes_;
    const double steeper = std::max(std::abs(training_.activation.left_slope()), 1.0);
    Matrix slopes = slopes_;
    for (const Index unit : kinks_) slopes.data()[unit] = steeper;
    if (!meter_.measure({theta_, H_, E_, Wt_, slopes, regressors_}, sizes_)) sizes_.parts.clear();
    sizes_known_ = true;
    return sizes_;
}

double KinkLagrangian::terms_of(Index unit) const {
    const ConstWeights weights = weights_of(shape_, theta_.data());
    return weights.WVb.row(unit % shape_.hidden)
        .cwiseAbs()
        .dot(regressors_.col(unit / shape_.hidden).cwiseAbs());
}

void KinkLagrangian::pull_back(Vector& product) {
    product.setConstant(theta_.size(), not_applicable);
    if (!run_adjoint(Wt_, slopes_, dGH_, dGU_, Interruption::current())) return;
    MutableWeights part = parts_of(shape_, product.data());
    part.A.noalias() = dV_ * H_.transpose();
    part.c = dV_.rowwise().sum();
    part.WVb.noalias() = dGU_ * regressors_.transpose();
}

Vector KinkLagrangian::derivative_of(Index unit) {
    dV_.setZero(shape_.outputs, U_.cols());
    dGH_.setZero(U_.rows(), U_.cols());
    dGU_.setZero(U_.rows(), U_.cols());
    dGU_.data()[unit] = 1;
    Vector derivative;
    pull_back(derivative);
    return derivative;
}

bool KinkLagrangian::find_columns(const std::stop_token& stop) {
    const auto count = static_cast<Index>(kinks_.size());
    jacobian_.resize(count, theta_.size());
    reactions_.setZero(count, count);
    for (Index j = 0; j < count; ++j) {
        if (stop.stop_requested()) return false;
        jacobian_.row(j) = derivative_of(kinks_[static_cast<std::size_t>(j)]);
        for (Index i = 0; i < j; ++i) reactions_(j, i) = dGH_.data()[kinks_[static_cast<std::size_t>(i)]];
    }
    return true;
}

Vector KinkLagrangian::gradient(const Vector& mu) {
    const ConstWeights weights = weights_of(shape_, theta_.data());
    dV_ = 2 * mean_ * E_;
    dGH_.noalias() = weights.A.transpose() * dV_;
    dGU_.setZero(U_.rows(), U_.cols());
    for (Index k = 0; k < mu.size(); ++k) dGU_.data()[kinks_[static_cast<std::size_t>(k)]] = mu[k];
    Vector g;
    pull_back(g);
    GV_ = dV_;
    GH_ = dGH_;
    GU_ = dGU_;
    return g + 2 * lambda_.cwiseProduct(theta_);
}

Vector KinkLagrangian::state_gradients() const {
    Vector values(static_cast<Index>(kinks_.size()));
    for (Index k = 0; k < values.size(); ++k) values[k] = GH_.data()[kinks_[static_cast<std::size_t>(k)]];
    return values;
}

const Matrix& KinkLagrangian::along(const Vector& d) {
    const ConstWeights dir = weights_of(shape_, d.data());
    const ConstWeights at = weights_of(shape_, theta_.data());
    dU_.noalias() = dir.WVb * regressors_;
    dH_.setZero(U_.rows(), U_.cols());
    if (!run_linearised(at.W, slopes_, dU_, dH_, Interruption::current())) dU_.setConstant(not_applicable);
    return dU_;
}

void KinkLagrangian::multiply(const Vector& d, Vector& product) {
    const ConstWeights at = weights_of(shape_, theta_.data());
    const ConstWeights dir = weights_of(shape_, d.data());
    const Index last = U_.cols() - 1;
    along(d);
    dV_.noalias() = at.A * dH_;
    dV_.noalias() += dir.A * H_;
    dV_.colwise() += dir.c;
    dV_ *= 2 * mean_;
    dGH_.noalias() = at.A.transpose() * dV_;
    dGH_.noalias() += dir.A.transpose() * GV_;
    dGH_.leftCols(last).noalias() += dir.W.transpose() * GU_.rightCols(last);
    dGU_ = bends_.cwiseProduct(dU_).cwiseProduct(GH_);
    pull_back(product);
    product += 2 * lambda_.cwiseProduct(d);
    MutableWeights part = parts_of(shape_, product.data());
    part.A.noalias() += GV_ * dH_.transpose();
    part.W.noalias() += GU_.rightCols(last) * dH_.leftCols(last).transpose();
}

bool KinkLagrangian::hessian(Matrix& H, Vector& column_norms, const std::stop_token& stop) {
    const Index n = theta_.size();
    H.resize(n, n);
    column_norms.resize(n);
    Vector unit = Vector::Zero(n), column;
    for (Index j = 0; j < n; ++j) {
        if (stop.stop_requested()) return false;
        unit[j] = 1;
        multiply(unit, column);
        H.col(j) = column;
        // dV is 2 dv / T here.
        column_norms[j] = std::hypot(dV_.stableNorm() / (2 * std::sqrt(mean_)), std::sqrt(lambda_[j]));
        unit[j] = 0;
    }
    H = (0.5 * (H + H.transpose())).eval();
    return true;
}

}  // namespace basin
