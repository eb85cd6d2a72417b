// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/results.h"
#include "core/experiment/runner.h"

namespace basin {

/// The plane of landscape and basin of attraction; nothing when the experiment asks for neither.
std::optional<LandscapePlane> choose_plane(const Experiment& experiment, const PreparedProblem& prepared,
                                           const std::vector<SolverRun>& runs = {});

/// Whether that plane can be known only after the runs.
bool plane_needs_runs(const Experiment& experiment);

/// Puts the runs' paths onto the plane and tells them. Runs whose iterates are not kept get none.
void lay_paths(const LandscapePlane& plane, std::vector<SolverRun>& runs, const EventSink& sink);

/// Null when stopped.
std::shared_ptr<const Attraction> attraction_stage(const Experiment& experiment,
                                                   const PreparedProblem& prepared,
                                                   const LandscapePlane& plane, const EventSink& sink,
                                                   const std::stop_token& stop);

/// Run while nothing else is, because it measures time.
std::shared_ptr<const Tradeoff> tradeoff_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                               const EventSink& sink, const std::stop_token& stop);

std::shared_ptr<const BasinMap> basin_map_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                                const EventSink& sink, const std::stop_token& stop,
                                                const MapPart& part);

}  // namespace basin
