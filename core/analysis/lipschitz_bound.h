// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <utility>

#include "core/numeric/activations.h"
#include "core/problems/lipschitz_source.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// A certified Lipschitz constant M of the Hessian of L: |H(y) - H(x)|_2 <= M |y - x| for all x, y in R^d.
/// From the moments of a bounded variable under the softmax (mathematics.md 1.4); infinite for activations
/// whose h'' jumps inside the range of z. Pessimistic by 10^3 to 10^4 on generated instances.
double hessian_lipschitz_bound(const SoftmaxData& data);

/// A certified Lipschitz constant of the Hessian on balls about one centre; never falling with the radius.
class HessianLipschitzBound {
  public:
    virtual ~HessianLipschitzBound() = default;
    /// Valid on all of R^d; infinite where there is none.
    virtual double global() const = 0;
    /// Valid on the ball of that radius about the centre; radius >= 0.
    virtual double on_ball(double radius) const = 0;
    /// The largest r with r on_ball(r) <= limit, to a relative 1e-6 from below; infinite when every r is.
    double largest_radius(double limit) const;
};

/// What a formula tells; centre (d).
class FormulaLipschitzBound final : public HessianLipschitzBound {
  public:
    /// The source must outlive it.
    FormulaLipschitzBound(const LipschitzSource& source, Vector centre)
        : source_(source), centre_(std::move(centre)) {}
    double global() const override { return on_ball(std::numeric_limits<double>::infinity()); }
    double on_ball(double radius) const override { return source_.hessian_lipschitz(centre_, radius); }

  private:
    const LipschitzSource& source_;
    Vector centre_;  // d
};

/// That of a softmax regression: on the ball the softmax weights change by a factor exp(radius max|row of A1
/// - mean|) at most, so that moments at the centre bound those everywhere. Never above the global bound, and
/// never falling with the radius. Costs one covariance of the rows at construction and m operations a radius.
class BallLipschitzBound final : public HessianLipschitzBound {
  public:
    /// centre (d).
    BallLipschitzBound(const SoftmaxData& data, const Vector& centre);

    double global() const override { return global_; }
    double on_ball(double radius) const override;

  private:
    Activation activation_;
    Vector b_;            // m
    Vector low_;          // m, smallest entry of each row of A2
    Vector high_;         // m, largest
    Vector z_;            // m, at the centre
    Vector z_error_;      // m, what rounding may have added to it
    Vector spread_;       // m, variance of row i of A2 under the softmax at the centre
    double variance_;     // sup over unit v of Var_f(A1 v) there
    double logit_error_;  // what rounding may have added to the logits there
    double reach_;        // max|row of A1 - mean|
    double D_;            // diameter of the rows of A1
    double global_;
};

/// BallLipschitzBound(data, centre).on_ball(radius), for a single radius.
double hessian_lipschitz_bound(const SoftmaxData& data, const Vector& centre, double radius);

}  // namespace basin
