// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "core/problems/lifted.h"

namespace basin {

/// (P0): minimise (1/T) sum |v_t - y_t|^2 + R(theta) over z = (theta, h, u, v) in the feasible set F0 = {r(z)
/// = 0} ([JWC]; mathematics.md 2.1), with the tangent cone of F0 in closed form (2.2).
class ConstrainedRnn {
  public:
    explicit ConstrainedRnn(std::shared_ptr<const ElmanTraining> training);

    const ElmanTraining& training() const { return *training_; }
    LiftedLayout layout() const { return lifted_layout(*training_); }
    double objective(const Vector& z) const { return lifted_objective(*training_, z); }
    void constraints(const Vector& z, Vector& rows) const { residuals(*training_, z, rows); }
    /// Largest |r_i(z)|.
    double violation(const Vector& z) const;

    /// The tangent vector (dtheta, dh, du, dv) at the feasible z that dtheta determines: the one-sided
    /// derivative of t -> lift(theta + t dtheta).
    Vector tangent(const Vector& z, const Vector& dtheta) const;
    /// Whether d is in the tangent cone of F0 at the feasible z: each row of the recursion holds up to
    /// tolerance times the sum of its terms in absolute value.
    bool in_tangent_cone(const Vector& z, const Vector& d, double tolerance = 1e-10) const;

  private:
    /// The terms of each row of the recursion that leads to first, summed in absolute value.
    Vector term_sizes(const Vector& z, const Vector& d, const Vector& first) const;

    std::shared_ptr<const ElmanTraining> training_;
};

}  // namespace basin
