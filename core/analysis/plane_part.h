// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/landscape_plane.h"

namespace basin {

/// A square on a landscape's plane, in the plane's coordinates.
struct PlanePart {
    double a = 0, b = 0;    // its centre
    double half_width = 1;  // > 0

    bool operator==(const PlanePart&) const = default;
};

/// How narrow a part around the centre of this one may be for a grid of resolution >= 2 points along each
/// side to have no two neighbours at the same point: their coordinates, and their places in space, differ in
/// double precision. A half-width > 0.
double least_half_width(const LandscapePlane& plane, const PlanePart& part, Index resolution);

}  // namespace basin
