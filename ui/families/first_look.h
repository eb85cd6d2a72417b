// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"

namespace basin::ui {

/// Makes an experiment fit for a series that it was just given: the start is drawn anew, and where what it
/// asks for would take long, pictures are coarse and few methods run for about a second; everything else
/// waits to be asked for.
void takeFirstLook(Experiment& experiment);

}  // namespace basin::ui
