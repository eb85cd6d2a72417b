// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/events.h"
#include "core/experiment/repeats.h"

namespace basin {

/// What is kept of the end of one of many runs.
RepeatEnd repeat_end(SolverFinished&& finished);

}  // namespace basin
