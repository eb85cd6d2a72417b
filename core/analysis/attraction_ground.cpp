// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/attraction_ground.h"

#include <algorithm>
#include <cmath>

namespace basin {

namespace {

std::vector<Index> nearest_places(const Vector& ground, const Vector& picture) {
    const Index last = ground.size() - 1;
    const double step = (ground[last] - ground[0]) / static_cast<double>(last);
    std::vector<Index> places;
    for (const double x : picture) {
        const double place = std::round((x - ground[0]) / step);
        places.push_back(place >= 0 && place <= static_cast<double>(last) ? static_cast<Index>(place) : -1);
    }
    return places;
}

}  // namespace

AttractionGround::AttractionGround(const Attraction* ground, const Attraction& picture)
    : ground_(ground), minimisers_(picture.minimisers.size()) {
    if (ground_ == nullptr) return;
    spacing_ = ground_->spacing();
    columns_ = nearest_places(ground_->a, picture.a);
    rows_ = nearest_places(ground_->b, picture.b);
}

bool AttractionGround::is_whole() const {
    const auto is_there = [](Index place) { return place >= 0; };
    return ground_ != nullptr && ground_->minimisers.size() <= minimisers_ &&
           std::ranges::all_of(columns_, is_there) && std::ranges::all_of(rows_, is_there);
}

const AttractionPixel* AttractionGround::at(Index i, Index j) const {
    if (ground_ == nullptr) return nullptr;
    const Index column = columns_[static_cast<std::size_t>(i)], row = rows_[static_cast<std::size_t>(j)];
    if (column < 0 || row < 0) return nullptr;
    const AttractionPixel& pixel = ground_->pixel(column, row);
    const bool is_known = !pixel.converged() || static_cast<std::size_t>(pixel.minimiser) < minimisers_;
    return is_known ? &pixel : nullptr;
}

}  // namespace basin
