// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/catalogue.h"

namespace basin::test {

/// Every solver of the catalogue that takes that system: with its defaults, and once with each other choice
/// of its parameters that name one.
inline std::vector<SolverSpec> every_solver(bool recurrent) {
    std::vector<SolverSpec> all;
    for (const SolverInfo& info : solver_catalogue()) {
        if (!(recurrent ? info.recurrent : info.general)) continue;
        const SolverSpec plain{info.name, {}};
        all.push_back(plain);
        for (const ParameterInfo& parameter : info.parameters) {
            for (const std::string& choice : parameter.choices) {
                if (ParameterValue(choice) == parameter.default_value) continue;
                SolverSpec other = plain;
                if (!parameter.only_with.empty())
                    other.parameters["approximation"] = parameter.only_with.front();
                other.parameters[parameter.key] = choice;
                all.push_back(other);
            }
        }
    }
    return all;
}

}  // namespace basin::test
