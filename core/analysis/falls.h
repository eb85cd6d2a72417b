// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/problem.h"

namespace basin {

/// A straight step along which L falls.
struct Fall {
    double step = not_applicable;  // length > 0 of the step with the largest drop; not_applicable: none
    double drop = not_applicable;  // L at its beginning less L at its end
    Index tried = 0;               // steps evaluated
    bool found() const { return drop > 0; }
};

/// Tries steps from x (d), where L = objective and grad L = g, both ways along the columns of directions (d x
/// k, of length 1), one after the other, of lengths t from `longest` down to 1e-12 of it, and ends with the
/// first direction v along which L falls by more than least_drop + t (|g . v| + slope_rounding): what is left
/// of the gradient explains a fall on the way to a minimum.
Fall find_fall(Evaluator& evaluator, const Vector& x, double objective, const Vector& g,
               const Matrix& directions, double longest, double least_drop, double slope_rounding);

}  // namespace basin
