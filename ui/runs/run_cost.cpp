// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_cost.h"

#include <algorithm>

#include "core/experiment/estimate.h"

namespace basin::ui {

namespace {

constexpr double limit = 1e9;  // about half a second on one slow core

double landscapePoints(const Experiment& experiment) {
    const auto side = static_cast<double>(experiment.landscape ? experiment.landscape->resolution : 0);
    return side * side;
}

/// A sweep through time costs about two multiplications a weight and step, forward and backward. Most solvers
/// take a few a step; piecewise-affine takes tens, and now and then factors a matrix of the size of theta.
bool isSmallNetwork(const Experiment& experiment) {
    constexpr double sweepsAStep = 4, affineSweepsAStep = 40, stepsAFactor = 10;
    const LiftedLayout layout = elman_of(experiment).layout();
    const auto steps = static_cast<double>(layout.steps), weights = static_cast<double>(layout.parameters());
    const double sweep = 4 * steps * weights, factor = weights * weights * weights;
    const double spectrum = experiment.spectrum && experiment.spectrum->every > 0
                                ? factor / static_cast<double>(experiment.spectrum->every)
                                : 0;
    double total = 0;
    for (const SolverSpec& solver : experiment.solvers)
        total +=
            spectrum + (solver.name == "piecewise-affine" ? affineSweepsAStep * sweep + factor / stepsAFactor
                                                          : sweepsAStep * sweep);
    const auto iterations = static_cast<double>(std::min<Index>(experiment.stopping.max_iterations, 2000));
    return total * iterations + sweep / 2 * landscapePoints(experiment) <= limit;
}

}  // namespace

bool isSmall(const Experiment& experiment) {
    if (is_recurrent(experiment)) return isSmallNetwork(experiment);
    const SoftmaxProblemSpec& problem = softmax_of(experiment);
    const auto size = [](const auto& given, bool rows, Index otherwise) {
        if (!given || !given->value) return static_cast<double>(otherwise);
        return static_cast<double>(rows ? given->value->rows() : given->value->cols());
    };
    const double n = size(problem.A1, true, problem.instance.n);
    const double d = size(problem.A1, false, problem.instance.d);
    const double m = size(problem.A2, true, problem.instance.m);
    // Sparse rows cost what their entries cost; given sparse A1 has its density there too.
    const double step = newton_step_work({n, d, n * d * problem.instance.density}, m);
    const auto iterations = static_cast<double>(std::min<Index>(experiment.stopping.max_iterations, 2000));
    const double solvers = step * iterations * static_cast<double>(experiment.solvers.size());
    return solvers + 2 * n * m * landscapePoints(experiment) <= limit;
}

}  // namespace basin::ui
