// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"

namespace basin::ui {

/// The approximation error the experiment asks for: that of its first solver that has one, else 0.
double hessianError(const Experiment& experiment);

}  // namespace basin::ui
