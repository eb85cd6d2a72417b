// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/refined_grid.h"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace basin {

namespace {

constexpr int coarsest = 64;

/// The coarseness of a grid index: the largest power of two that divides it.
int coarseness(Index index) {
    return index == 0 ? coarsest : std::countr_zero(static_cast<std::uint64_t>(index));
}

int coarseness(const GridPlace& place) {
    int least = coarsest;
    for (const Index index : place.at) least = std::min(least, coarseness(index));
    return least;
}

/// Calls see(offset) for every corner of the box from 0 to `steps`, the first axis fastest.
template <class See>
void for_each_corner(const std::array<Index, most_axes>& steps, const See& see) {
    std::array<Index, most_axes> offset{};
    for (offset[2] = 0; offset[2] <= steps[2]; ++offset[2])
        for (offset[1] = 0; offset[1] <= steps[1]; ++offset[1])
            for (offset[0] = 0; offset[0] <= steps[0]; ++offset[0]) see(offset);
}

}  // namespace

bool GridPlace::operator<(const GridPlace& other) const {
    if (level != other.level) return level < other.level;
    return std::ranges::lexicographical_compare(at.rbegin(), at.rend(), other.at.rbegin(), other.at.rend());
}

GridPlace GridPlace::reduced() const {
    GridPlace place = *this;
    const auto even = [](Index index) { return index % 2 == 0; };
    for (; place.level > 0 && std::ranges::all_of(place.at, even); --place.level)
        for (Index& index : place.at) index /= 2;
    return place;
}

void sort_coarse_first(std::vector<GridPlace>& places) {
    std::ranges::stable_sort(
        places, [](const GridPlace& a, const GridPlace& b) { return coarseness(a) > coarseness(b); });
}

RefinedGrid::RefinedGrid(const std::vector<GridAxis>& axes, Index refinement, const MapShard& shard)
    : refinement_(refinement), shard_(shard) {
    shard.validate();
    std::ranges::copy(axes, axes_.begin());
    patches_ = own_patches();
    std::vector<GridPlace> places;
    for (const Patch& patch : patches_) {
        const auto found = corners(patch);
        places.insert(places.end(), found.begin(), found.end());
    }
    plan(std::move(places));
}

std::size_t RefinedGrid::size() const {
    std::size_t count = 1;
    for (const GridAxis& axis : axes_) count *= static_cast<std::size_t>(axis.count);
    return count;
}

std::size_t RefinedGrid::index(const GridPlace& coarse) const {
    const Index row = coarse.at[1] + axes_[1].count * coarse.at[2];
    return static_cast<std::size_t>(coarse.at[0] + axes_[0].count * row);
}

std::vector<RefinedGrid::Patch> RefinedGrid::own_patches() const {
    std::array<Index, most_axes> sides{};
    Index count = 1;
    for (std::size_t k = 0; k < most_axes; ++k) count *= sides[k] = axes_[k].count - step(k);
    std::vector<Patch> patches;
    for (Index i = count * (shard_.index - 1) / shard_.count; i < count * shard_.index / shard_.count; ++i)
        patches.push_back({i % sides[0], i / sides[0] % sides[1], i / (sides[0] * sides[1])});
    return patches;
}

std::vector<GridPlace> RefinedGrid::corners(const Patch& patch) const {
    std::vector<GridPlace> places;
    for_each_corner({step(0), step(1), step(2)}, [&](const auto& offset) {
        GridPlace place{level_, patch};
        for (std::size_t k = 0; k < most_axes; ++k) place.at[k] += offset[k];
        places.push_back(place.reduced());
    });
    return places;
}

bool RefinedGrid::refine(const Differ& differ) {
    std::vector<Patch> split;
    const bool splits = step(0) + step(1) + step(2) > 0;
    if (splits && level_ < refinement_)
        std::ranges::copy_if(patches_, std::back_inserter(split),
                             [&](const Patch& patch) { return differ(corners(patch)); });
    if (split.empty()) return false;
    ++level_;
    patches_.clear();
    std::vector<GridPlace> places;
    for (const Patch& patch : split) {
        for_each_corner({step(0), step(1), step(2)}, [&](const auto& offset) {
            Patch part{};
            for (std::size_t k = 0; k < most_axes; ++k) part[k] = 2 * patch[k] + offset[k];
            patches_.push_back(part);
            std::ranges::copy_if(corners(part), std::back_inserter(places),
                                 [this](const GridPlace& place) { return place.level == level_; });
        });
    }
    plan(std::move(places));
    return true;
}

void RefinedGrid::plan(std::vector<GridPlace> places) {
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    places_ = std::move(places);
    planned_ += std::ssize(places_);
}

Index RefinedGrid::guessed_rest() const {
    // A boundary is a line on a plane: level 1 has a few cells for each step of a way across it, and each
    // further level twice the cells of the one before; on a line it is a point, in a box a surface.
    Index across = 0, layers = 1, growth = 1, dimensions = 0;
    for (std::size_t k = 0; k < most_axes; ++k) {
        if (step(k) == 0) {
            layers *= axes_[k].count;
            continue;
        }
        across += axes_[k].count;
        if (++dimensions > 1) growth *= 2;
    }
    if (dimensions == 0) return 0;
    Index next = level_ == 0 ? (dimensions == 1 ? 2 : 2 * across) * layers / shard_.count
                             : growth * std::ssize(places_);
    Index rest = 0;
    for (Index level = level_; level < refinement_; ++level, next *= growth) rest += next;
    return rest;
}

}  // namespace basin
