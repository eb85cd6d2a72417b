// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "core/experiment/elman_problem_spec.h"
#include "core/problems/series_frame.h"

namespace basin {

/// The names of a network's inputs and targets in a table.
struct ColumnNames {
    std::vector<std::string> targets, inputs;
    std::vector<std::string> indicators;
    std::string time;  // empty: the rows are counted
};

/// Which columns are what. Throws InputError "problem.data.KEY: ..." for names that are not in the table, for
/// targets of words and dates, and for inputs that are targets.
ColumnNames column_names(const ElmanDataSpec& data);

/// How inputs and targets are made of them: lags left out are the season, else 12, where there is no other
/// column than the targets, else 0.
SeriesPlan series_plan(const ElmanDataSpec& data);

/// The columns over time, the rows of `where` alone, and those that have a time. Throws InputError for
/// missing values that are refused, a time that runs backwards, a `where` that nothing has, and a constant
/// target that is to be forecast.
SeriesColumns series_columns(const ElmanDataSpec& data);

/// How many inputs the network has, without looking at a row.
Index series_inputs(const ElmanDataSpec& data);

/// What was decided, in words, a line each: columns, time with its gaps, lags, rows left out.
std::vector<std::string> series_lines(const ElmanDataSpec& data);

}  // namespace basin
