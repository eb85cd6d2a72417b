// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/problems/elman_gradient_sizes.h"
#include "core/problems/elman_measures.h"
#include "core/problems/elman_rnn.h"

namespace basin {

/// Evaluates (P) by one forward and one backward sweep (mathematics.md 2.1, 2.2). Each stage remembers the
/// point it was computed at: value, gradient and products at one point share the sweeps.
class ElmanEvaluator final : public Evaluator {
  public:
    /// The training must outlive the evaluator.
    explicit ElmanEvaluator(const ElmanTraining& training);

    EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                      double& second) override;
    std::unique_ptr<PlaneSampler> plane_sampler(const Plane& plane) override;
    bool measure(const Vector& x, NetworkMeasures& measures) override;
    EvalStatus gradient_sizes(const Vector& x, GradientSizes& sizes) override;

  protected:
    EvalStatus compute_value(const Vector& x, double& f) override;
    EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override;
    /// Column by column through products; slow beyond a dimension of about 1,000.
    EvalStatus compute_hessian(const Vector& x, Matrix& H) override;
    EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override;

  private:
    enum class Stage { none, forward, backward };

    EvalStatus forward(const Vector& x);
    EvalStatus backward(const Vector& x);
    EvalStatus product(const Vector& v, Vector& Hv);

    const ElmanTraining& training_;
    const ElmanShape shape_;
    const double mean_;    // 1 / T
    const Vector lambda_;  // per entry of theta
    const Vector h0_;      // Nh, zero
    Matrix inputs_;        // Nx + 1 x T, (x_t; 1)
    Matrix regressors_;    // Nh + Nx + 1 x T, (h_{t-1}; x_t; 1)
    Stage stage_ = Stage::none;
    Vector x_;  // where the stages below were computed
    double value_ = 0;
    Matrix U_, H_;                // Nh x T
    Matrix E_;                    // Ny x T, v - y
    Matrix slopes_, bends_;       // Nh x T, sigma'(u), sigma''(u)
    Matrix Wt_;                   // Nh x Nh
    Matrix Yv_;                   // Ny x T, dPsi/dv_t
    Matrix GH_, GU_;              // Nh x T, dPsi/dh_t, dPsi/du_t
    Matrix dU_, dH_, dGH_, dGU_;  // Nh x T, along a direction
    Matrix dV_;                   // Ny x T
    std::unique_ptr<ElmanMeasures> measures_;
    std::unique_ptr<ElmanGradientSizes> sizes_;
};

}  // namespace basin
