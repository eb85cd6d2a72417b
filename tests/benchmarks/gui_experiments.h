// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>

#include "core/experiment/experiment.h"
#include "core/families/problem_of.h"
#include "core/io/presets.h"

namespace basin {

// What the window is measured with.

/// Both cores busy for as long as it is watched: dense problem, six solvers, landscape and a large basin map.
inline Experiment heavyExperiment() {
    Experiment experiment = default_experiment();
    softmax_of(experiment).instance.n = 512;
    softmax_of(experiment).instance.d = 48;
    softmax_of(experiment).instance.m = 64;
    experiment.stopping.gradient_tolerance = 1e-300;
    experiment.stopping.max_iterations = 100000;
    experiment.solvers = {{"gradient-descent", {}}, {"newton", {}}};
    experiment.landscape = LandscapeSpec{};
    experiment.landscape->resolution = 257;
    experiment.basin_map = BasinMapSpec{};
    return experiment;
}

/// Landscape and basin map at once: the solvers are done before the first picture.
inline Experiment mapExperiment() {
    Experiment experiment = heavyExperiment();
    experiment.stopping = {};
    experiment.solvers = {{"damped-newton", {}}};
    experiment.landscape->resolution = 513;
    experiment.basin_map->trials = 200;
    return experiment;
}

/// Two hundred thousand records, each with its eigenvalues: a flat valley takes that long.
inline Experiment longExperiment() {
    Experiment experiment = default_experiment();
    softmax_of(experiment).instance.d = 8;
    softmax_of(experiment).instance.m = 4;
    softmax_of(experiment).instance.ridge = 1e-4;
    experiment.stopping.gradient_tolerance = 1e-300;
    experiment.stopping.max_iterations = 200000;
    experiment.solvers = {{"gradient-descent", {}}};
    experiment.basin_map.reset();
    experiment.basin_radius.trials = 0;
    return experiment;
}

inline Experiment wideExperiment(Index n, Index d) {
    Experiment experiment = default_experiment();
    softmax_of(experiment).instance.n = n;
    softmax_of(experiment).instance.d = d;
    return experiment;
}

inline Experiment largeNetwork() {
    const auto all = presets();
    const auto found = std::ranges::find(all, "nine-trainers", &Preset::name);
    Experiment experiment = preset_experiment(*found);
    elman_of(experiment).hidden = 60;
    elman_of(experiment).steps = 1500;
    experiment.stopping.max_seconds = 1e6;
    return experiment;
}

}  // namespace basin
