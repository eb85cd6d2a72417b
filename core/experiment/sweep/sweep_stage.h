// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/sweep/sweep.h"

namespace basin {

/// The experiment's sweep, told as it grows: the cells of the part that are wanted and not known. Same
/// experiment: same sweep but for the seconds, whatever the number of threads and the shards. Throws
/// InputError for a cell whose problem cannot be made.
void sweep_stage(const Experiment& experiment, const EventSink& sink, const std::stop_token& stop,
                 const SweepPart& part);

}  // namespace basin
