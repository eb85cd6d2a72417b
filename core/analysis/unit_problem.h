// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/penalty_rnn.h"

namespace basin {

/// A network in units in which its residuals are of size 1, and the way back: targets and v divided by s, so
/// that (P) is divided by s^2, inputs by another unit and, where sigma(t u) = t sigma(u) for t > 0, h and u
/// by a third; weights, Tikhonov and penalty weights to match. The units are powers of 16, so that nothing is
/// rounded: a certificate neither overflows nor depends on the units.
class UnitProblem {
  public:
    /// size > 0 is |F| + F_ref (mathematics.md 1.6); it is between 1/4 and 4 in the new units. Those of
    /// inputs and of h and u change where their sizes, > 0, are further from 1 than that; states must be 1
    /// where sigma is not homogeneous.
    UnitProblem(const ElmanTraining& training, double size, double inputs = 1, double states = 1);

    const ElmanTraining& training() const { return unit_; }
    /// Whether targets and Tikhonov weights are finite in the new units.
    bool is_finite() const;
    /// The penalty weights that divide (P1) by s^2 too.
    PenaltyWeights betas_in(const PenaltyWeights& betas) const;

    Vector weights_in(const Vector& theta) const { return theta.cwiseQuotient(factors_); }
    Vector weights_out(const Vector& theta) const { return theta.cwiseProduct(factors_); }
    /// Of a lifted point or step.
    Vector lifted_in(const Vector& z) const;
    Vector lifted_out(const Vector& z) const;
    double objective_out(double value) const { return value * s_ * s_; }
    Vector gradient_out(const Vector& g) const { return (g * s_).cwiseQuotient(factors_) * s_; }
    /// H becomes G H G with G = diag of these (N).
    Vector hessian_factors() const { return s_ * factors_.cwiseInverse(); }
    Matrix hessian_out(const Matrix& H) const;

  private:
    ElmanTraining unit_;
    double s_ = 1;     // of v
    double held_ = 1;  // of h and u
    Vector factors_;   // N, of the weights
};

}  // namespace basin
