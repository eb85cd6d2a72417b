// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/experiment.h"
#include "core/families/problem_of.h"

namespace basin::test {

/// Every part of an experiment, done in well under a second: all solvers end converged.
inline Experiment small_experiment() {
    Experiment experiment;
    experiment.title = "Small";
    softmax_of(experiment).instance.n = 12;
    softmax_of(experiment).instance.m = 5;
    softmax_of(experiment).instance.seed = 3;
    experiment.start.radius = 0.05;
    experiment.solvers = {{"newton", {}}, {"approximate-newton", {{"error", 0.1}}}, {"newton", {}}};
    experiment.stopping.gradient_tolerance = 1e-8;
    experiment.landscape = LandscapeSpec{.resolution = 17};
    experiment.attraction = AttractionSpec{.resolution = 20};
    experiment.spectrum = SpectrumSpec{};
    experiment.basin_map = BasinMapSpec{};
    experiment.basin_map->radius_count = 3;
    experiment.basin_map->error_count = 2;
    experiment.basin_map->trials = 4;
    return experiment;
}

}  // namespace basin::test
