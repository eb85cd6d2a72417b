// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/experiment/results.h"
#include "core/experiment/sweep/swept_keys.h"

namespace basin::test {

/// Ridge and start radius.
inline SweepSpec syntheticSweepSpec() {
    SweepSpec spec;
    spec.axes = {{"problem.ridge", 1e-3, 10, 8, SweepScale::log, {}},
                 {"start.radius", 0.1, 10, 6, SweepScale::log, {}}};
    spec.repeats.count = 24;
    spec.refinement = 0;
    spec.theory = true;
    return spec;
}

/// Ridge helps, distance does not; of each further solver fewer trials arrive. experiment: with the
/// specification above.
inline std::shared_ptr<const Sweep> syntheticSweep(const Experiment& experiment) {
    auto sweep = std::make_shared<Sweep>();
    sweep->axes = swept_axes(experiment);
    const auto columns = std::ssize(sweep->axes[0].values), rows = std::ssize(sweep->axes[1].values);
    for (Index j = 0; j < rows; ++j)
        for (Index i = 0; i < columns; ++i) {
            auto cell = std::make_shared<SweepCell>();
            for (Index k = 0; k < std::ssize(experiment.solvers); ++k) {
                SweepOutcome outcome;
                outcome.trials = 24;
                outcome.arrived = std::clamp<Index>(5 * i - 4 * j + 8 - 2 * k, 0, 24);
                const Index failed = outcome.trials - outcome.arrived;
                outcome.causes[FailureCause::indefinite_hessian] = i < 3 ? failed : failed / 3;
                outcome.causes[FailureCause::overshot] = i < 3 ? 0 : failed - failed / 3;
                const double steps = static_cast<double>(4 + j + 3 * k + (i < 4 ? 4 - i : 0));
                if (outcome.arrived > 0) outcome.steps = {steps - 1, steps, steps + 3};
                const double away = std::pow(10, -6.0 + 0.8 * static_cast<double>(j - i + k));
                outcome.objective = {0.1 + 0.5 * away, 0.1 + away, 0.1 + 4 * away};
                outcome.distance = {0.2 * away, away, 9 * away};
                outcome.seconds = {8e-6 * steps, 1e-5 * steps, 2e-5 * steps};
                cell->solvers.push_back(outcome);
            }
            const auto column = static_cast<double>(i), row = static_cast<double>(j);
            cell->theory = {1.0 + column, 0.01 * (1 + column), 0.05 * (2 + row), -8 - column,
                            20 + row,     4 + column};
            sweep->cells.push_back(cell);
        }
    sweep->computed = sweep->expected = columns * rows;
    sweep->complete = true;
    return sweep;
}

}  // namespace basin::test
