// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/problems/lifted.h"
#include "core/problems/problem.h"

namespace basin {

/// Penalty weights of (P1); each > 0. The JSON keys under "betas".
struct PenaltyWeights {
    double h = 1, u = 1, v = 1;

    /// Throws InputError naming the field, its value and the constraint.
    void validate() const;
    bool operator==(const PenaltyWeights&) const = default;
};

/// (P1): Theta(z) = (1/T) sum |v_t - y_t|^2 + R(theta) + beta_h |r_h|_1 + beta_u |r_u|_1 + beta_v |r_v|_1
/// over z = (theta, h, u, v), r the residuals of (P0) ([JWC]; mathematics.md 2.1).
///
/// Theta has a kink wherever a residual or, for relu, an entry of u is zero; so at every feasible z.
/// gradient() is there that of the middle, sign(0) = 0.
class PenaltyRnn final : public Problem {
  public:
    PenaltyRnn(std::shared_ptr<const ElmanTraining> training, const PenaltyWeights& betas);

    Index dimension() const override { return layout().dimension(); }
    Smoothness smoothness() const override { return Smoothness::piecewise_smooth; }
    std::string description() const override;
    std::unique_ptr<Evaluator> evaluator() const override;
    std::optional<std::string> overflow_note(const Vector& z) const override;

    ProblemStructure structure() const override { return {.penalised_network = this}; }
    const ElmanTraining& training() const { return *training_; }
    const std::shared_ptr<const ElmanTraining>& shared_training() const { return training_; }
    const PenaltyWeights& betas() const { return betas_; }
    LiftedLayout layout() const { return lifted_layout(*training_); }
    /// beta_h |r_h|_1 + beta_u |r_u|_1 + beta_v |r_v|_1.
    double penalty(const Vector& rows) const;
    /// Theta(z); not finite where z is not.
    double theta_value(const Vector& z, Vector& rows) const;

  private:
    std::shared_ptr<const ElmanTraining> training_;
    PenaltyWeights betas_;
};

}  // namespace basin
