// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/analysis/stationarity.h"
#include "core/problems/elman_rnn.h"

namespace basin {

/// Whether (P) is d-stationary, to first and second order, at the point theta' next to the given weights
/// where its gradient vanishes, exactly on the kinks within reach (mathematics.md 2.2).
struct NetworkStationarity {
    Answer first_order = Answer::not_decided;
    Answer second_order = Answer::not_decided;  // whether theta' is a strict local minimum
    std::string reason;                         // why an answer is not decided, a clause; else empty
    Index zeros = 0;                            // units exactly on their kinks: at theta', or where there is
                                                // none within rounding at theta
    double residual = not_applicable;           // what the best flows through the kinks nearby leave of the
                                                // gradient at theta
    double relative_residual = not_applicable;  // largest |residual_B| / S_B at theta; 0 at rounding
    Vector point;                               // N, theta'; empty where none was found
    double distance = not_applicable;           // change of F from theta to theta', over |F| + F_ref
    double change = not_applicable;             // P(theta') - P(theta)
    double least_slope = not_applicable;        // of the kink slopes mu / (dL/dh) that have an effect
    double largest_slope = not_applicable;      // likewise
    Index rank = 0;                             // of J, the derivative of the zeros
    Index cone_dimension = 0;                   // of {d: J d = 0}
    double least_curvature = not_applicable;  // smallest eigenvalue of the Lagrangian's Hessian there, where
                                              // every kink has slack
    double curvature_error = not_applicable;  // of it: 0 = exact, from all eigenvalues; else an estimate,
                                              // with an eigenvalue that near
    bool second_order_estimated = false;      // a yes to second order rests on Lanczos: an estimate
    Vector descent;                           // N, a unit direction; empty unless an answer is no
    double drop_step = not_applicable;        // t > 0 with P(theta + t descent) < P(theta)
    double drop = not_applicable;             // P(theta) - P(theta + t descent), above 100 roundings
};

/// Up to so many weights a certificate forms dense matrices of their dimension; beyond, it goes by products.
inline constexpr Index most_dense_certificate = 1000;

/// Certifies the point next to theta (N, P finite there). No with weights at which P is lower, reached
/// downhill; not decided with a reason. Independent of the units of targets and inputs: computed with |F| +
/// F_ref scaled to about 1 by a power of two. Beyond dense_up_to weights by products with the Hessian: a yes
/// to second order is then an estimate by Lanczos, a no is shown as always; not decided where what it keeps
/// does not fit into memory. Heeds a stop request between any two sweeps or factorisations.
NetworkStationarity test_network_stationarity(const ElmanTraining& training, const Vector& theta,
                                              const std::stop_token& stop = {},
                                              Index dense_up_to = most_dense_certificate);

}  // namespace basin
