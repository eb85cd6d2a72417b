// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/section_results.h"

namespace basin {

// What came out of a section, in one line: "landscape: 441 points". Of complete results.

std::string outcome_line(const Landscape& landscape);
std::string outcome_line(const Attraction& attraction);
std::string outcome_line(const Repeats& repeats);
std::string outcome_line(const Sweep& sweep);
std::string outcome_line(const BasinMap& map);
std::string outcome_line(const Tradeoff& tradeoff);
std::string outcome_line(const ExactnessCurve& curve);

}  // namespace basin
