// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/gradient_sizes.h"
#include "core/problems/problem.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// What the forward pass of a softmax regression leaves at x (math.md 1.1).
struct SoftmaxPoint {
    const Vector& x;   // d
    const Vector& u;   // n, logits
    const Vector& f;   // n, softmax
    const Vector& h;   // m, h(z)
    const Vector& c;   // m, residual
    const Vector& s1;  // m, h'(z)
};

/// What a gradient of a softmax regression is judged by (math.md 1.6), one part:
///     S = |F'|_F (|F| + F_ref),   |F'|_F^2 = |J_c|_F^2 + |diag(w) A1|_F^2,   J_c = diag(s1) K A1,
///     F_ref = |F'|_F X,   X = max(|x|, 1 / max_j |row j of A1|), and R.
/// |J_c|_F is exact for up to 16 outputs or unknowns, and comes from eight seeded +-1 sweeps above, S being
/// within .5-1.6 of exact then: O(nnz(A1) + m n). Keeps its scratch memory.
class SoftmaxGradientSizes {
  public:
    /// The data must outlive this.
    explicit SoftmaxGradientSizes(const SoftmaxData& data) : data_(data) {}

    /// not_finite where a size leaves the doubles.
    EvalStatus compute(const SoftmaxPoint& at, GradientSizes& sizes);
    /// At least max(tolerance S, R) at every x (d) with this L(x), from the data alone: |K_i A1| is at most
    /// the half-range of row i of A2 times the largest distance of a row of A1 from their mean.
    double limit(const Vector& x, double objective, double tolerance);

  private:
    /// What does not depend on x.
    void prepare();
    void prepare_limit();
    double residual_norm(const SoftmaxPoint& at);
    /// in_m_ = J_c v / unit_ for v (d), in_d_ = J_c^T e / unit_ for e (m).
    void multiply_jacobian(const SoftmaxPoint& at, const VectorInput& v);
    void multiply_jacobian_transposed(const SoftmaxPoint& at, const VectorInput& e);
    /// |J_c|_F / unit_.
    double jacobian_norm(const SoftmaxPoint& at);
    double estimated_jacobian_norm(const SoftmaxPoint& at);
    double rounding(const SoftmaxPoint& at, double jacobian);

    const SoftmaxData& data_;
    bool ready_ = false;
    double unit_ = 1;             // a power of two near the longest row of A1
    double longest_row_ = 0;      // max_j |row j of A1|
    double ridge_jacobian_ = 0;   // |diag(w) A1|_F
    double curved_limit_ = 0;     // of |J_c|_F
    double jacobian_limit_ = 0;   // of |F'|_F
    double value_limit_ = 0;      // of |s1.(|A2| f) + |h| + |b||
    double slope_limit_ = 0;      // of |A1^T (f.(G + f^T G))| / |c|
    bool over_unknowns_ = false;  // sweeps multiply by J_c, else by its transpose
    Matrix signs_;                // d or m rows, a column for each sweep
    Matrix swept_;                // d x 8
    Vector in_n_, in_m_, in_d_;   // scratch
};

}  // namespace basin
