// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/runner.h"

namespace basin::app {

/// Runs the experiment and tells on stderr how it goes. The token is that of an InterruptWatch that lives
/// until the results are written.
Results run_with_progress(const Experiment& experiment, std::stop_token stop, const GridParts& parts = {});

/// The same of a recurrent network's basin map alone.
Results map_network_with_progress(const Experiment& experiment, std::stop_token stop, const MapPart& part);

/// The same of a sweep alone.
Results sweep_with_progress(const Experiment& experiment, std::stop_token stop, const SweepPart& part);

}  // namespace basin::app
