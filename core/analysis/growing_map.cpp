// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/growing_map.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>

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

/// The coarseness of a grid index: the largest power of two that divides it.
int coarseness(Index index) {
    return index == 0 ? 64 : std::countr_zero(static_cast<std::uint64_t>(index));
}
int coarseness(const MapPlace& place) {
    return std::min(coarseness(place.radius), coarseness(place.error));
}

void sort_unique(std::vector<MapPlace>& places) {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
}

}  // namespace

GrowingMap::GrowingMap(const BasinMapSpec& spec, const MapPart& part)
    : refinement_(spec.refinement), wide_(spec.radius_count > 1), high_(spec.error_count > 1) {
    part.shard.validate();
    map_.radii = logarithmic_grid(spec.radius_min, spec.radius_max, spec.radius_count);
    map_.errors = linear_grid(spec.error_min, spec.error_max, spec.error_count);
    map_.cells.resize(static_cast<std::size_t>(spec.radius_count * spec.error_count));
    map_.shard = part.shard;
    for (const PlacedCell& placed : part.known) known_[placed.place] = placed.cell;
    patches_ = own_patches(part.shard);
    std::vector<MapPlace> places;
    for (const Patch& patch : patches_) std::ranges::copy(corners(patch), std::back_inserter(places));
    sort_unique(places);
    plan(places);
}

std::vector<GrowingMap::Patch> GrowingMap::own_patches(const MapShard& shard) const {
    const Index columns = std::max<Index>(map_.radii.size() - 1, 1);
    const Index count = columns * std::max<Index>(map_.errors.size() - 1, 1);
    std::vector<Patch> patches;
    for (Index i = count * (shard.index - 1) / shard.count; i < count * shard.index / shard.count; ++i) {
        patches.push_back({i % columns, i / columns});
    }
    return patches;
}

std::vector<MapPlace> GrowingMap::corners(const Patch& patch) const {
    std::vector<MapPlace> places;
    for (Index e = patch.error; e <= patch.error + (high_ ? 1 : 0); ++e) {
        for (Index r = patch.radius; r <= patch.radius + (wide_ ? 1 : 0); ++r) {
            places.push_back(MapPlace{level_, e, r}.reduced());
        }
    }
    return places;
}

bool GrowingMap::has_boundary(const Patch& patch) const {
    double highest_low = 0, lowest_high = 1;
    for (const MapPlace& corner : corners(patch)) {
        const BasinMapCell* cell = map_.find(corner);
        const RateInterval interval = wilson_interval(cell->successes, cell->trials);
        highest_low = std::max(highest_low, interval.low);
        lowest_high = std::min(lowest_high, interval.high);
    }
    return highest_low > lowest_high;
}

std::vector<MapPlace> GrowingMap::pending() const {
    std::vector<MapPlace> places;
    std::ranges::copy_if(places_, std::back_inserter(places),
                         [this](const MapPlace& place) { return map_.find(place)->trials == 0; });
    std::ranges::stable_sort(
        places, [](const MapPlace& a, const MapPlace& b) { return coarseness(a) > coarseness(b); });
    return places;
}

void GrowingMap::put(const PlacedCell& placed) {
    const_cast<BasinMapCell&>(*map_.find(placed.place)) = placed.cell;  // map_ itself is not constant
    ++map_.computed;
}

bool GrowingMap::refine() {
    std::vector<Patch> split;
    if (level_ < refinement_) {
        std::ranges::copy_if(patches_, std::back_inserter(split),
                             [this](const Patch& patch) { return has_boundary(patch); });
    }
    if (split.empty()) {
        map_.complete = true;
        map_.expected = map_.computed;
        return false;
    }
    plan(plan_split(split));
    return true;
}

std::vector<MapPlace> GrowingMap::plan_split(const std::vector<Patch>& split) {
    ++level_;
    patches_.clear();
    std::vector<MapPlace> places;
    for (const Patch& patch : split) {
        for (Index e = 0; e <= (high_ ? 1 : 0); ++e) {
            for (Index r = 0; r <= (wide_ ? 1 : 0); ++r) {
                patches_.push_back({2 * patch.radius + r, 2 * patch.error + e});
                std::ranges::copy_if(corners(patches_.back()), std::back_inserter(places),
                                     [this](const MapPlace& place) { return place.level == level_; });
            }
        }
    }
    sort_unique(places);
    for (const MapPlace& place : places) map_.refined.push_back({place, {}});
    return places;
}

void GrowingMap::plan(const std::vector<MapPlace>& places) {
    places_ = places;
    for (const MapPlace& place : places_) {
        if (const auto found = known_.find(place); found != known_.end()) put({place, found->second});
    }
    planned_ += std::ssize(places_);
    map_.expected = planned_ + guessed_rest();
}

Index GrowingMap::guessed_rest() const {
    // A boundary is a line: level 1 has a few cells for each step of a way across the map, and each further
    // level twice the cells of the one before.
    Index next = level_ == 0 ? 2 * (map_.radii.size() + map_.errors.size()) / map_.shard.count
                             : 2 * std::ssize(places_);
    Index rest = 0;
    for (Index level = level_; level < refinement_; ++level, next *= 2) rest += next;
    return rest;
}

}  // namespace basin
