// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>
#include <vector>

#include "core/analysis/landscape_plane.h"
#include "core/solvers/solver.h"

namespace basin {

/// Field names are the JSON keys under "attraction".
struct AttractionSpec {
    /// Who starts at every pixel: an index (from 0) into the experiment's solvers, or a name of the
    /// catalogue, with the parameters of the experiment's first solver of that name if there is one.
    std::variant<Index, std::string> solver = Index{0};
    Index resolution = 256;      // 2 <= resolution <= 2049, starts along each side
    Index max_iterations = 100;  // >= 1

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
    bool operator==(const AttractionSpec&) const = default;
};

/// How the run from one start ended.
struct AttractionPixel {
    Termination termination = Termination::stopped;  // stopped: not computed
    std::int32_t iterations = 0;
    std::int32_t minimiser = 0;  // index into Attraction::minimisers; of converged runs only

    /// At a minimum: a run whose gradient vanishes elsewhere has ended not_a_minimum.
    bool converged() const { return termination == Termination::converged; }
    /// Left for good, or reached points where L is not finite.
    bool diverged() const {
        return termination == Termination::diverged || termination == Termination::evaluation_failed;
    }
    bool operator==(const AttractionPixel&) const = default;
};

/// A point that runs converged to.
struct AttractionMinimiser {
    Vector x;  // d
    double objective = not_applicable;
};

/// Which minimiser a solver reaches from every point of a plane, and how fast. With d > 2 only the starts lie
/// on the plane: the iterates leave it.
struct Attraction {
    LandscapePlane plane;
    Vector a;                             // resolution, as in Landscape
    Vector b;                             // resolution
    std::vector<AttractionPixel> pixels;  // index = i + resolution j, start at (a[i], b[j])
    /// The problem's x* first, when it is known, then in the order found, coarse starts first. Ends within
    /// 1e-4 X of each other (mathematics.md 1.6) are one. At most most_minimisers: what is found beyond them
    /// counts as the nearest.
    std::vector<AttractionMinimiser> minimisers;
    std::string solver;        // the catalogue's name
    Index max_iterations = 0;  // that each run was given
    Index stride = 1;          // 1: all computed; s: some starts lie s apart, the others show the nearest
    /// How far apart the starts of another picture are, which is shown where this one's are farther.
    double ground_spacing = std::numeric_limits<double>::infinity();
    std::string note;  // why the solver cannot take the problem; empty when it can

    static constexpr std::size_t most_minimisers = 64;

    /// How far apart the starts that are shown are at most, along a.
    double spacing() const;
    const AttractionPixel& pixel(Index i, Index j) const {
        return pixels[static_cast<std::size_t>(i + a.size() * j)];
    }
};

/// Receives ever finer pictures, each complete, at most about ten a second and always the first and the last,
/// which has stride 1. Called on the computing thread.
using AttractionSink = std::function<void(std::shared_ptr<const Attraction>)>;

/// Runs the solver from every point of the grid, coarse to fine, on the given number of threads (0: all
/// cores). The solver's options decide when a run ends. Same input: same picture, whatever the number of
/// threads. Returns the last picture, or null when stopped.
std::shared_ptr<const Attraction> compute_attraction(const Problem& problem, const LandscapePlane& plane,
                                                     const AttractionSpec& spec, const Solver& solver,
                                                     const AttractionSink& sink = {},
                                                     std::stop_token stop = {}, int threads = 0);

}  // namespace basin
