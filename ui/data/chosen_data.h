// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>

#include "core/experiment/elman_problem_spec.h"
#include "core/experiment/softmax_problem_spec.h"

namespace basin::ui {

/// What is made of a file of one's own: a series, or matrices, of whose problem the data and sizes count.
using ChosenData = std::variant<ElmanDataSpec, SoftmaxProblemSpec>;

}  // namespace basin::ui
