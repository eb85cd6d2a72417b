// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/solver_spec.h"

namespace basin {

/// What files call the run of each solver: its name, numbered where it is there several times:
/// "approximate-newton-2".
std::vector<std::string> solver_labels(const std::vector<SolverSpec>& solvers);

}  // namespace basin
