// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/repeats.h"

namespace basin {

/// The experiment with the seeds of that repeat: each seed that is varied, or number of a listed start, is
/// larger by it. Repeat 0 is the experiment itself; repeats are those below repeat_count().
Experiment repeated(const Experiment& experiment, Index repeat);

/// Runs every solver from every seed, on all cores, and tells what is done meanwhile
/// (SectionUpdate<Repeats>), the more rarely the more there is. The plane is that of the landscape, where
/// seeds leave it as it is. Stopped: with the runs that are done.
void repeats_stage(const Experiment& experiment, const PreparedProblem& prepared,
                   const std::optional<LandscapePlane>& plane, const EventSink& sink,
                   const std::stop_token& stop);

}  // namespace basin
