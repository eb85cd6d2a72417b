// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"
#include "core/problems/problem.h"

namespace basin {

/// Compares what a step brought with what its model had promised, for the methods that take or refuse whole
/// steps (trust region, cubic, Levenberg-Marquardt). Owns its scratch memory.
class TrialStep {
  public:
    TrialStep(Evaluator& evaluator, Index d) : evaluator_(evaluator), point_(d), gradient_(d) {}

    /// (L(x) - L(x + p)) / predicted, for predicted > 0; -infinity where L(x + p) is not finite or x + p is
    /// x. Where predicted is below the rounding of L(x), values cannot tell: then 1 when the gradient at x +
    /// p is no longer than gradient_norm, that at x, and L has not grown beyond rounding, else -infinity.
    double ratio(const Vector& x, const Vector& p, double objective, double gradient_norm, double predicted);
    /// x + p of the last ratio().
    const Vector& point() const { return point_; }

  private:
    Evaluator& evaluator_;
    Vector point_;     // d
    Vector gradient_;  // d
};

}  // namespace basin
