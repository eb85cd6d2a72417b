// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/minimiser.h"
#include "core/problems/problem.h"

namespace basin {

/// Which plane through x* is shown (mathematics.md 4).
enum class PlaneKind {
    automatic,         // the coordinates when d = 2, else start_minimiser
    coordinates,       // x_i and x_j
    eigenvectors,      // of Hess L(x*): stiffest and softest
    pca,               // the two main directions of the recorded iterates
    random,            // seeded, orthonormal
    start_minimiser,   // towards the start, and the stiffest direction across it
    second_minimiser,  // towards the start, and to another minimiser that a solver ended in
};

inline constexpr std::array all_plane_kinds{
    PlaneKind::automatic, PlaneKind::coordinates,     PlaneKind::eigenvectors,    PlaneKind::pca,
    PlaneKind::random,    PlaneKind::start_minimiser, PlaneKind::second_minimiser};

/// "auto", "coordinates", "eigenvectors", "pca", "random", "start-minimiser", "start-minimiser-second".
std::string_view to_string(PlaneKind kind);
std::optional<PlaneKind> parse_plane_kind(std::string_view name);

/// Whether the plane is made from what solvers have done, and so is known only after them.
bool needs_runs(PlaneKind kind);

/// Field names are the JSON keys under "landscape".
struct LandscapeSpec {
    PlaneKind plane = PlaneKind::automatic;
    Index resolution = 129;  // 2 <= resolution <= 2049, points along each side
    double extent = 1.5;     // > 0, half-width in units of max(|x0 - x*|, 1e-3 X)
    Index i = 1;             // coordinates: 1 <= i <= d, the unknown along a
    Index j = 2;             // coordinates: 1 <= j <= d, j != i, the unknown along b; nothing when d = 1
    std::uint64_t seed = 1;  // of the random plane

    /// Throws InputError naming the field, its value and the constraint it broke. d: number of unknowns.
    void validate(Index d) const;
    bool operator==(const LandscapeSpec&) const = default;
};

/// What runs left behind for the planes that are made from them.
struct RunTraces {
    std::vector<std::shared_ptr<const Matrix>> iterates;  // d x records, one a run that did not diverge
    std::vector<Vector> ends;                             // where runs converged, d each
};

/// A plane through x* with orthonormal p1, p2, and what it is.
struct LandscapePlane {
    Plane plane;
    PlaneKind kind = PlaneKind::coordinates;  // never automatic
    bool exact = false;                       // d <= 2: the picture is the whole function
    double half_width = 1;
    Index i = 1, j = 2;  // coordinates: which unknowns
    /// pca: what share of the iterates' squared distances from x* each direction holds.
    std::array<double, 2> explained{not_applicable, not_applicable};
    std::string note;  // why it is not the plane asked for; empty when it is
};

/// Chooses the plane. Where x* is not known it goes through x0; for d = 1, p2 is zero. A kind that needs
/// runs but finds nothing in them (no iterate away from x*, no second minimiser) becomes start_minimiser,
/// with a note.
LandscapePlane make_landscape_plane(const Problem& problem, const LandscapeSpec& spec,
                                    const Minimiser& minimiser, const Vector& x0, const RunTraces& runs = {});

/// Where a point lies on the plane, and how far outside it. Of a lifted point, its first d entries.
struct PlanePoint {
    double a = 0;
    double b = 0;
    double outside = 0;  // distance from the plane
};
PlanePoint project(const LandscapePlane& plane, const Vector& x);
/// Of each column (d x count).
std::vector<PlanePoint> project_all(const LandscapePlane& plane, const Matrix& points);
/// origin + a p1 + b p2.
Vector point_on(const LandscapePlane& plane, double a, double b);

}  // namespace basin
