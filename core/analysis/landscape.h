// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <stop_token>

#include "core/analysis/landscape_plane.h"
#include "core/problems/problem.h"

namespace basin {

/// L on a regular grid: values(i, j) = L(origin + a[i] p1 + b[j] p2).
struct Landscape {
    LandscapePlane plane;
    Vector a;       // resolution
    Vector b;       // resolution
    Matrix values;  // resolution x resolution; NaN where L is not finite
    Index stride =
        1;  // 1: every value computed; s: every s-th computed, the rest copied from the nearest of them
};

/// Receives ever finer pictures of the same grid, each complete, the last with stride 1. Called on the
/// computing thread.
using LandscapeSink = std::function<void(std::shared_ptr<const Landscape>)>;

/// Computes the grid coarse to fine on all cores. Returns the final landscape, or null when stopped.
std::shared_ptr<const Landscape> compute_landscape(const Problem& problem, const LandscapePlane& plane,
                                                   Index resolution, const LandscapeSink& sink = {},
                                                   std::stop_token stop = {});

}  // namespace basin
