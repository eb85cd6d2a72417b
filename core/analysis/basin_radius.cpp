// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_radius.h"

#include <cmath>

namespace basin {

double measured_basin_radius(const BasinMap& map, double error, double rate) {
    if (map.radii.size() == 0 || map.errors.size() == 0 || !std::isfinite(error)) return not_applicable;
    Index row = 0;
    (map.errors.array() - error).abs().minCoeff(&row);
    double radius = not_applicable;
    for (Index i = 0; i < map.radii.size(); ++i) {
        const BasinMapCell& cell = map.cell(i, row);
        if (cell.trials == 0) return not_applicable;
        if (static_cast<double>(cell.successes) < rate * static_cast<double>(cell.trials)) break;
        radius = map.radii[i];
    }
    return radius;
}

}  // namespace basin
