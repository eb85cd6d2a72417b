// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

#include "core/experiment/softmax_problem_spec.h"

namespace basin {

/// A1 out of a file: all numbers of a table, with what was understood of it, or a matrix as it is. A missing
/// value of a table is nan until take_named_columns() says whether its column is used. Throws InputError as
/// read_design() does.
DesignSource read_keys(const std::filesystem::path& file, const TableOptions& options = {});

/// A table of keys, words and all, as it is read for A1; one of a matrix too.
Table read_key_table(const std::filesystem::path& file, const TableOptions& options = {});
/// A1 out of it.
DesignSource keys_of(const Table& table, const std::filesystem::path& file);

/// Takes A1, A2 and b out of the table that A1 was read from, as far as they name its columns; left out, A1
/// is all numbers that the others do not name. A2's rows are its columns, b is one. Throws InputError where
/// there is no such table or column, and for a missing value in a column that is used.
void take_named_columns(SoftmaxProblemSpec& problem);

}  // namespace basin
