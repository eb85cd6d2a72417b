// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/experiment/experiment.h"
#include "core/numeric/types.h"

namespace basin {

/// What a sweep will cost, as far as can be told before it: refinement may add cells.
struct SweepCost {
    Index cells = 0;                  // of level 0
    Index runs = 0;                   // cells x trials x solvers
    double seconds = not_applicable;  // on all cores; not_applicable: not tried
};

/// Counts; runs nothing.
SweepCost count_sweep(const Experiment& experiment);
/// Counts, and times a trial here and there, from one end of the grid to the other, and the problems they
/// need: an estimate.
SweepCost try_sweep(const Experiment& experiment, const std::stop_token& stop = {});
/// "21168 runs in 294 cells, about 40 s".
std::string cost_text(const SweepCost& cost);

}  // namespace basin
