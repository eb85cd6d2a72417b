// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/basin_map.h"

namespace basin {

/// level, radius, error, trials, successes, rate, rate_low, rate_high (Wilson, 95 %), median_iterations,
/// median_objective of recurrent networks, and a column for each cause (all_failure_causes) with how many
/// trials failed by it, blank where that is not known: every cell of level 0, then the computed ones of the
/// other levels, ascending by level, error and radius.
std::string basin_map_csv(const BasinMap& map);
/// The computed cells; spec tells which radii and errors there are. Also reads the older files that have no
/// level or no causes. Throws InputError naming where, line and column.
std::vector<PlacedCell> parse_basin_map(std::string_view text, const std::string& where,
                                        const BasinMapSpec& spec);

}  // namespace basin
