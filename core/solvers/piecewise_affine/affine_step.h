// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// The minimiser of a step model, with what proves that it is one.
struct AffineStep {
    Vector s;                  // (s_theta, s_h, s_u, s_v)
    Vector y;                  // row multipliers, |y| <= beta
    Matrix mu;                 // Nh x T, multipliers of the bounds, >= 0
    std::vector<Index> pins;   // entries of u (k = t Nh + i) that the step takes to exactly 0, ascending
    bool rows_kept = true;     // all linearised rows are zero after the step
    Index saturated_rows = 0;  // rows with |y| = beta
    Index inner_iterations = 0;
    double kkt_residual = not_applicable;  // of the optimality conditions, relative to the gradient
};

}  // namespace basin
