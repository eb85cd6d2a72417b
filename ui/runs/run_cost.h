// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"

namespace basin::ui {

/// Whether solvers and landscape of this experiment take well under a second, so that it may run again at
/// every move of a control. Counted in floating-point operations (mathematics.md 1.2 and 4); the basin map
/// runs behind the rest and does not count.
bool isSmall(const Experiment& experiment);

}  // namespace basin::ui
