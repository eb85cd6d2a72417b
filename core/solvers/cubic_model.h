// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/symmetric_eigen.h"
#include "core/numeric/types.h"

namespace basin {

/// Minimises m(p) = g^T p + p^T H p / 2 + sigma |p|^3 / 3 globally ([Nesterov, Polyak 2006], section 5): the
/// minimiser is p = -(H + lambda I)^{-1} g with lambda = sigma |p| and H + lambda I >= 0. Owns its scratch
/// memory.
class CubicModel {
  public:
    /// H (d x d, lower triangle read) and g (d). Returns false when the eigenvalues cannot be computed.
    bool set(const Matrix& H, const Vector& g);
    /// step() for sigma > 0.
    void minimise(double sigma);
    const Vector& step() const { return p_; }
    /// -m(step()) >= 0.
    double predicted_decrease() const { return decrease_; }

  private:
    /// |(H + lambda I)^{-1} g|; infinite at a pole.
    double step_norm(double lambda) const;
    /// The root of sigma step_norm(lambda) = lambda above lowest.
    double find_lambda(double sigma, double lowest) const;

    SymmetricEigen eigen_;
    Vector g_;  // d, in the basis of the eigenvectors
    Vector y_;  // d, the step in that basis
    Vector p_;  // d
    double decrease_ = 0;
};

}  // namespace basin
