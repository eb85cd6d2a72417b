// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/io/json_reader.h"
#include "core/numeric/table.h"

namespace basin {

/// A table that stands in an experiment: names of the columns, rows of values, and where not all of them are
/// numbers the kinds of the columns. Dates are texts as "2012-01-31"
/// (seconds since 1970 are read too), missing values null.
nlohmann::ordered_json table_json(const Table& table);
Table table_from_json(const nlohmann::json& value, const JsonPlace& place);

/// What was understood of a table.
nlohmann::ordered_json report_json(const TableReport& report);

}  // namespace basin
