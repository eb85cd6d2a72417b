// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/hessian_error.h"

#include <algorithm>

#include "core/experiment/catalogue.h"
#include "ui/panels/solver_options.h"

namespace basin::ui {

double hessianError(const Experiment& experiment) {
    for (const SolverSpec& spec : experiment.solvers) {
        const auto catalogue = solver_catalogue();
        const auto info = std::ranges::find(catalogue, spec.name, &SolverInfo::name);
        if (info == catalogue.end()) continue;
        const auto& known = info->parameters;
        if (std::ranges::find(known, errorParameter, &ParameterInfo::key) == known.end()) continue;
        return std::get<double>(parameter(spec, errorParameter));
    }
    return 0;
}

}  // namespace basin::ui
