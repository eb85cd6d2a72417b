// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/series_table.h"

#include <utility>

#include "core/io/formats/matrix_file.h"
#include "core/io/formats/table_text.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

Table of_matrix(const Matrix& values) {
    Table table;
    for (Index j = 1; j <= values.cols(); ++j) table.columns.push_back(std::to_string(j));
    table.values = values;
    table.report.encoding = "NPY";
    table.report.rows = values.rows();
    for (const std::string& name : table.columns)
        table.report.columns.push_back({name, ColumnKind::number, 0, {}});
    return table;
}

}  // namespace

SeriesTable parse_series_table(std::string text, const std::string& where, bool index,
                               const TableOptions& options) {
    Table table = parse_table(std::move(text), where, options, {.first_is_time = index});
    if (table.values.rows() == 0) throw InputError(where, "found no row; expected a table of numbers");
    return table;
}

SeriesTable read_series_table(const std::filesystem::path& file, bool index, const TableOptions& options) {
    if (file.extension() == ".npy") return of_matrix(read_matrix(file));
    return parse_series_table(read_file(file), file.string(), index, options);
}

}  // namespace basin
