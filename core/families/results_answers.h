// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/assess/assessment.h"
#include "core/experiment/results.h"

namespace basin {

/// What results tell of the questions that assess() answers, without another measurement: of a minimiser
/// "minimum", "start", "ridge", "safe_radius" and, where approximations were compared, "approximation", as
/// far as the family has them; of a network network_answers(). What was not measured is said to be so.
std::vector<Question> answers_of(const Results& results);

}  // namespace basin
