// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/experiment/sweep/sweep.h"

namespace basin {

// The numbers of a sweep's cells in the order of its files: one list for journal and tables.

/// trials, arrived, a count for each cause, and low, median and high of steps, objective, distance, test
/// error and seconds.
inline constexpr std::size_t sweep_spreads = 5;
inline constexpr std::size_t sweep_outcome_numbers = 2 + failure_causes + 3 * sweep_spreads;
inline constexpr std::size_t sweep_theory_numbers = 6;

std::array<double, sweep_outcome_numbers> sweep_numbers(const SweepOutcome& outcome);
SweepOutcome sweep_outcome(std::span<const double> numbers);
std::array<double, sweep_theory_numbers> sweep_numbers(const SweepTheory& theory);
SweepTheory sweep_theory(std::span<const double> numbers);

/// Their names, in that order: "steps_10", "steps_50", "steps_90".
const std::vector<std::string>& sweep_outcome_names();
const std::vector<std::string>& sweep_theory_names();

}  // namespace basin
