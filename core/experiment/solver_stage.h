// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/pause_gate.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// Runs the experiment's solvers one after the other from the same start and tells their iterations and ends.
/// A stop request ends the present one and leaves the rest out.
void solver_stage(const Experiment& experiment, const PreparedProblem& prepared,
                  const std::optional<LandscapePlane>& plane, const EventSink& sink, std::stop_token stop,
                  PauseGate* gate);

}  // namespace basin
