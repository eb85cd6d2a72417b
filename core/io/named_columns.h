// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/softmax_problem_spec.h"

namespace basin {

/// Takes A2 and b out of the table that A1 was read from, where they name its columns, and leaves these out
/// of A1. A2's rows are its columns, b is one. Throws InputError where there is no such table or column.
void take_named_columns(SoftmaxProblemSpec& problem);

/// How the table of A1 was read and what became of its columns, in words, a line each; none unless A1 is from
/// a CSV file. Throws InputError where that cannot be read any more.
std::vector<std::string> key_table_lines(const SoftmaxProblemSpec& problem);

}  // namespace basin
