// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/grid_kinds.h"

#include <algorithm>
#include <cmath>

#include "core/experiment/sweep/growing_sweep.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/io/map_identity.h"
#include "core/io/sweep_numbers.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

bool is_same_number(double a, double b) {
    return a == b || (std::isnan(a) && std::isnan(b));
}

}  // namespace

nlohmann::ordered_json MapGrid::identity(const Experiment& experiment) {
    return map_identity(experiment);
}

BasinMap MapGrid::assemble(const Experiment& experiment, const MapPart& part) {
    return assemble_basin_map(*experiment.basin_map, part);
}

bool MapGrid::are_same(const PlacedCell& one, const PlacedCell& other) {
    const BasinMapCell &a = one.cell, &b = other.cell;
    return a.trials == b.trials && a.successes == b.successes &&
           (a.median_iterations == b.median_iterations || (a.successes == 0 && b.successes == 0)) &&
           (a.median_objective == b.median_objective || std::isnan(a.median_objective)) &&
           (a.causes == b.causes || a.causes.total() == 0 || b.causes.total() == 0);  // one may be older
}

std::string MapGrid::place_text(const BasinMap& map, const PlacedCell& placed) {
    return std::to_string(placed.cell.successes) + " successes at radius " +
           number_text(map.radius_at(placed.place)) + " and error " + number_text(map.error_at(placed.place));
}

nlohmann::ordered_json SweepGrid::identity(const Experiment& experiment) {
    return sweep_identity(experiment);
}

Sweep SweepGrid::assemble(const Experiment& experiment, const SweepPart& part) {
    return assemble_sweep(swept_axes(experiment), experiment.sweep->refinement, part);
}

bool SweepGrid::are_same(const PlacedSweepCell& a, const PlacedSweepCell& b) {
    constexpr std::size_t timeless = sweep_outcome_numbers - 3;
    if (a.cell->solvers.size() != b.cell->solvers.size()) return false;
    for (std::size_t i = 0; i < a.cell->solvers.size(); ++i) {
        const auto mine = sweep_numbers(a.cell->solvers[i]), theirs = sweep_numbers(b.cell->solvers[i]);
        if (!std::equal(mine.begin(), mine.begin() + timeless, theirs.begin(), is_same_number)) return false;
    }
    return std::ranges::equal(sweep_numbers(a.cell->theory), sweep_numbers(b.cell->theory), is_same_number);
}

std::string SweepGrid::place_text(const Sweep& sweep, const PlacedSweepCell& placed) {
    Index arrived = 0;
    for (const SweepOutcome& outcome : placed.cell->solvers) arrived += outcome.arrived;
    std::string text = std::to_string(arrived) + " arrivals at ";
    for (std::size_t k = 0; k < sweep.axes.size(); ++k)
        text +=
            (k == 0 ? "" : ", ") + sweep.axes[k].key + " = " + swept_text(sweep.value_at(placed.place, k));
    return text;
}

}  // namespace basin
