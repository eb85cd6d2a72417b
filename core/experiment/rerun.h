// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/results.h"

namespace basin {

/// Computes again what these results hold, of an experiment equal to theirs: the whole run, or the basin map
/// alone where they are of a map alone. Throws InputError for results that were stopped or cut off by their
/// time, and for a part of a map: how far they came follows from no experiment.
Results rerun(const Experiment& experiment, const Results& before, const EventSink& sink,
              std::stop_token stop);

/// The basin map without anything beside it.
Experiment map_alone(const Experiment& experiment);

}  // namespace basin
