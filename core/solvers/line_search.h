// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/numeric/types.h"
#include "core/problems/problem.h"

namespace basin {

/// Backtracking until L(x + t p) <= L(x) + sufficient_decrease t g^T p (Armijo; Nocedal, Wright, Numerical
/// Optimization, 2nd ed., algorithm 3.1).
struct ArmijoOptions {
    double sufficient_decrease = 1e-4;  // 0 < value < 0.5, so that Newton's whole step is taken near x*
    double shrink = 0.5;                // 0 < value < 1, factor of the step length after a refusal
    Index max_backtracks = 60;          // 1 <= value <= 1000; 0.5^60 is below the rounding of x

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// What a line search found.
struct LineSearchResult {
    bool found = false;
    double length = not_applicable;     // t
    double objective = not_applicable;  // L(x + t p)
};

/// Searches from x (d) along p (d) with slope = g^T p < 0, first trying t = first_length. trial (d) ends as
/// x + t p when found. Points where L is not finite are refused like those where it is too large.
LineSearchResult armijo_search(Evaluator& evaluator, const ArmijoOptions& options, const Vector& x,
                               const Vector& p, double objective, double slope, double first_length,
                               Vector& trial);

}  // namespace basin
