// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "core/problems/elman_evaluator.h"

namespace basin {

/// Looks for weights at which P is lower than at theta by more than 100 roundings of its sums, along curves
/// that lead there downhill all the way: the proof that comes with a no. The training must outlive it.
class ShownDescent {
  public:
    ShownDescent(const ElmanTraining& training, const Vector& theta);

    /// P at theta, and what it is computed to: half a unit in the last place of each of its sums.
    double value() const { return value_; }
    double rounding() const { return rounding_; }

    /// Follows t -> curve(t) from curve(0) on through t = largest 2^-k, from small to large, as long as P
    /// falls. Keeps the lowest end of all curves tried; returns whether this one led below P(theta).
    bool follow(const std::function<Vector(double t)>& curve, double largest);
    bool follow_line(const Vector& from, const Vector& direction, double largest);

    bool is_shown() const { return end_.size() > 0; }
    const Vector& end() const { return end_; }  // N, the weights there
    double drop() const { return drop_; }       // P(theta) - P(end)

    /// P, infinite where it overflows.
    double value_at(const Vector& theta);

  private:
    ElmanEvaluator evaluator_;
    double value_ = not_applicable, rounding_ = not_applicable;
    Vector end_;
    double drop_ = 0;
};

}  // namespace basin
