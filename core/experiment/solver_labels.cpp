// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/solver_labels.h"

#include <map>

namespace basin {

std::vector<std::string> solver_labels(const std::vector<SolverSpec>& solvers) {
    std::map<std::string, int> total, seen;
    for (const SolverSpec& solver : solvers) ++total[solver.name];
    std::vector<std::string> labels;
    for (const SolverSpec& solver : solvers) {
        const std::string& name = solver.name;
        labels.push_back(total[name] == 1 ? name : name + "-" + std::to_string(++seen[name]));
    }
    return labels;
}

}  // namespace basin
