// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/assess/reported_run.h"

#include <algorithm>

#include "core/assess/network_check.h"
#include "core/experiment/problem_family.h"

namespace basin {

Experiment reported_run(Experiment assessed, const AssessSpec& spec) {
    const ProblemFamily& family = family_of(assessed);
    if (assessed.solvers.empty())
        assessed.solvers =
            family.certifies_ends() ? assessed_solvers() : std::vector<SolverSpec>{{"newton", {}}};
    if (family.matrix_problem(assessed.problem) != nullptr) {
        if (!assessed.tradeoff) assessed.tradeoff.emplace();
        assessed.tradeoff->max_seconds = std::min(assessed.tradeoff->max_seconds, spec.max_seconds / 2);
    }
    assessed.basin_map.reset();
    assessed.attraction.reset();
    assessed.exactness.reset();
    return assessed;
}

}  // namespace basin
