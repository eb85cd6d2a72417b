// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "core/solvers/solver.h"

namespace basin {

/// The result with Termination::invalid_input when the solver cannot start from x0, else nothing.
std::optional<SolveResult> refuse_input(const Solver& solver, const Problem& problem, const Vector& x0);

}  // namespace basin
