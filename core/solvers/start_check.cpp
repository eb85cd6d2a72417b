// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solvers/start_check.h"

#include <string>
#include <utility>

namespace basin {

namespace {

SolveResult invalid_input(const Vector& x0, std::string message) {
    SolveResult result;
    result.termination = Termination::invalid_input;
    result.message = std::move(message);
    result.x = x0;
    return result;
}

}  // namespace

std::optional<SolveResult> refuse_input(const Solver& solver, const Problem& problem, const Vector& x0) {
    if (const auto reason = solver.rejects(problem)) return invalid_input(x0, *reason);
    if (x0.size() != problem.dimension()) {
        return invalid_input(x0, "The start has " + std::to_string(x0.size()) +
                                     " entries, but the problem has " + std::to_string(problem.dimension()) +
                                     " unknowns.");
    }
    if (!x0.allFinite()) return invalid_input(x0, "The start has an entry that is not finite.");
    return std::nullopt;
}

}  // namespace basin
