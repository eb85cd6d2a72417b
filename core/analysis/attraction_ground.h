// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <limits>
#include <vector>

#include "core/analysis/attraction.h"

namespace basin {

/// What another picture of a plane has where one is not computed yet. The other must outlive it.
class AttractionGround {
  public:
    /// At the starts of picture, whose minimisers are the first of ground; null: nothing anywhere.
    AttractionGround(const Attraction* ground, const Attraction& picture);

    /// How far apart the starts of the other are; infinite: there is none.
    double spacing() const { return spacing_; }
    /// Whether it has something at every start.
    bool is_whole() const;
    /// At the start (i, j) of the picture; null: nothing.
    const AttractionPixel* at(Index i, Index j) const;

  private:
    const Attraction* ground_;
    std::size_t minimisers_;  // that both know
    double spacing_ = std::numeric_limits<double>::infinity();
    std::vector<Index> columns_, rows_;  // of the ground, nearest to each of the picture; -1: beyond its ends
};

}  // namespace basin
