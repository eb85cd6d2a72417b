// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/experiment/elman_problem_spec.h"

namespace basin {

/// A table of a time series, a row a time step, as parse_table() reads it. index: the first column is the
/// time, whose cells may be anything. Throws InputError where there is no row.
SeriesTable parse_series_table(std::string text, const std::string& where, bool index,
                               const TableOptions& options = {});

/// The same from a file, as read_table() does.
SeriesTable read_series_table(const std::filesystem::path& file, bool index,
                              const TableOptions& options = {});

}  // namespace basin
