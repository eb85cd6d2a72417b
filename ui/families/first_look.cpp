// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/families/first_look.h"

#include <algorithm>

#include "ui/runs/run_cost.h"

namespace basin::ui {

namespace {

constexpr Index coarse = 17;  // points along each side of the landscape
constexpr Index mostIterations = 200, fewestIterations = 20;

}  // namespace

void takeFirstLook(Experiment& experiment, const std::array<const char*, 2>& solvers) {
    experiment.start.forget_given();  // it is in other unknowns
    if (isSmall(experiment)) return;
    experiment.spectrum.reset();
    experiment.basin_map.reset();
    experiment.repeats.reset();
    experiment.exactness.reset();
    experiment.tradeoff.reset();
    experiment.attraction.reset();
    if (experiment.landscape)
        experiment.landscape->resolution = std::min(experiment.landscape->resolution, coarse);
    Index& iterations = experiment.stopping.max_iterations;
    iterations = std::min(iterations, mostIterations);
    if (!isSmall(experiment)) experiment.solvers = {{solvers[0], {}}, {solvers[1], {}}};
    if (!isSmall(experiment)) experiment.solvers = {{solvers[1], {}}};
    while (iterations > fewestIterations && !isSmall(experiment))
        iterations = std::max(iterations / 2, fewestIterations);
}

}  // namespace basin::ui
