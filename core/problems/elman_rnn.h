// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "core/problems/elman_data.h"
#include "core/problems/elman_network.h"
#include "core/problems/problem.h"

namespace basin {

/// What (P), (P0) and (P1) share: network, series and Tikhonov weights (mathematics.md 2.1).
struct ElmanTraining {
    Index hidden = 4;  // Nh >= 1
    ElmanActivation activation;
    TikhonovWeights lambdas;
    ElmanSeries series;

    ElmanShape shape() const { return {hidden, series.X.rows(), series.Y.rows()}; }
    Index steps() const { return series.steps(); }
    /// Throws InputError naming what is wrong and what was expected.
    void validate() const;
    /// "Elman network, Nh = 4, Nx = 5, Ny = 3, T = 8, relu".
    std::string description() const;
};

/// (P): Psi(theta) + R(theta), Psi = (1/T) sum_t |v_t - y_t|^2 with u_t = W h_{t-1} + V x_t + b, h_t =
/// sigma(u_t), v_t = A h_t + c, h_0 = 0 ([JWC]; mathematics.md 2.1). theta as ElmanShape lays it out.
class ElmanRnn final : public Problem {
  public:
    explicit ElmanRnn(ElmanTraining training);
    /// Shares the training with another formulation.
    explicit ElmanRnn(std::shared_ptr<const ElmanTraining> training);

    Index dimension() const override { return training_->shape().parameters(); }
    Smoothness smoothness() const override;
    std::string description() const override;
    std::unique_ptr<Evaluator> evaluator() const override;
    std::optional<std::string> overflow_note(const Vector& theta) const override;
    const RescaledProblem* rescaled() const override { return rescaled_.get(); }

    ProblemStructure structure() const override { return {.network = training_.get()}; }
    const ElmanTraining& training() const { return *training_; }
    const std::shared_ptr<const ElmanTraining>& shared_training() const { return training_; }

  private:
    std::shared_ptr<const ElmanTraining> training_;
    std::shared_ptr<const RescaledProblem> rescaled_;
};

/// What the network says with the weights theta.
struct ElmanOutputs {
    Matrix train;  // Ny x T
    Matrix test;   // Ny x T', the recursion going on from the training state
};
ElmanOutputs predict(const ElmanTraining& training, const Vector& theta);

/// "the recursion overflows at time step 37", the first one whose |v_t|^2 is not finite, or that a weight is
/// not; nothing where there is neither.
std::optional<std::string> overflow_note(const ElmanTraining& training, const Vector& theta);

/// (1/T) sum_t |v_t - y_t|^2; not_applicable where there are no steps.
double mean_square_error(const Matrix& outputs, const Matrix& targets);

/// (P) at theta, Psi + R, from predict(training, theta).train.
double network_objective(const ElmanTraining& training, const Vector& theta, const Matrix& outputs);

}  // namespace basin
