// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/design_matrix.h"
#include "core/problems/problem.h"

namespace basin {

/// What the Hessian of a softmax regression is made of at one point (mathematics.md 1.2):
///     Hess L = A1^T diag(D) A1 + KA^T diag(weights) KA - (A1^T q)(A1^T f)^T - (A1^T f)(A1^T q)^T.
struct RowFactors {
    const DesignMatrix* A1 = nullptr;  // n x d
    const Vector* D = nullptr;         // n, q + w.w
    const Vector* ridge = nullptr;     // n, w.w
};
/// The part of the Hessian that has low rank, by its factors.
struct LowRankFactors {
    const Matrix* KA = nullptr;       // m x d, A2 diag(f) A1 - z (A1^T f)^T
    const Vector* weights = nullptr;  // m, s1.s1 + c.s2
    const Vector* slopes = nullptr;   // m, s1 = h'(z)
    const Vector* A1f = nullptr;      // d
    const Vector* A1q = nullptr;      // d
};

/// Tells the Hessian in parts, for approximations that do not want the whole of it. Shares the forward and
/// the backward pass with the evaluator that it belongs to. What the pointers refer to is valid until that
/// evaluator is asked anything at another point.
class CurvatureSource {
  public:
    virtual ~CurvatureSource() = default;
    /// n.
    virtual Index rows() const = 0;
    /// Costs no more than the gradient.
    virtual EvalStatus row_factors(const Vector& x, RowFactors& factors) = 0;
    /// Costs a product of A2 (m x n) with n x d besides.
    virtual EvalStatus low_rank_factors(const Vector& x, LowRankFactors& factors) = 0;
};

/// H += the part of the Hessian that has low rank; both triangles in and out.
void add_low_rank_part(const LowRankFactors& factors, Matrix& H);

}  // namespace basin
