// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/softmax_problem_spec.h"

namespace basin {

/// The names of the columns that A1 is, in its order; none unless it was taken out of a table.
std::vector<std::string> key_columns(const SoftmaxProblemSpec& problem);

/// How the table of A1 was read and what became of its columns, in words, a line each; none unless A1 was
/// read from a table.
std::vector<std::string> softmax_lines(const SoftmaxProblemSpec& problem);

}  // namespace basin
