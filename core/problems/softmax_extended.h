// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/double_double.h"
#include "core/problems/softmax_data.h"

namespace basin {

/// A point as an unevaluated sum of two vectors (d each): x = high + low.
struct PointPair {
    Vector high;
    Vector low;
};

/// pair += step, rounded to a pair again.
void move_pair(PointPair& pair, const Vector& step);

/// grad L at a pair, summed in double-double arithmetic with K 1 = 0 and 1^T q = 0 kept
/// (mathematics.md 1.2, 1.4): its error is about 1e-30 of the terms' size, so that what it says of x* is not
/// its own rounding. Costs some twenty times an ordinary gradient.
class ExtendedGradient {
  public:
    /// The data must outlive it.
    explicit ExtendedGradient(const SoftmaxData& data) : data_(data) {}

    /// slopes (m), where given, stand for h' and make z_i slopes_i of h, as on the smooth piece that a kink
    /// minimiser lies on. g (d) is rounded to double. False where a number is not finite.
    bool compute(const PointPair& x, Vector& g, const Vector* slopes = nullptr);
    /// m, A2 f at the point of the last compute().
    const std::vector<DoubleDouble>& z() const { return z_; }

  private:
    void forward(const PointPair& x);
    void residuals(const Vector* slopes);
    void backward();

    const SoftmaxData& data_;
    std::vector<DoubleDouble> u_, f_, q_;  // n; u less the first logit
    DoubleDouble first_;
    std::vector<DoubleDouble> z_, t_;  // m, t = h'(z) (h(z) - b)
};

}  // namespace basin
