// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/analysis/penalty_exactness.h"
#include "core/analysis/penalty_stationarity.h"
#include "core/analysis/recurrent_stationarity.h"
#include "core/problems/elman_rnn.h"

namespace basin {

/// What a run on a recurrent network came to, at its last finite iterate.
struct NetworkOutcome {
    Vector weights;                                // theta, as ElmanShape lays it out
    ElmanOutputs outputs;                          // predicted series, training and test steps
    double objective = not_applicable;             // of (P) at the weights
    double train_error = not_applicable;           // (1/T) sum |v_t - y_t|^2
    double test_error = not_applicable;            // not applicable without test steps
    double feasibility_h = not_applicable;         // |r_h|_2 / T; piecewise-affine only
    double feasibility_u = not_applicable;         // |r_u|_2 / T
    double feasibility_v = not_applicable;         // |r_v|_2 / T
    PenaltyThresholds a_priori;                    // on the level set of the start's Theta
    PenaltyThresholds at_point;                    // by A and W of the weights
    PenaltyThresholds a_posteriori;                // the largest multipliers, perhaps capped
    NetworkStationarity stationarity;              // next to the weights, for (P)
    std::optional<PenaltyStationarity> penalised;  // of z for (P1); piecewise-affine only
    std::string note;  // that the penalty weights may be too small; empty when they are not
};

}  // namespace basin
