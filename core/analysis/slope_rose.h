// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <stop_token>

#include "core/problems/problem.h"

namespace basin {

/// What is known of Clarke's subdifferential: its support function itself, a set that holds it, or nothing.
enum class ClarkeSet { exact, outer, unknown };

/// The slopes of L at one point in every direction d = cos t p1 + sin t p2 of a plane (mathematics.md 3.1).
struct SlopeRose {
    Vector angles;     // t, ascending from 0 to 2 pi, both among them; where the slope has a corner, that too
    Vector one_sided;  // L'(x; d), exact at kinks
    Vector automatic;  // <g, d>, g what automatic differentiation returns: at a kink the left slope of h
    Vector clarke;     // max <g, d> over the set, or over one that holds it; not_applicable where unknown
    ClarkeSet known = ClarkeSet::unknown;
    Index kinks = 0;                             // that the point is on; 0 also where nobody counts them
    double automatic_gradient = not_applicable;  // |g| on the plane
    double steepest = not_applicable;            // least L'(x; d) of these directions
    double steepest_angle = not_applicable;      // where
};

/// Kinks of which every choice of sides is looked at for the Clarke set, where they act on one another.
inline constexpr Index most_rose_kinks = 12;

/// Samples evenly spaced angles and those of corners. x (d) on a plane with orthonormal p1, p2 (d each; p2 is
/// 0 where there is one unknown). Slopes at kinks come from the formulas of the pieces, never from
/// differences. Null where L or a slope is not finite, the sizes disagree, or when stopped.
std::shared_ptr<const SlopeRose> compute_slope_rose(const Problem& problem, const Vector& x,
                                                    const Plane& plane, Index samples = 720,
                                                    const std::stop_token& stop = {});

}  // namespace basin
