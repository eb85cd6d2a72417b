// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/experiment/experiment.h"
#include "core/experiment/sweep/sweep.h"

namespace basin {

/// level, a column for each swept key, solver, the numbers of sweep_outcome_names() but the seconds, and with
/// SweepSpec::theory those of sweep_theory_names(); one line a cell and solver. The same bytes however the
/// sweep was interrupted or shared out.
std::string sweep_csv(const Experiment& experiment, const Sweep& sweep);
/// The same cells with seconds_10, seconds_50, seconds_90 alone.
std::string sweep_seconds_csv(const Experiment& experiment, const Sweep& sweep);

/// The cells of both files, of an experiment that asks for a sweep. Throws InputError naming where, line and
/// column.
std::vector<PlacedSweepCell> parse_sweep(std::string_view text, const std::string& where,
                                         std::string_view seconds, const std::string& seconds_where,
                                         const Experiment& experiment);

}  // namespace basin
