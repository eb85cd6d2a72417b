// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/experiment/experiment.h"
#include "core/experiment/sweep/swept_keys.h"

namespace basin {

// Axes as one asks for them by a key alone.

/// What is worth trying around the present value of a key: of a positive number a decade to either side, of
/// one between two ends all that lies between, of a whole number a few times less and more, eight seeds,
/// every word of a choice. Within the key's range.
SweepAxis suggested_axis(const SweptKey& key);

/// Where the axis of a key goes among those that are there.
enum class AxisPlace { last, further };

/// Sweeps the key: in place of the last axis, or besides those that are there; where it is one of them, that
/// one is suggested anew. Seeds that the trials vary are varied no more once they are an axis.
void add_axis(SweepSpec& sweep, const SweptKey& key, AxisPlace place);
/// Sweeps the key no more.
void drop_axis(SweepSpec& sweep, const std::string& key);

/// Axes whose keys the experiment has not are dropped; where none is left, one of how far away it starts.
void mend_axes(SweepSpec& sweep, const Experiment& experiment);

/// Keys of solvers, "solvers[1].error", after the experiment's solvers have changed: each stays with its
/// solver; of one that is not there any more, the axis is dropped.
void follow_solvers(SweepSpec& sweep, const std::vector<SolverSpec>& before,
                    const std::vector<SolverSpec>& after);

}  // namespace basin
