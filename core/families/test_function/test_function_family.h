// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/problem_family.h"

namespace basin {

/// Landscapes of the literature (mathematics.md 9).
const ProblemFamily& test_function_problem_family();

}  // namespace basin
