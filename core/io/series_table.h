// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/experiment/elman_problem_spec.h"

namespace basin {

/// A table of a time series as CSV, a row a time step: names of the columns in the first line, or no such
/// line, and the columns are called 1, 2, .... Cells of the index (the first column, when there is one) may
/// be anything and read as the number of their row. Throws InputError for every other cell that is missing or
/// no finite number, naming its line and column, and for a column name that is empty or there twice.
SeriesTable parse_series_table(std::string_view text, const std::string& where, bool index);

/// The same from a file: CSV, or NPY, whose columns are called 1, 2, ....
SeriesTable read_series_table(const std::filesystem::path& file, bool index);

}  // namespace basin
