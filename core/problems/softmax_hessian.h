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
    explicit SoftmaxHessian(const SoftmaxData& data) : data_(data) {}

    /// H (d x d) is resized; both triangles are set.
    void assemble(const HessianTerms& terms, Matrix& H);

  private:
    /// Consecutive rows or columns.
    struct Range {
        Index first;
        Index count;
    };

    void assemble_small(const HessianTerms& terms, Matrix& H);
    void assemble_blocked(const HessianTerms& terms, Matrix& H);
    // Parts of assemble_blocked(), each for some columns, which different threads may do at the same time.
    void multiply_values(const HessianTerms& terms, Range columns);  // KA
    void add_keys(const HessianTerms& terms, Range columns, Matrix& H);
    void add_values(const HessianTerms& terms, Range columns, Matrix& H);
    /// H += A^T diag(weights) A in these columns, on and below the diagonal, for these rows of A.
    void add_gram(const Matrix& A, const Vector& weights, Range rows, Range columns, Matrix& H);

    const SoftmaxData& data_;
    Matrix KA_;         // m x d
    Vector A1f_, A1q_;  // d
    Vector D_;          // n, q + w.w
    Vector column_n_, column_m_, column_d_;
    Matrix times_f_, weighted_;  // panel x d, scaled rows of A1 or KA; each block uses its own columns
};

}  // namespace basin
