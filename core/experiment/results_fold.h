// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/events.h"
#include "core/experiment/results.h"

namespace basin {

/// Puts what the event tells into the results: Results are all events of a run, applied in their order to
/// empty ones (those of a redraw: to the results that are drawn anew). Throws std::bad_alloc, and leaves the
/// results as they were, when there is no memory for a record. Progress and RunFailed change nothing.
void apply(Results& results, RunEvent event);

/// What the results know of the problem, as it was told; not its description.
ProblemReady problem_of(const Results& results);

}  // namespace basin
