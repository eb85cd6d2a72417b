// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/repeats.h"
#include "core/experiment/solver_spec.h"
#include "core/numeric/types.h"

namespace basin {

/// How the points of a swept axis are spaced.
enum class SweepScale { linear, log };
inline constexpr std::array all_sweep_scales{SweepScale::linear, SweepScale::log};
constexpr std::string_view to_string(SweepScale scale) {
    return scale == SweepScale::linear ? "linear" : "log";
}

/// One key of an experiment and the values that it takes in turn: a range, or a list. Field names are the
/// JSON keys.
struct SweepAxis {
    std::string key;  // its path: "problem.ridge", "solvers[0].error" (swept_keys.h)
    double from = 0;  // finite
    double to = 1;    // > from where there are several
    Index count = 9;  // 1 <= count <= 1000
    SweepScale scale = SweepScale::linear;
    std::vector<ParameterValue> values;  // instead of the range; each once

    bool operator==(const SweepAxis&) const = default;
};

/// Every solver from several seeds, for each combination of the values of one to three keys. Field names are
/// the JSON keys under "sweep".
struct SweepSpec {
    std::vector<SweepAxis> axes;  // one to three, no key twice
    RepeatsSpec repeats{.count = 24};
    Index refinement = 2;  // 0 <= refinement <= 6, levels where the outcome changes; each halves the spacing
    std::uint64_t seed = 1;  // trial k has for every varied seed the value seed + k
    bool theory = false;     // also what theory promises at each cell, and the measured basin radius

    /// Throws InputError naming the field, its value and the constraint it broke; keys are not looked up.
    void validate() const;
    bool operator==(const SweepSpec&) const = default;
};

/// The most cells of level 0.
inline constexpr Index most_sweep_cells = 1'000'000;
/// Cells of level 0.
Index coarse_cells(const SweepSpec& spec);

/// One axis with its points.
struct SweptAxis {
    std::string key;
    std::vector<ParameterValue> values;  // of level 0, as the range or the list has them
    bool splits = false;                 // numbers between two of them mean something
    SweepScale scale = SweepScale::linear;

    bool operator==(const SweptAxis&) const = default;
    /// The value at an index of a level's grid.
    ParameterValue at(Index level, Index index) const;
};

}  // namespace basin
