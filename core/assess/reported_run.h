// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/assess/assess.h"

namespace basin {

/// The run whose results answer what assess() asks of the experiment, for a report: with usual solvers where
/// there are none, approximations compared for at most half of the seconds, no maps.
Experiment reported_run(Experiment assessed, const AssessSpec& spec = {});

}  // namespace basin
