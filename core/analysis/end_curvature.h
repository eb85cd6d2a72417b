// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "core/problems/problem.h"

namespace basin {

/// What the Hessian says about a point x where a search ended. An eigenvalue within `rounding` of 0 cannot be
/// told from 0; one that is not above it is soft.
struct EndCurvature {
    double smallest = not_applicable;  // eigenvalue
    double largest = not_applicable;
    double error = not_applicable;  // of both: 0 = exact, from all eigenvalues; else a Lanczos estimate, with
                                    // eigenvalues that near
    double rounding = 0;
    Index soft_count = 0;                 // soft eigenvalues, as far as they were found
    Matrix softest;                       // d x max(1, soft_count), their eigenvectors, the smallest first
    double newton_step = not_applicable;  // |H^{-1} g| over the directions that are not soft, or a bound on
                                          // it: how far a minimum still is along them
    Vector step;                          // d, -H^{-1} g over them; empty where only the bound is known
    double newton_drop = not_applicable;  // g^T H^{-1} g / 2 over them, or a bound: how far below L(x) it is
};

/// Measures it at x (d) with gradient g (d), as PointCurvature does; a Newton step that is bounded by
/// `enough` need not be known better. Eigenvalues whose bend over `length`, the size X of x, is lost in the
/// rounding of L = `objective` count as 0 too. Nothing where the Hessian is not finite or stop is requested.
std::optional<EndCurvature> measure_end_curvature(const Problem& problem, const Vector& x, double objective,
                                                  const Vector& g, double length, double enough,
                                                  const std::stop_token& stop);

}  // namespace basin
