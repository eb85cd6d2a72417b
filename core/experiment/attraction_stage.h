// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// The basin of attraction on the plane, told as it gets finer.
void attraction_stage(const Experiment& experiment, const PreparedProblem& prepared,
                      const LandscapePlane& plane, const EventSink& sink, const std::stop_token& stop);

}  // namespace basin
