// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Parts of a run in words, as FailedPart and Results::cut_off name them; those of sections are named by
/// their rows (sections.h).
namespace basin::part_words {

inline constexpr const char* solvers = "solvers";
inline constexpr const char* certificate = "certificate";
inline constexpr const char* plane = "landscape plane";

}  // namespace basin::part_words
