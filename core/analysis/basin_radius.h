// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/basin_map.h"

namespace basin {

/// The measured basin (math.md 1.4): the largest radius of the map up to which at least the given share of
/// random starts reached x*, in the row whose error is nearest. not_applicable while that row has cells that
/// are not computed below the boundary, or when the smallest radius fails already.
double measured_basin_radius(const BasinMap& map, double error, double rate = 0.95);

}  // namespace basin
