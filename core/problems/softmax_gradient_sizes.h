// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/gradient_sizes.h"
#include "core/problems/problem.h"
#include "core/problems/softmax_data.h"

namespace basin {

/// What the sizes of gradients owe to the data alone, whatever x is: found once for a problem.
struct SoftmaxDataSizes {
    explicit SoftmaxDataSizes(const SoftmaxData& data);

    double unit = 1;             // a power of two near the longest row of A1
    double longest_row = 0;      // max_j |row j of A1|
    double ridge_jacobian = 0;   // |diag(w) A1|_F
    double curved_limit = 0;     // above every |J_c|_F
    double jacobian_limit = 0;   // above every |F'|_F
    double value_limit = 0;      // above |s1.(|A2| f) + |h| + |b||
    double slope_limit = 0;      // above ||A1|^T (f.(G + f^T G))| / |c|
    bool over_unknowns = false;  // sweeps multiply by J_c, else by its transpose
    Matrix signs;                // d or m rows, a column for each sweep
    Matrix absolute_values;      // |A2|, where it is small; else empty
};

/// What the forward pass of a softmax regression leaves at x (mathematics.md 1.1).
struct SoftmaxPoint {
    const Vector& x;   // d
    const Vector& u;   // n, logits
    const Vector& f;   // n, softmax
    const Vector& h;   // m, h(z)
    const Vector& c;   // m, residual
    const Vector& s1;  // m, h'(z)
};

/// What a gradient of a softmax regression is judged by (mathematics.md 1.6), one part:
///     S = |F'|_F (|F| + F_ref),   |F'|_F^2 = |J_c|_F^2 + |diag(w) A1|_F^2,   J_c = diag(s1) K A1,
///     F_ref = |F'|_F X,   X = max(|x|, 1 / max_j |row j of A1|), and R.
/// |J_c|_F is exact for up to 16 outputs or unknowns, and comes from eight seeded +-1 sweeps above, S being
/// within .5-1.6 of exact then: O(nnz(A1) + m n). Keeps its scratch memory.
class SoftmaxGradientSizes {
  public:
    /// Both must outlive this.
    SoftmaxGradientSizes(const SoftmaxData& data, const SoftmaxDataSizes& of_data);

    /// not_finite where a size leaves the doubles.
    EvalStatus compute(const SoftmaxPoint& at, GradientSizes& sizes);
    /// At least max(tolerance S, R) at every x (d) with this L(x), from the data alone: |K_i A1| is at most
    /// the half-range of row i of A2 times the largest distance of a row of A1 from their mean.
    double limit(const Vector& x, double objective, double tolerance) const;

  private:
    double length(const Vector& x) const;
    double residual_norm(const SoftmaxPoint& at);
    /// in_m_ = J_c v / unit for v (d), in_d_ = J_c^T e / unit for e (m).
    void multiply_jacobian(const SoftmaxPoint& at, const Eigen::Ref<const Vector>& v);
    void multiply_jacobian_transposed(const SoftmaxPoint& at, const Eigen::Ref<const Vector>& e);
    /// |J_c|_F / unit.
    double jacobian_norm(const SoftmaxPoint& at);
    double estimated_jacobian_norm(const SoftmaxPoint& at);
    double rounding(const SoftmaxPoint& at, double jacobian);
    /// out = |A2| v (m), and |A2|^T v (n).
    void absolute_values_times(const Vector& v, Vector& out) const;
    void absolute_values_transpose_times(const Vector& v, Vector& out) const;

    const SoftmaxData& data_;
    const SoftmaxDataSizes& of_data_;
    Matrix swept_;               // d x 8
    Vector in_n_, in_m_, in_d_;  // scratch
};

}  // namespace basin
