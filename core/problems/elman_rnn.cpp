// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/elman_rnn.h"

#include <cmath>
#include <utility>

#include "core/numeric/check.h"
#include "core/problems/elman_evaluator.h"
#include "core/problems/elman_sweep.h"
#include "core/problems/rescaling.h"

namespace basin {

namespace {

std::shared_ptr<const ElmanTraining> checked(std::shared_ptr<const ElmanTraining> training) {
    training->validate();
    return training;
}

/// V x_t + b for every step, through the network from h0 on; outputs are A h_t + c.
Matrix outputs_from(const ElmanTraining& training, const ConstWeights& weights, const Matrix& X, Vector& h0) {
    Matrix U = (weights.V * X).colwise() + weights.b;
    Matrix H(U.rows(), U.cols());
    run_network(training.activation, weights.W, h0, U, H);
    if (H.cols() > 0) h0 = H.rightCols(1);
    return (weights.A * H).colwise() + weights.c;
}

}  // namespace

void ElmanTraining::validate() const {
    series.validate();
    shape().validate();
    activation.validate();
    lambdas.validate();
}

std::string ElmanTraining::description() const {
    return "Elman network, Nh = " + std::to_string(hidden) + ", Nx = " + std::to_string(series.X.rows()) +
           ", Ny = " + std::to_string(series.Y.rows()) + ", T = " + std::to_string(steps()) + ", " +
           std::string(to_string(activation.kind));
}

ElmanRnn::ElmanRnn(ElmanTraining training)
    : ElmanRnn(std::make_shared<const ElmanTraining>(std::move(training))) {}

ElmanRnn::ElmanRnn(std::shared_ptr<const ElmanTraining> training)
    : training_(checked(std::move(training))), rescaled_(rescale(*training_)) {}

Smoothness ElmanRnn::smoothness() const {
    return is_twice_differentiable(training_->activation.kind) ? Smoothness::twice_differentiable
                                                               : Smoothness::piecewise_smooth;
}

std::string ElmanRnn::description() const {
    return training_->description();
}

std::unique_ptr<Evaluator> ElmanRnn::evaluator() const {
    return std::make_unique<ElmanEvaluator>(*training_);
}

ElmanOutputs predict(const ElmanTraining& training, const Vector& theta) {
    const ConstWeights weights = weights_of(training.shape(), theta.data());
    Vector h = Vector::Zero(training.hidden);
    ElmanOutputs outputs;
    outputs.train = outputs_from(training, weights, training.series.X, h);
    outputs.test = outputs_from(training, weights, training.series.X_test, h);
    return outputs;
}

std::optional<std::string> ElmanRnn::overflow_note(const Vector& theta) const {
    return basin::overflow_note(*training_, theta);
}

std::optional<std::string> overflow_note(const ElmanTraining& training, const Vector& theta) {
    if (!theta.allFinite()) return "a weight is not finite";
    const Matrix outputs = predict(training, theta).train;
    for (Index t = 0; t < outputs.cols(); ++t) {
        if (std::isfinite(outputs.col(t).squaredNorm())) continue;
        return "the recursion overflows at time step " + std::to_string(t + 1);
    }
    return std::nullopt;
}

double mean_square_error(const Matrix& outputs, const Matrix& targets) {
    if (targets.cols() == 0) return not_applicable;
    return (outputs - targets).squaredNorm() / static_cast<double>(targets.cols());
}

double network_objective(const ElmanTraining& training, const Vector& theta, const Matrix& outputs) {
    return mean_square_error(outputs, training.series.Y) +
           training.lambdas.per_entry(training.shape()).dot(theta.cwiseAbs2());
}

}  // namespace basin
