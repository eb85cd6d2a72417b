// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/table.h"

namespace basin {

namespace {

std::string column_words(const ColumnReport& column) {
    std::string words = '"' + column.name + "\" (" + std::string(to_string(column.kind));
    if (!column.form.empty()) words += " as in " + column.form;
    if (column.missing > 0) words += ", " + std::to_string(column.missing) + " missing";
    return words + ')';
}

}  // namespace

std::vector<std::string> table_lines(const TableReport& report) {
    const bool is_text = !report.encoding.empty();
    std::string how = is_text ? "read as " + report.encoding : "read from the experiment itself";
    if (report.compressed) how += ", compressed";
    if (!report.separator.empty()) how += ", separator " + report.separator;
    if (!report.decimal.empty()) how += ", decimal " + report.decimal;
    if (is_text)
        how += report.has_header ? ", names in a header" : ", no header: columns are called 1, 2, ...";
    std::vector<std::string> lines{how};
    std::string columns = std::to_string(report.rows) + " rows";
    if (is_text) columns += " from line " + std::to_string(report.first_line);
    for (std::size_t j = 0; j < report.columns.size(); ++j)
        columns += (j == 0 ? ": " : ", ") + column_words(report.columns[j]);
    lines.push_back(columns);
    lines.insert(lines.end(), report.notes.begin(), report.notes.end());
    return lines;
}

}  // namespace basin
