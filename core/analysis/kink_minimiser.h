// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/analysis/stationarity.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// A point where some outputs sit exactly on the kink of relu or leaky_relu (math.md 3).
struct KinkPoint {
    Vector x;                  // d, where the active z_i are 0 to rounding
    std::vector<Index> kinks;  // the active outputs, ascending; held by the solver, not found by a tolerance
    Vector slopes;             // one each: the slope of h at the kink that makes the gradient vanish
    double gradient_norm = not_applicable;  // of the Lagrangian, with these slopes
    double smallest_eigenvalue =
        not_applicable;  // of its Hessian along the kinks; not_applicable at a vertex
    Stationarity stationarity;
    bool strict = false;  // every slope lies inside the range that the kink offers, not at its end
};

/// Whether the activation has a kink in its value's slope: relu and leaky_relu.
bool has_kink(Activation activation);

/// Minimises L along the kinks, z_i = 0 for the active outputs, by Newton steps on the conditions of
/// stationarity (null-space method; Nocedal, Wright, 18.1), beginning at x with the outputs whose kink x has
/// run into. Outputs join when a step would cross their kink uphill, and leave when no slope of the kink
/// holds them. Nothing when the search does not settle, ends on a smooth piece, or is stopped.
std::optional<KinkPoint> minimise_on_kinks(const SoftmaxRegression& problem, const Vector& x,
                                           std::stop_token stop = {});

/// d-stationarity at x with these outputs on their kinks, whatever the rounding of z_i says.
Stationarity test_stationarity(const SoftmaxRegression& problem, const Vector& x,
                               const std::vector<Index>& kinks);

}  // namespace basin
