// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/assess/assessment.h"
#include "core/experiment/results.h"

namespace basin {

/// What runs on a recurrent network tell about its series: is the loss smooth where training goes, do
/// gradients reach the early steps, does training end where nothing leads down, are the penalty weights large
/// enough, does the network predict. Runs that ended before their first point are asked why, and left out of
/// the rest; no questions without runs.
std::vector<Question> network_answers(const Results& results);

/// What all questions about a network come to.
Sentence network_verdict(const std::vector<Question>& questions);

}  // namespace basin
