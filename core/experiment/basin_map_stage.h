// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"

namespace basin {

/// The basin map, told as it grows: the cells of the part that are wanted and not known. Nothing is told of a
/// minimiser without a basin. Of a recurrent network over (deviation of the initial weights, relative
/// tolerance of the piecewise-affine step); of a softmax regression over (start radius, Hessian error).
void basin_map_stage(const Experiment& experiment, const PreparedProblem& prepared, const EventSink& sink,
                     const std::stop_token& stop, const MapPart& part);

}  // namespace basin
