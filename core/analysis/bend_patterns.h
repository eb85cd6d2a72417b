// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/problems/softmax_regression.h"

namespace basin {

/// What L does to second order at a point where h'' of some outputs jumps (elu at 0): along a direction it
/// bends as the piece does into which it leads (mathematics.md 2.2).
struct BendPatterns {
    bool known = false;   // the Hessian is finite and was formed
    bool upward = false;  // positive definite with the smaller of both bends at every output
    Matrix downward;      // d x k, unit directions along which L bends downward beyond rounding
};

/// At x (d) with these outputs at the jump, each with a gradient that is not 0. An eigenvalue within rounding
/// counts as 0. Directions are eigenvectors of pieces, for at most six outputs of all of them. Forms d x d
/// matrices.
BendPatterns judge_bend_patterns(const SoftmaxRegression& problem, const Vector& x,
                                 const std::vector<Index>& jumps, double rounding);

}  // namespace basin
