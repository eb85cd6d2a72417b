// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/softmax_regression.h"

namespace basin {

/// What the Hessian is made of at one point (math.md 1.2).
struct HessianTerms {
    const Vector& f;        // n, softmax
    const Vector& q;        // n, gradient with respect to the logits, without the ridge
    const Vector& ridge;    // n, w.w
    const Vector& z;        // m, A2 f
    const Vector& weights;  // m, s1.s1 + c.s2
};

/// Assembles the Hessian of a softmax regression without an n x n matrix:
///     A1^T diag(q + w.w) A1 + KA^T diag(weights) KA - (A1^T q)(A1^T f)^T - (A1^T f)(A1^T q)^T,
///     KA = A2 diag(f) A1 - z (A1^T f)^T   (m x d).
/// Keeps its scratch memory.
class SoftmaxHessian {
  public:
    /// H (d x d) is resized; both triangles are set.
    void assemble(const SoftmaxData& data, const HessianTerms& terms, Matrix& H);

  private:
    Matrix KA_;             // m x d
    Vector A1f_, A1q_, D_;  // d, d, n
};

}  // namespace basin
