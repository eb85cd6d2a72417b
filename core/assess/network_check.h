// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/assess/assess.h"

namespace basin {

/// assess() of a recurrent network: runs its solvers, or two that tell the most where there are none, and
/// asks what they met. The experiment and the spec are valid.
Assessment assess_network(const Experiment& experiment, const AssessSpec& spec, const EventSink& sink,
                          const std::stop_token& stop);

/// Those that are run where an experiment has none.
std::vector<SolverSpec> assessed_solvers();

}  // namespace basin
