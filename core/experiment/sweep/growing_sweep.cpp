// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/growing_sweep.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/analysis/growth.h"
#include "core/numeric/rate_interval.h"

namespace basin {

namespace {

std::vector<GridAxis> grid_axes(const std::vector<SweptAxis>& axes) {
    std::vector<GridAxis> grid;
    for (const SweptAxis& axis : axes) grid.push_back({std::ssize(axis.values), axis.splits});
    return grid;
}

}  // namespace

GrowingSweep::GrowingSweep(std::vector<SweptAxis> axes, Index refinement, const SweepPart& part)
    : grid_(grid_axes(axes), refinement, part.shard) {
    sweep_.axes = std::move(axes);
    sweep_.cells.resize(grid_.size());
    sweep_.shard = part.shard;
    for (const PlacedSweepCell& placed : part.known) known_[placed.place] = placed.cell;
    take_known();
}

bool GrowingSweep::has_boundary(const std::vector<GridPlace>& corners) const {
    const std::size_t solvers = sweep_.find(corners.front())->solvers.size();
    for (std::size_t i = 0; i < solvers; ++i) {
        double highest_low = 0, lowest_high = 1;
        for (const GridPlace& corner : corners) {
            const SweepOutcome& outcome = sweep_.find(corner)->solvers[i];
            const RateInterval interval = wilson_interval(outcome.arrived, outcome.trials);
            highest_low = std::max(highest_low, interval.low);
            lowest_high = std::min(lowest_high, interval.high);
        }
        if (highest_low > lowest_high) return true;
    }
    return false;
}

std::vector<GridPlace> GrowingSweep::pending() const {
    std::vector<GridPlace> places;
    std::ranges::copy_if(grid_.places(), std::back_inserter(places),
                         [this](const GridPlace& place) { return sweep_.find(place) == nullptr; });
    sort_coarse_first(places);
    return places;
}

void GrowingSweep::put(const PlacedSweepCell& placed) {
    ++sweep_.computed;
    if (placed.place.level == 0) {
        sweep_.cells[sweep_.index(placed.place)] = placed.cell;
        return;
    }
    std::ranges::lower_bound(sweep_.refined, placed.place, std::less<>(), &PlacedSweepCell::place)->cell =
        placed.cell;
}

bool GrowingSweep::refine() {
    if (!grid_.refine([this](const auto& corners) { return has_boundary(corners); })) {
        sweep_.complete = true;
        sweep_.expected = sweep_.computed;
        return false;
    }
    for (const GridPlace& place : grid_.places()) sweep_.refined.push_back({place, nullptr});
    take_known();
    return true;
}

void GrowingSweep::take_known() {
    for (const GridPlace& place : grid_.places())
        if (const auto found = known_.find(place); found != known_.end()) put({found->first, found->second});
    sweep_.expected = grid_.expected();
}

Sweep assemble_sweep(const std::vector<SweptAxis>& axes, Index refinement, const SweepPart& part) {
    GrowingSweep growing(axes, refinement, part);
    assemble(growing);
    return growing.whole();
}

}  // namespace basin
