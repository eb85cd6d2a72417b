// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/convergence_plot.h"

namespace basin::ui {

/// What can be seen of a run on a recurrent network against its iterations.
ConvergenceOffer networkQuantities();

}  // namespace basin::ui
