// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/analysis/attraction.h"
#include "core/numeric/types.h"

namespace basin {

// The files of a results folder that tell where starts of a plane end, and their text.

/// a, b, termination, iterations, minimiser (index from 0; empty where the run did not converge).
std::string attraction_csv(const Attraction& attraction);
/// Fills in the pixels; a, b and the minimisers are there already. Throws InputError naming where, line and
/// column.
void parse_attraction(std::string_view text, const std::string& where, Attraction& attraction);
/// Iterations of every start (resolution x resolution); NaN where the run did not converge.
Matrix attraction_iterations(const Attraction& attraction);

}  // namespace basin
