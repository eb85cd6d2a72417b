// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"

namespace basin::ui {

/// Whether solvers and landscape of this experiment take well under a second, so that it may run again at
/// every move of a control, and its sweep takes a few seconds at most. Counted in floating-point operations
/// (mathematics.md 1.2 and 4); the basin map runs behind the rest and does not count.
bool isSmall(const Experiment& experiment);

/// What the families count with: iterations of a solver that is limited by nothing else, and points of the
/// landscape.
double liveIterations(const Experiment& experiment);
double landscapePoints(const Experiment& experiment);

}  // namespace basin::ui
