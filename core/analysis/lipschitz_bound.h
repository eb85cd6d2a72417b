// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/activations.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// A certified Lipschitz constant M of the Hessian of L: |H(y) - H(x)|_2 <= M |y - x| for all x, y in R^d.
/// From the moments of a bounded variable under the softmax (mathematics.md 1.4); infinite for activations
/// whose h'' jumps inside the range of z. Pessimistic by 10^3 to 10^4 on generated instances.
double hessian_lipschitz_bound(const SoftmaxData& data);

/// The same on balls about one centre: there the softmax weights change by a factor exp(radius max|row of A1
/// - mean|) at most, so that moments at the centre bound those everywhere. Never above the global bound, and
/// never falling with the radius. Costs one covariance of the rows at construction and m operations a radius.
class BallLipschitzBound {
  public:
    /// centre (d).
    BallLipschitzBound(const SoftmaxData& data, const Vector& centre);

    /// Valid on all of R^d.
    double global() const { return global_; }
    /// Valid on the ball of that radius about the centre; radius >= 0.
    double on_ball(double radius) const;
    /// The largest r with r on_ball(r) <= limit, to a relative 1e-6 from below; infinite when every r is.
    double largest_radius(double limit) const;

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
