// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/analysis/softmax_kinks.h"
#include "core/problems/softmax_regression.h"

namespace basin {

/// A point where some outputs sit exactly on the kink of relu or leaky_relu (mathematics.md 3).
struct KinkPoint {
    Vector x;                  // d, where the active z_i are 0 to rounding
    std::vector<Index> kinks;  // the active outputs, ascending; held by the solver, not found by a tolerance
    Vector slopes;             // one each: the slope of h at the kink that makes the gradient vanish
    double gradient_norm = not_applicable;  // of the Lagrangian, with these slopes
    double smallest_eigenvalue =
        not_applicable;            // of its Hessian along the strict kinks; not_applicable at a vertex
    double rounding = 0;           // below it that eigenvalue cannot be told from 0
    double step = not_applicable;  // |last Newton step|: how far x may still be off
    Stationarity stationarity;
    bool held = false;    // such slopes exist, each within what its kink offers
    bool strict = false;  // and all of them strictly so, not at an end
};

/// Minimises L along the kinks, z_i = 0 for the active outputs, by Newton steps on the conditions of
/// stationarity (null-space method; [Nocedal, Wright 2006], 18.1), beginning at x with the outputs whose kink
/// x has run into: `first`, or where that is empty the nearest. Outputs join when a step would cross their
/// kink uphill, and leave when no slope of the kink holds them. Where it settles, all outputs within rounding
/// of their kinks are put to the test, those that depend on others included. Nothing when the search does not
/// settle or is stopped; a point without kinks where it comes off them.
std::optional<KinkPoint> minimise_on_kinks(const SoftmaxRegression& problem, const Vector& x,
                                           const std::vector<Index>& first = {}, std::stop_token stop = {});

}  // namespace basin
