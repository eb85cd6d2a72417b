// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/problems/problem.h"

namespace basin {

/// The entry of a derivative that differs most from its central difference.
struct WorstEntry {
    Index row = 0;
    Index column = 0;  // 0 for a gradient
    double analytic = not_applicable;
    double difference = not_applicable;
    double error = not_applicable;  // |analytic - difference| over the largest entry, of a gradient at least
                                    // |Hess L| X, of a Hessian |grad L| / X (mathematics.md 1.6)
};

/// How far closed-form derivatives are from central differences.
struct DerivativeCheck {
    WorstEntry gradient;  // grad L against differences of L
    WorstEntry hessian;   // Hess L against differences of grad L
    WorstEntry product;   // Hess L v against the Hessian's columns, v = the coordinate vectors
    bool finite = false;  // every evaluation was; the errors mean nothing otherwise
};

/// Relative step of the differences: near the cube root of the rounding unit, where truncation and rounding
/// balance for a central difference.
inline constexpr double difference_step = 6e-6;

/// Compares the closed-form derivatives at x (d) with central differences, step
/// difference_step max(X / sqrt(d), |x_i|). Meaningless across a kink: use directional_derivative there.
DerivativeCheck check_derivatives(const Problem& problem, const Vector& x);

}  // namespace basin
