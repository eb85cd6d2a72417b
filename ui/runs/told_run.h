// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/runner.h"

namespace basin::ui {

/// run_experiment() for somebody who only sees the events. The best weights of a network are known at the end
/// only: its problem is told again with them before RunFinished, so that results saved from the window say
/// what those of the command line do.
void runTelling(const Experiment& experiment, const EventSink& sink, std::stop_token stop, PauseGate& gate,
                const MapPart& part);

}  // namespace basin::ui
