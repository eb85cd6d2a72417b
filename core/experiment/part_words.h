// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>

/// The parts of a run in words, as FailedPart and Results::cut_off name them.
namespace basin::part_words {

inline constexpr const char* solvers = "solvers";
inline constexpr const char* certificate = "certificate";
inline constexpr const char* plane = "landscape plane";
inline constexpr const char* landscape = "landscape";
inline constexpr const char* attraction = "basin of attraction";
inline constexpr const char* tradeoff = "trade-off";
inline constexpr const char* exactness = "exactness curve";
inline constexpr const char* basin_map = "basin map";
inline constexpr const char* basin_radius = "basin radius";

/// Those that a redraw makes anew.
inline constexpr std::array<std::string_view, 6> pictures = {plane,    landscape, attraction,
                                                             tradeoff, exactness, basin_map};

}  // namespace basin::part_words
