// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/piecewise_affine/lagrangian_blocks.h"

#include <algorithm>
#include <utility>

#include <Eigen/Cholesky>

#include "core/problems/elman_sweep.h"

namespace basin {

namespace {

/// The B that minimises sum_j ridge_j |column j of B|^2 + gamma/2 |targets - B inputs|^2.
Matrix ridge_regression(const Matrix& targets, const Matrix& inputs, const Vector& ridge, double gamma) {
    Matrix gram = inputs * inputs.transpose();
    gram.diagonal() += 2 / gamma * ridge;
    // A ridge of 0 may leave the Gram matrix singular; the last digits are then nobody's business.
    gram.diagonal().array() += 1e-14 * gram.diagonal().maxCoeff();
    const Matrix right = inputs * targets.transpose();
    return gram.llt().solve(right).transpose();
}

/// The u that minimises (a - sigma(u))^2 + (u - b)^2, sigma with the given slope left of 0.
double nearest_input(double a, double b, double left) {
    const double positive = std::max(0.0, (a + b) / 2);
    const double negative = std::min(0.0, (left * a + b) / (1 + left * left));
    const auto cost = [&](double u, double slope) {
        return (a - slope * u) * (a - slope * u) + (u - b) * (u - b);
    };
    return cost(positive, 1) <= cost(negative, left) ? positive : negative;
}

}  // namespace

LagrangianBlocks::LagrangianBlocks(const ElmanTraining& training, const Vector& theta)
    : training_(training),
      layout_(lifted_layout(training)),
      z_(lift(training, theta)),
      xi_(Vector::Zero(layout_.rows())) {}

void LagrangianBlocks::fit_recurrence(double gamma) {
    const ConstStates s = states_of(layout_, std::as_const(z_)), xi = row_parts(layout_, std::as_const(xi_));
    fill_regressors(training_.series.X, Vector::Zero(layout_.shape.hidden), s.h, regressors_);
    Vector ridge(layout_.shape.regressors());
    ridge.head(layout_.shape.hidden).setConstant(training_.lambdas.W);
    ridge.segment(layout_.shape.hidden, layout_.shape.inputs).setConstant(training_.lambdas.V);
    ridge.tail(1).setConstant(training_.lambdas.b);
    parts_of(layout_.shape, z_.data()).WVb = ridge_regression(s.u + xi.u / gamma, regressors_, ridge, gamma);
}

void LagrangianBlocks::fit_outputs(double gamma) {
    const ConstStates s = states_of(layout_, std::as_const(z_)), xi = row_parts(layout_, std::as_const(xi_));
    const Index n = layout_.shape.hidden;
    Matrix inputs = Matrix::Ones(n + 1, layout_.steps);
    inputs.topRows(n) = s.h;
    Vector ridge = Vector::Constant(n + 1, training_.lambdas.A);
    ridge[n] = training_.lambdas.c;
    const Matrix Ac = ridge_regression(s.v + xi.v / gamma, inputs, ridge, gamma);
    MutableWeights part = parts_of(layout_.shape, z_.data());
    part.A = Ac.leftCols(n);
    part.c = Ac.col(n);
}

void LagrangianBlocks::choose_v(double gamma) {
    MutableStates s = states_of(layout_, z_);
    const ConstWeights at = weights_of(layout_.shape, std::as_const(z_).data());
    const double mean = 2 / static_cast<double>(layout_.steps);
    const Matrix wanted = (at.A * s.h).colwise() + at.c;
    s.v = (mean * training_.series.Y + gamma * wanted - row_parts(layout_, std::as_const(xi_)).v) /
          (mean + gamma);
}

void LagrangianBlocks::choose_h(double gamma) {
    MutableStates s = states_of(layout_, z_);
    const ConstStates xi = row_parts(layout_, std::as_const(xi_));
    const ConstWeights at = weights_of(layout_.shape, std::as_const(z_).data());
    const Index n = layout_.shape.hidden, T = layout_.steps;
    Matrix target(n, T);
    training_.activation.apply({s.u.data(), static_cast<std::size_t>(s.u.size())}, entries(target), {}, {});
    target -= xi.h / gamma;
    target += at.A.transpose() * ((s.v + xi.v / gamma).colwise() - at.c);
    // What u_{t+1} asks of h_t does not involve h_{t+1}: the steps are independent of each other.
    const Matrix rest = (s.u + xi.u / gamma - at.V * training_.series.X).colwise() - at.b;
    target.leftCols(T - 1) += at.W.transpose() * rest.rightCols(T - 1);
    const Matrix last = Matrix::Identity(n, n) + at.A.transpose() * at.A;
    const Matrix inner = last + at.W.transpose() * at.W;
    s.h.leftCols(T - 1) = inner.llt().solve(target.leftCols(T - 1));
    s.h.col(T - 1) = last.llt().solve(target.col(T - 1));
}

void LagrangianBlocks::choose_u(double gamma) {
    MutableStates s = states_of(layout_, z_);
    const ConstStates xi = row_parts(layout_, std::as_const(xi_));
    const ConstWeights at = weights_of(layout_.shape, std::as_const(z_).data());
    fill_regressors(training_.series.X, Vector::Zero(layout_.shape.hidden), s.h, regressors_);
    const Matrix a = s.h + xi.h / gamma;
    const Matrix b = at.WVb * regressors_ - xi.u / gamma;
    const double left = training_.activation.left_slope();
    for (Index k = 0; k < a.size(); ++k) s.u.data()[k] = nearest_input(a.data()[k], b.data()[k], left);
}

void LagrangianBlocks::sweep(double gamma) {
    fit_recurrence(gamma);
    fit_outputs(gamma);
    choose_v(gamma);
    choose_h(gamma);
    choose_u(gamma);
}

void LagrangianBlocks::move_multipliers(double gamma) {
    residuals(training_, z_, rows_);
    xi_ += gamma * rows_;
}

double LagrangianBlocks::value(double gamma) {
    residuals(training_, z_, rows_);
    return lifted_objective(training_, z_) + xi_.dot(rows_) + gamma / 2 * rows_.squaredNorm();
}

double LagrangianBlocks::violation() {
    residuals(training_, z_, rows_);
    return rows_.lpNorm<Eigen::Infinity>();
}

}  // namespace basin
