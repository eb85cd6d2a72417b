// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/problem_family.h"

namespace basin {

/// Elman networks that learn a series (mathematics.md 2.1).
const ProblemFamily& elman_problem_family();

}  // namespace basin
