// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results.h"

namespace basin {

/// The plane of landscape and basin of attraction; nothing when the experiment asks for neither.
std::optional<LandscapePlane> choose_plane(const Experiment& experiment, const PreparedProblem& prepared,
                                           const std::vector<SolverRun>& runs = {});

/// Whether that plane can be known only after the runs.
bool plane_needs_runs(const Experiment& experiment);

/// Tells the plane and the runs' paths on it. Runs whose iterates are not kept get none.
void lay_paths(const LandscapePlane& plane, const std::vector<SolverRun>& runs, const EventSink& sink);

}  // namespace basin
