// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"
#include "core/families/problem_of.h"

namespace basin::test {

/// Two unknowns, done in milliseconds.
inline Experiment tiny_experiment() {
    Experiment experiment;
    experiment.title = "small";
    experiment.solvers = {{"newton", {}}, {"damped-newton", {}}};
    experiment.spectrum = SpectrumSpec{};
    return experiment;
}

/// Gradient descent with a tolerance it never reaches: computes for many seconds unless it is stopped.
inline Experiment long_experiment() {
    Experiment experiment = tiny_experiment();
    experiment.title = "long";
    softmax_of(experiment).instance.n = 400;
    softmax_of(experiment).instance.d = 40;
    softmax_of(experiment).instance.m = 20;
    softmax_of(experiment).instance.ridge = 1e-6;
    experiment.solvers = {{"gradient-descent", {}}};
    experiment.stopping.gradient_tolerance = 1e-300;
    experiment.stopping.max_iterations = 10000000;
    experiment.stopping.max_seconds = 600;
    return experiment;
}

}  // namespace basin::test
