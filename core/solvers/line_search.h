// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"
#include "core/problems/problem.h"

namespace basin {

/// Backtracking until L(x + t p) <= L(x) + sufficient_decrease t g^T p (Armijo; [Nocedal, Wright 2006],
/// algorithm 3.1).
struct ArmijoOptions {
    double sufficient_decrease = 1e-4;  // 0 < value < 0.5, so that Newton's whole step is taken near x*
    double shrink = 0.5;                // 0 < value < 1, factor of the step length after a refusal
    Index max_backtracks = 60;          // 1 <= value <= 1000; 0.5^60 is below the rounding of x

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// One search at a time; owns its scratch memory.
class ArmijoSearch {
  public:
    ArmijoSearch(Evaluator& evaluator, const ArmijoOptions& options, Index d);

    /// Searches from x (d) along p (d) with slope = g^T p < 0, first trying t = first_length. Returns t, with
    /// trial() = x + t p, or not_applicable when no length is accepted. Points where L is not finite are
    /// refused. Where t |slope| is below the rounding of L, values cannot tell: there the slope at the trial
    /// point decides, by the condition that says the same for a quadratic ([Hager, Zhang 2005], approximate
    /// Wolfe).
    double search(const Vector& x, const Vector& p, double objective, double slope, double first_length);
    const Vector& trial() const { return trial_; }

  private:
    bool accepts(const Vector& p, double objective, double slope, double t);

    Evaluator& evaluator_;
    const ArmijoOptions& options_;
    Vector trial_;           // d
    Vector trial_gradient_;  // d
};

}  // namespace basin
