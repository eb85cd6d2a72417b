// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/problems/softmax_regression.h"

namespace basin {

/// How much ridge a positive definite Hessian takes at one point x, in the unit of `problem.ridge`: n w_i^2,
/// the same for every row (mathematics.md 1.4).
struct RidgeNeeds {
    /// Measured: the smallest ridge above which Hess L(x) is positive definite, everything else held fixed. 0
    /// where it is so without one, or singular to rounding; infinite when the columns of A1 are dependent.
    double needed = not_applicable;
    /// With a ridge up to this rounding hides whether Hess L(x) is positive definite. 0 where it is so beyond
    /// rounding without one, else at least the smallest double > 0 and above needed.
    double hidden = 0;
    /// Certified: the smallest ridge for which the bound w_i^2 >= -lambda_min(B) + l / sigma_min(A1)^2
    /// promises Hess L(x) >= l I.
    double promised = not_applicable;
};

/// For one problem at several points: what does not depend on x is computed once.
class RidgeAnalysis {
  public:
    /// The data must outlive it.
    explicit RidgeAnalysis(const SoftmaxData& data);

    /// hessian is Hess L(x) (d x d), l >= 0 the curvature that is to be promised. Once stopped the result
    /// means nothing.
    RidgeNeeds at(const Vector& x, const Matrix& hessian, double l, const std::stop_token& stop = {}) const;
    /// The same without what is promised, for a small part of the cost.
    RidgeNeeds measured(const Matrix& hessian) const;
    /// sigma_min(A1)^2 less what rounding may hide, 0 when the columns of A1 are dependent to rounding.
    double smallest_squared_singular_value() const { return sigma_squared_; }

  private:
    const SoftmaxData& data_;
    Matrix gram_;        // d x d, A1^T A1
    Matrix ridge_gram_;  // d x d, A1^T diag(w.w) A1
    double sigma_squared_;
};

/// A certified lower bound on lambda_min(B), B = K^T diag(s1.s1 + c.s2) K + diag(q) - q f^T - f q^T (n x n,
/// never formed; mathematics.md 1.2), that is off by at most 1e-5 of the largest entries of B: bisection on
/// the inertia of B - t I, which the Schur complement of diag(q) - t I tells from a matrix of order m + 2. A
/// stop leaves a coarser bound.
double smallest_row_eigenvalue(const SoftmaxData& data, const Vector& x, const std::stop_token& stop = {});

}  // namespace basin
