// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"

namespace basin {

/// The exactness curve (mathematics.md 2.3), told point by point. Nothing is told when stopped before its
/// first point. Throws InputError where piecewise-affine rejects the problem. Recurrent networks only.
void exactness_stage(const Experiment& experiment, const PreparedProblem& prepared,
                     const std::vector<SolverRun>& runs, const EventSink& sink, const std::stop_token& stop);

}  // namespace basin
