// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiment/problem_family.h"

namespace basin {

/// Two-layer softmax regressions (mathematics.md 1.1).
const ProblemFamily& softmax_problem_family();

}  // namespace basin
