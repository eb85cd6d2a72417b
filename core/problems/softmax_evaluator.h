// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/numeric/weighted_gram.h"
#include "core/problems/curvature.h"
#include "core/problems/softmax_gradient_sizes.h"
#include "core/problems/softmax_hessian.h"
#include "core/problems/softmax_low_rank.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// Evaluates a softmax regression (mathematics.md 1.2). Each stage remembers the point it was computed at:
/// the forward pass (u, f, z, c) serves value, gradient and Hessian, the backward pass (q) the last two.
class SoftmaxEvaluator final : public Evaluator, private CurvatureSource {
  public:
    /// The data and their sizes must outlive the evaluator.
    SoftmaxEvaluator(const CentredSoftmax& centred, const SoftmaxDataSizes& sizes);

    EvalStatus directional_derivative(const Vector& x, const Vector& dir, double& first,
                                      double& second) override;
    std::unique_ptr<PlaneSampler> plane_sampler(const Plane& plane) override;
    CurvatureSource* curvature() override { return this; }
    EvalStatus gradient_sizes(const Vector& x, GradientSizes& sizes) override;
    double gradient_limit(const Vector& x, double objective, double tolerance) override {
        return sizes_.limit(x, objective, tolerance);
    }

  protected:
    EvalStatus compute_value(const Vector& x, double& f) override;
    EvalStatus compute_gradient(const Vector& x, double& f, Vector& g) override;
    EvalStatus compute_hessian(const Vector& x, Matrix& H) override;
    EvalStatus compute_hessian_product(const Vector& x, const Vector& v, Vector& Hv) override;
    EvalStatus compute_gauss_newton(const Vector& x, Matrix& H) override;

  private:
    enum class Stage { none, forward, backward, low_rank };

    Index rows() const override { return data_.A1.rows(); }
    EvalStatus row_factors(const Vector& x, RowFactors& factors) override;
    EvalStatus low_rank_factors(const Vector& x, LowRankFactors& factors) override;

    EvalStatus sparse_hessian(const Vector& x, Matrix& H);
    EvalStatus forward(const Vector& x);
    EvalStatus backward(const Vector& x);
    /// The terms of the Hessian at the point of the backward pass.
    HessianTerms terms(const Vector& weights) const {
        return {f_, q_, centred_.value_offset().size() > 0 ? centred_z_ : z_, weights, heaviest_};
    }
    void balance(Vector& v) const;

    const CentredSoftmax& centred_;
    const SoftmaxData& data_;  // as given
    const Vector& ridge_;      // n, w.w
    Stage stage_ = Stage::none;
    Vector x_;                // d, where the stages below were computed
    double value_ = 0;        // L(x)
    Vector u_, f_;            // n, logits and their softmax
    bool dominated_ = false;  // some weight exceeds an eighth
    Index heaviest_ = 0;      // where f is largest, if it is dominated
    Vector centred_z_;        // m, A2 f without the offset of the values, where they have one
    Vector z_, h_, c_;        // m, A2 f, h(z), residual
    Vector s1_, s2_;          // m, h'(z), h''(z)
    Vector q_;                // n, gradient with respect to u, without the ridge
    Vector du_, in_n_;        // n, scratch
    Vector dz_, d2z_, in_m_;  // m, scratch
    Vector D_;                // n, q + w.w
    Vector weights_;          // m, s1.s1 + c.s2
    SoftmaxHessian hessian_;
    SoftmaxLowRank low_rank_;
    WeightedGram gram_;
    SoftmaxGradientSizes sizes_;
};

}  // namespace basin
