// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/analysis/stationarity.h"
#include "core/problems/penalty_rnn.h"

namespace basin {

/// Whether a lifted point is d-stationary for (P1) (mathematics.md 2.2).
struct PenaltyStationarity {
    Answer answer = Answer::not_decided;
    Index zeros = 0;                           // entries of u that are exactly 0
    Index patterns = 0;                        // sign choices whose step was computed
    std::string reason;                        // why the answer is not decided, a clause; else empty
    double own_decrease = not_applicable;      // of the model with all zeros counted as positive
    double largest_decrease = not_applicable;  // of the model of any sign choice
    Vector descent;                            // the step with that decrease; empty unless no
    double drop_step = not_applicable;         // t > 0 with Theta(z + t descent) < Theta(z), once shown
    double drop = not_applicable;              // Theta(z) - Theta(z + t descent) there
};

/// z is d-stationary exactly when, for every choice of signs at the zeros of u, the least value of the step
/// model is Theta(z): its pieces cover all directions. A decrease of at most tolerance (|F| + F_ref)^2
/// (mathematics.md 1.6) counts as none; rho is that of units in which |F| + F_ref, the inputs and, of
/// piecewise affine sigma, u are of size 1/4 to 4. Not decided beyond most_kinks zeros, when a step cannot be
/// computed, or when rounding hides the descent, or when stopped.
PenaltyStationarity test_penalty_stationarity(const PenaltyRnn& problem, const Vector& z, double rho = 0.5,
                                              double tolerance = 1e-8, const std::stop_token& stop = {});

}  // namespace basin
