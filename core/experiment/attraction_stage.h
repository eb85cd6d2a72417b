// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// Who starts at every pixel, of a valid experiment with a basin of attraction.
std::unique_ptr<Solver> attraction_method(const Experiment& experiment);

/// The basin of attraction on the plane, told as it gets finer.
void attraction_stage(const Experiment& experiment, const PreparedProblem& prepared,
                      const LandscapePlane& plane, const EventSink& sink, const std::stop_token& stop);

}  // namespace basin
