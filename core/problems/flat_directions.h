// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/problems/problem.h"

namespace basin {

/// Why the Hessian cannot be positive definite, or is not without luck, as far as the data alone say it: one
/// sentence about A1 of less than full column rank, of fewer rows than columns, or w = 0; empty when none
/// applies or the problem has no A1. x (d) is any point where L is finite. Costs a product A1^T A1.
std::string flat_directions_note(const Problem& problem, const Vector& x);

}  // namespace basin
