// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/series_table.h"

#include <utility>

#include "core/io/formats/table_text.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

Table with_rows(Table table, const std::string& where) {
    if (table.values.rows() == 0) throw InputError(where, "found no row; expected a table of numbers");
    return table;
}

}  // namespace

SeriesTable parse_series_table(std::string text, const std::string& where, bool index,
                               const TableOptions& options) {
    return with_rows(parse_table(std::move(text), where, options, {.first_is_time = index}), where);
}

SeriesTable read_series_table(const std::filesystem::path& file, bool index, const TableOptions& options) {
    return with_rows(read_table(file, options, {.first_is_time = index}), file.string());
}

}  // namespace basin
