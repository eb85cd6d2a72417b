// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/growing_map.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/rate_interval.h"

namespace basin {

namespace {

Vector logarithmic_grid(double low, double high, Index count) {
    Vector grid = Vector::LinSpaced(count, std::log(low), std::log(high)).array().exp();
    grid[count - 1] = high;
    grid[0] = low;
    return grid;
}

Vector linear_grid(double low, double high, Index count) {
    Vector grid = Vector::LinSpaced(count, low, high);
    grid[0] = low;
    return grid;
}

std::vector<GridAxis> axes_of(const BasinMapSpec& spec) {
    return {{spec.radius_count, spec.radius_count > 1}, {spec.error_count, spec.error_count > 1}};
}

MapPlace map_place(const GridPlace& place) {
    return {place.level, place.at[1], place.at[0]};
}

}  // namespace

GrowingMap::GrowingMap(const BasinMapSpec& spec, const MapPart& part)
    : grid_(axes_of(spec), spec.refinement, part.shard) {
    map_.radii = logarithmic_grid(spec.radius_min, spec.radius_max, spec.radius_count);
    map_.errors = linear_grid(spec.error_min, spec.error_max, spec.error_count);
    map_.cells.resize(grid_.size());
    map_.shard = part.shard;
    for (const PlacedCell& placed : part.known) known_[placed.place] = placed.cell;
    take_known();
}

bool GrowingMap::has_boundary(const std::vector<GridPlace>& corners) const {
    double highest_low = 0, lowest_high = 1;
    for (const GridPlace& corner : corners) {
        const BasinMapCell* cell = map_.find(map_place(corner));
        const RateInterval interval = wilson_interval(cell->successes, cell->trials);
        highest_low = std::max(highest_low, interval.low);
        lowest_high = std::min(lowest_high, interval.high);
    }
    return highest_low > lowest_high;
}

std::vector<MapPlace> GrowingMap::pending() const {
    std::vector<GridPlace> open;
    std::ranges::copy_if(grid_.places(), std::back_inserter(open),
                         [this](const GridPlace& place) { return map_.find(map_place(place))->trials == 0; });
    sort_coarse_first(open);
    std::vector<MapPlace> places;
    std::ranges::transform(open, std::back_inserter(places), map_place);
    return places;
}

void GrowingMap::put(const PlacedCell& placed) {
    const_cast<BasinMapCell&>(*map_.find(placed.place)) = placed.cell;  // map_ itself is not constant
    ++map_.computed;
}

bool GrowingMap::refine() {
    if (!grid_.refine([this](const auto& corners) { return has_boundary(corners); })) {
        map_.complete = true;
        map_.expected = map_.computed;
        return false;
    }
    for (const GridPlace& place : grid_.places()) map_.refined.push_back({map_place(place), {}});
    take_known();
    return true;
}

void GrowingMap::take_known() {
    for (const GridPlace& place : grid_.places())
        if (const auto found = known_.find(map_place(place)); found != known_.end())
            put({found->first, found->second});
    map_.expected = grid_.expected();
}

}  // namespace basin
