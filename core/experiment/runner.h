// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/gate.h"
#include "core/experiment/results.h"

namespace basin {

/// A problem with everything a solver needs to begin.
struct PreparedProblem {
    std::unique_ptr<Problem> problem;  // knows its minimiser when that is verified
    Minimiser minimiser;
    Vector x0;
};

/// Reads or generates the data, finds x* and places the start. Throws InputError for unusable input.
PreparedProblem prepare(const Experiment& experiment, std::stop_token stop = {});

/// Runs the whole experiment: minimiser, solvers (streamed), certificate, landscape (beside the solvers),
/// basin map. Throws InputError for unusable input; numerical events end up in the results. The gate, when
/// given, holds the solvers between iterations. The last event is RunFinished (or the exception; RunFailed is
/// the caller's to send).
Results run_experiment(const Experiment& experiment, const EventSink& sink = {}, std::stop_token stop = {},
                       Gate* gate = nullptr);

}  // namespace basin
