// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_cost.h"

#include <algorithm>

namespace basin::ui {

bool isSmall(const Experiment& experiment) {
    constexpr double limit = 1e9;  // about half a second on one slow core
    if (is_recurrent(experiment)) return false;
    const SoftmaxProblemSpec& problem = softmax_of(experiment);
    const auto size = [](const auto& given, bool rows, Index otherwise) {
        if (!given || !given->value) return static_cast<double>(otherwise);
        return static_cast<double>(rows ? given->value->rows() : given->value->cols());
    };
    const double n = size(problem.A1, true, problem.instance.n);
    const double d = size(problem.A1, false, problem.instance.d);
    const double m = size(problem.A2, true, problem.instance.m);
    // Sparse rows cost what their entries cost; given sparse A1 has its density there too.
    const double entries = d * problem.instance.density;
    const double step = 2 * m * n * entries + n * entries * entries + m * d * d;
    const auto iterations = static_cast<double>(std::min<Index>(experiment.stopping.max_iterations, 2000));
    const double solvers = step * iterations * static_cast<double>(experiment.solvers.size());
    const auto side = static_cast<double>(experiment.landscape ? experiment.landscape->resolution : 0);
    return solvers + 2 * n * m * side * side <= limit;
}

}  // namespace basin::ui
