// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/assess/assessment.h"
#include "core/experiment/events.h"
#include "core/experiment/experiment.h"

namespace basin {

/// How an assessment is made.
struct AssessSpec {
    double max_seconds = 60;  // > 0, for what is measured: half for the basin, half for the approximations

    /// Throws InputError naming the field, its value and the constraint it broke.
    void validate() const;
};

/// Checks the data of an experiment: whether the conditions of the theory are met, which start radius is
/// safe, which Hessian approximation pays. Finds the minimiser, certifies it, measures the basin of the
/// method that the certificate speaks of, and compares the approximations from a start inside that basin.
/// Pictures and solvers of the experiment are left out. Of a recurrent network: runs its solvers
/// (piecewise-affine and lbfgs where it has none) and answers what they met, see network_answers(). Throws
/// InputError for unusable input; when stopped, what is known so far is answered.
Assessment assess(const Experiment& experiment, const AssessSpec& spec = {}, const EventSink& sink = {},
                  std::stop_token stop = {});

}  // namespace basin
