// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"

namespace basin {

/// Which plane is shown (math.md 4). automatic: the coordinates when d = 2, else start_minimiser.
enum class PlaneKind { automatic, coordinates, eigenvectors, random, start_minimiser };

std::string_view to_string(
    PlaneKind kind);  // "auto", "coordinates", "eigenvectors", "random", "start-minimiser"
std::optional<PlaneKind> parse_plane_kind(std::string_view name);

/// Field names are the JSON keys under "landscape".
struct LandscapeSpec {
    PlaneKind plane = PlaneKind::automatic;
    Index resolution = 129;  // 2 <= resolution <= 2049, points along each side
    double extent = 1.5;     // > 0, half-width in units of max(|x0 - x*|, 1e-3 max(1, |x*|))

    void validate() const;
};

/// A plane through x* with orthonormal p1, p2, and what it is.
struct LandscapePlane {
    Plane plane;
    PlaneKind kind = PlaneKind::coordinates;  // never automatic
    bool exact = false;                       // d = 2: the picture is the whole function
    double half_width = 1;
};

/// Chooses the plane. For kind coordinates and d > 2: the first two coordinates. For d = 1, p2 is zero.
LandscapePlane make_landscape_plane(const Problem& problem, const LandscapeSpec& spec,
                                    const Minimiser& minimiser, const Vector& x0, std::uint64_t seed);

/// Where a point lies on the plane, and how far outside it.
struct PlanePoint {
    double a = 0;
    double b = 0;
    double outside = 0;  // distance from the plane
};
PlanePoint project(const LandscapePlane& plane, const Vector& x);
/// origin + a p1 + b p2.
Vector point_on(const LandscapePlane& plane, double a, double b);

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
