// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/method_of_theory.h"

#include <algorithm>
#include <array>

namespace basin {

namespace {
constexpr std::array methods{"approximate-newton", "newton"};  // the first that is there
}

SolverSpec method_of_theory(const Experiment& experiment) {
    for (const char* name : methods) {
        const auto found = std::ranges::find(experiment.solvers, name, &SolverSpec::name);
        if (found != experiment.solvers.end()) return *found;
    }
    return {methods.back(), {}};
}

std::optional<std::size_t> run_of_theory(const Results& results) {
    for (const char* name : methods) {
        for (std::size_t i = 0; i < results.runs.size(); ++i) {
            if (results.runs[i].spec.name == name && !results.runs[i].history.empty()) return i;
        }
    }
    return std::nullopt;
}

}  // namespace basin
