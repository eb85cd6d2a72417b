// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/analysis/minimiser.h"
#include "core/analysis/penalty_exactness.h"
#include "core/analysis/penalty_stationarity.h"
#include "core/analysis/recurrent_stationarity.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/series_judgement.h"

namespace basin {

class PenaltyRnn;
struct PreparedProblem;
struct SolverRun;

/// Of a prepared network: its penalised form (P1), and z where runs on that start.
const PenaltyRnn& penalised_form(const PreparedProblem& prepared);
const Vector& lifted_start(const PreparedProblem& prepared);

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
    std::optional<SeriesJudgement> judgement;      // of own data, in their units
    std::string note;  // that the penalty weights may be too small; empty when they are not
};

/// What the network says at a run's end x, which is theta or the lifted z, and whether x is stationary there.
/// Certificates that a stop request comes before or into are "not decided: stopped"; those that take a
/// piecewise-affine step (thresholds a posteriori, of the penalised problem) are left out where that would
/// take more than seconds.
std::shared_ptr<const NetworkOutcome> network_outcome(const PreparedProblem& prepared, const Vector& x,
                                                      const std::stop_token& stop);

/// Whether a piecewise-affine step takes no more than seconds, also where rows give way.
bool is_step_quick(const LiftedLayout& layout);

/// thresholds_a_posteriori() where that takes no more than seconds: of wide networks as long as no row gives
/// way.
PenaltyThresholds quick_thresholds(const PenaltyRnn& problem, const Vector& z);

/// The weights with the least objective of (P) that a run found, else the start; never verified. note says
/// where they come from.
Minimiser best_solution(const PreparedProblem& prepared, const std::vector<SolverRun>& runs);

}  // namespace basin
