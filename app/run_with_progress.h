// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/runner.h"

namespace basin::app {

/// Runs the experiment, tells on stderr how it goes, and stops on SIGINT or SIGTERM.
Results run_with_progress(const Experiment& experiment, const MapPart& part = {});

/// The same of a recurrent network's basin map alone.
Results map_network_with_progress(const Experiment& experiment, const MapPart& part);

}  // namespace basin::app
