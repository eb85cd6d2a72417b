// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"

namespace basin::test {

/// A network of 55 weights on a series of eight steps, done in a fraction of a second.
inline Experiment small_network() {
    Experiment experiment;
    experiment.title = "small network";
    experiment.problem = ElmanProblemSpec{};
    experiment.solvers = {{"piecewise-affine", {}}, {"lbfgs", {}}};
    experiment.stopping.max_iterations = 60;
    experiment.landscape = LandscapeSpec{};
    experiment.landscape->resolution = 17;
    return experiment;
}

}  // namespace basin::test
