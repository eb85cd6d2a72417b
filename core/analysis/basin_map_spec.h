// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/problems/problem.h"
#include "core/solvers/hessian_approximation.h"

namespace basin {

/// The grid of a basin map: initialisation radius x approximation error, many seeds a cell.
/// Field names are the JSON keys under "basin_map".
struct BasinMapSpec {
    double radius_min = 0.01;   // > 0
    double radius_max = 10;     // >= radius_min, > with several radii; they are spaced logarithmically
    Index radius_count = 16;    // 1 <= count <= 512
    double error_min = 0;       // >= 0; > 0 for an approximation that draws samples
    double error_max = 0.9;     // error_min <= value <= 10, > with several errors; spaced linearly
    Index error_count = 10;     // 1 <= count <= 512
    Index refinement = 2;       // 0 <= refinement <= 6, levels along the boundary; each halves the spacing
    Index trials = 24;          // 1 <= trials <= 100000, random starts a cell
    Index max_iterations = 60;  // >= 1
    Approximation approximation = Approximation::controlled;  // one with an error to choose
    /// Recurrent networks only: how far above the target's objective a success may end, relative; > 0. Their
    /// radius is the deviation of the initial weights, their error < 1 the relative tolerance of the
    /// piecewise-affine step, and approximation means nothing.
    double success_within = 0.1;
    std::uint64_t seed = 1;
    bool operator==(const BasinMapSpec&) const = default;

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// Why no map of this problem can be made, in one sentence, or nothing.
std::optional<std::string> reject_basin_map(const BasinMapSpec& spec, const Problem& problem);

/// Which share of a map one computer makes: number `index` of `count`. A share is a strip of patches (a patch
/// lies between four neighbouring cells of level 0) with everything in and around it, so that shares meet in
/// the cells on their borders and need nothing from each other.
struct MapShard {
    Index index = 1;  // 1 <= index <= count
    Index count = 1;
    bool operator==(const MapShard&) const = default;
    void validate() const;
    /// "2/4", as on the command line.
    std::string text() const { return std::to_string(index) + "/" + std::to_string(count); }
};

}  // namespace basin
