// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/problems/elman_evaluator.h"
#include "core/problems/elman_measures.h"
#include "core/problems/penalty_rnn.h"

namespace basin {

/// Evaluates (P1). Everything is local in time: no sweep is needed.
class PenaltyEvaluator final : public Evaluator {
  public:
    /// The problem must outlive the evaluator.
    explicit PenaltyEvaluator(const PenaltyRnn& problem);

    EvalStatus directional_derivative(const Vector& z, const Vector& dir, double& first,
                                      double& second) override;
    bool measure(const Vector& z, NetworkMeasures& measures) override;
    /// Those of (P) at the weights of z, and one part for all states (h, u, v), in which F = ((v - y)/sqrt T;
    /// sqrt(lambda) . theta) has |F'|_F = sqrt(Ny): S = 2 sqrt(Ny) (|F| + F_ref). |F| is that of z.
    EvalStatus gradient_sizes(const Vector& z, GradientSizes& sizes) override;

  protected:
    EvalStatus compute_value(const Vector& z, double& f) override;
    EvalStatus compute_gradient(const Vector& z, double& f, Vector& g) override;
    /// Column by column through products; slow beyond a dimension of about 1,000.
    EvalStatus compute_hessian(const Vector& z, Matrix& H) override;
    EvalStatus compute_hessian_product(const Vector& z, const Vector& d, Vector& Hd) override;

  private:
    /// rows_ and weights_ = beta . sign(rows) at z.
    EvalStatus residuals_at(const Vector& z, double& f);

    const PenaltyRnn& problem_;
    const LiftedLayout layout_;
    const double mean_;    // 1 / T
    const Vector lambda_;  // per entry of theta
    Vector theta_;         // the weights of the z whose sizes were asked for last
    Vector rows_, weights_;
    Vector first_, second_;          // of the rows, along a direction
    Vector sigma_, slopes_, bends_;  // Nh T, sigma and its derivatives at u
    ElmanEvaluator network_;         // (P) at the weights of z
    ElmanMeasures measures_;
};

}  // namespace basin
