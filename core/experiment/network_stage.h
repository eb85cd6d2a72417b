// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>
#include <string>

#include "core/experiment/events.h"
#include "core/experiment/results.h"
#include "core/experiment/runner.h"

namespace basin {

// What is asked of recurrent networks besides running solvers; experiments of softmax regressions never get
// here.

/// What the network says at a run's end x, which is theta or the lifted z, and whether x is stationary there.
/// Certificates that a stop request comes before or into are "not decided: stopped"; those that take a
/// piecewise-affine step (thresholds a posteriori, of the penalised problem) are left out where that would
/// take more than seconds.
std::shared_ptr<const NetworkOutcome> network_outcome(const PreparedProblem& prepared, const Vector& x,
                                                      const std::stop_token& stop);

/// The weights with the least objective of (P) that a run found, else the start; never verified. note says
/// where they come from.
Minimiser best_solution(const PreparedProblem& prepared, const std::vector<SolverRun>& runs);

/// The exactness curve (mathematics.md 2.3). Null when stopped before its first point. Throws InputError
/// where piecewise-affine rejects the problem.
std::shared_ptr<const ExactnessCurve> exactness_stage(const Experiment& experiment,
                                                      const PreparedProblem& prepared,
                                                      const std::vector<SolverRun>& runs,
                                                      const EventSink& sink, const std::stop_token& stop);

/// The basin map over (deviation of the initial weights, relative tolerance of the piecewise-affine step).
std::shared_ptr<const BasinMap> network_map_stage(const Experiment& experiment,
                                                  const PreparedProblem& prepared, const EventSink& sink,
                                                  const std::stop_token& stop, const MapPart& part);

}  // namespace basin
