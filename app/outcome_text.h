// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/network_outcome.h"
#include "core/problems/network_measures.h"

namespace basin::app {

/// What a run on a recurrent network came to, in plain words: errors, stationarity, thresholds.
std::vector<std::string> outcome_lines(const NetworkOutcome& outcome);

/// How nonsmooth the network is at a point, and what that means for training on a series of that many steps.
std::vector<std::string> measure_lines(const NetworkMeasures& measures, Index steps);

}  // namespace basin::app
