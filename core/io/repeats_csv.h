// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/experiment/experiment.h"
#include "core/experiment/repeats.h"

namespace basin {

/// repeat, a column for each seed that is varied, solver, termination, end, arrived (0 or 1), iterations,
/// seconds, objective, gradient_norm, distance, test_error, cause (blank where it arrived); one line a run
/// that was done.
std::string repeats_csv(const Experiment& experiment, const Repeats& repeats);
/// solver, quantity, iteration, low, median, high.
std::string repeat_bands_csv(const Experiment& experiment, const Repeats& repeats);

/// repeat, solver, iteration, the quantities, a, b on the landscape's plane; of the runs that are drawn one
/// by one (repeats_per_drawn()).
std::string repeat_traces_csv(const Experiment& experiment, const Repeats& repeats);

// Of an experiment that asks for repeats. They throw InputError naming where, line and column.
Repeats parse_repeats(std::string_view text, const std::string& where, const Experiment& experiment);
void parse_repeat_bands(std::string_view text, const std::string& where, const Experiment& experiment,
                        Repeats& repeats);
void parse_repeat_traces(std::string_view text, const std::string& where, const Experiment& experiment,
                         Repeats& repeats);
/// Whether runs that were read have places on a plane.
bool has_positions(const Repeats& repeats);

}  // namespace basin
