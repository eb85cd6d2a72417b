// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/stationarity.h"
#include "core/problems/penalty_rnn.h"

namespace basin {

/// Whether a lifted point is d-stationary for (P1) (math.md 2.2).
struct PenaltyStationarity {
    Answer answer = Answer::not_decided;
    Index zeros = 0;                           // entries of u that are exactly 0
    Index patterns = 0;                        // sign choices whose step was computed
    double own_decrease = not_applicable;      // of the model with all zeros counted as positive
    double largest_decrease = not_applicable;  // of the model of any sign choice
    Vector descent;                            // the step with that decrease; empty unless no
    double drop_step = not_applicable;         // t > 0 with Theta(z + t descent) < Theta(z), once shown
    double drop = not_applicable;              // Theta(z) - Theta(z + t descent) there
};

/// z is d-stationary exactly when, for every choice of signs at the zeros of u, the least value of the step
/// model is Theta(z): its pieces cover all directions. A decrease of at most tolerance max(1, Theta(z))
/// counts as none. Not decided beyond most_kinks zeros, when a step cannot be computed, or when rounding
/// hides the descent.
PenaltyStationarity test_penalty_stationarity(const PenaltyRnn& problem, const Vector& z, double rho = 0.5,
                                              double tolerance = 1e-8);

/// Whether the weights of a feasible lifted point are d-stationary for (P), to first and second order.
struct NetworkStationarity {
    Answer first_order = Answer::not_decided;
    Answer second_order = Answer::not_decided;
    Index zeros = 0;                          // entries of u that are exactly 0
    double residual = not_applicable;         // |gradient of the Lagrangian| with the best kink slopes
    double least_slope = not_applicable;      // of the kink slopes alpha that have an effect
    double largest_slope = not_applicable;    // likewise
    Index rank = 0;                           // of J_Z, the derivative of the zeros
    Index cone_dimension = 0;                 // of {d: J_Z d = 0}, the critical cone
    double least_curvature = not_applicable;  // smallest eigenvalue of the Lagrangian's Hessian there
    Vector descent;                     // N, a direction that lowers the objective of (P); empty unless no
    double drop_step = not_applicable;  // t > 0 that does, once shown
    double drop = not_applicable;       // the decrease there
};

/// The polynomial certificate: kink slopes alpha between the slopes of sigma that make the gradient of the
/// Lagrangian vanish, and backpropagation multipliers y_h <= 0 at the kinks, are sufficient. Where they are
/// not, a direction is tried and the answer is no only when the objective then falls. Second order by the
/// Lagrangian's Hessian on the critical cone under strict complementarity; curvatures within tolerance of 0
/// are not decided. tolerance > 0 is that of the residual, relative to max(1, |grad Psi|). A dense matrix of
/// dimension N is formed; leaves second_order undecided for N > 1,000. A kink that nothing depends on
/// (dL/dh = 0) is fulfilled by every slope and tells none. With more kinks than can be tried in seconds, only
/// zeros is filled in.
NetworkStationarity test_network_stationarity(const ElmanTraining& training, const Vector& z,
                                              double tolerance = 1e-4);

}  // namespace basin
