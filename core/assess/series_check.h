// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <vector>

#include "core/assess/assessment.h"
#include "core/experiment/experiment.h"
#include "core/experiment/results.h"

namespace basin {

// What there is to say of a series of one's own beside what any network is asked (network_answers.h).

/// "data" and "learnable": what was read, and how good forecasts are that need no training. Of an experiment
/// with data.
std::vector<Question> series_questions(const Experiment& experiment);

/// "settings": which deviation of the start, width and method pay, measured on this series for at most that
/// long.
Question settings_question(const Experiment& experiment, double max_seconds, const std::stop_token& stop);

/// "cost": seconds of a step and of a run.
Question cost_question(const Results& results);

}  // namespace basin
