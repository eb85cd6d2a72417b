// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "core/experiment/experiment.h"

namespace basin::ui {

/// Makes an experiment fit for data that it was just given: the start is drawn anew, and where what it asks
/// for would take long, pictures are coarse and the methods of these two, or the second alone, run for about
/// a second; everything else waits to be asked for.
void takeFirstLook(Experiment& experiment, const std::array<const char*, 2>& solvers);

}  // namespace basin::ui
