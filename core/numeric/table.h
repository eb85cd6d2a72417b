// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/numeric/types.h"

namespace basin {

/// How a text is to be read as a table, as far as the user says so. Field names are the JSON keys.
struct TableOptions {
    std::optional<bool> header = {};  // whether the first line has names; nothing: found out
    std::string separator = "auto";   // "comma", "semicolon", "tab", "space", "pipe", or the character
    std::string decimal = "auto";     // ".", ","
    std::vector<std::string> missing_values =
        {};                               // words that stand for a missing value, beside the usual ones
    std::vector<std::string> units = {};  // words behind a number that are passed over
    bool percent = false;                 // "12 %" is 0.12
    Index skip_lines = 0;                 // >= 0, lines before the table
    bool operator==(const TableOptions&) const = default;
};

enum class ColumnKind { number, date, text };
constexpr std::string_view to_string(ColumnKind kind) {
    return kind == ColumnKind::number ? "number" : kind == ColumnKind::date ? "date" : "text";
}

/// What was understood of one column.
struct ColumnReport {
    std::string name;
    ColumnKind kind = ColumnKind::number;
    Index missing = 0;
    std::string form;  // of dates: "2012-01-31"; of numbers: "1,234.5" where there are thousands
    bool operator==(const ColumnReport&) const = default;
};

/// What was understood of a text, and how sure that is.
struct TableReport {
    std::string encoding, separator, decimal;  // "UTF-8", "semicolon", "comma"; empty where there is none
    bool compressed = false;
    bool has_header = false;
    Index rows = 0;
    Index first_line = 1;  // of the rows of data, from 1
    std::vector<ColumnReport> columns;
    std::vector<std::string> notes;  // what was passed over: comments, lines of units, empty columns
    bool operator==(const TableReport&) const = default;
};

/// Named columns of numbers, dates and texts.
struct Table {
    std::vector<std::string> columns;
    /// Rows x columns. Dates are seconds since 1970, texts are indices into their column's levels; nan where
    /// a value is missing.
    Matrix values;
    std::vector<ColumnKind> kinds = {};                 // one a column, or none: all are numbers
    std::vector<std::vector<std::string>> levels = {};  // one a column, in order of appearance; or none
    TableReport report = {};
    std::vector<Index> lines = {};  // of the rows in the text, from 1; empty: rows follow report.first_line

    /// Where a row stands in the text, from 1.
    Index line(Index row) const {
        return lines.empty() ? report.first_line + row : lines[static_cast<std::size_t>(row)];
    }
    ColumnKind kind(Index column) const {
        return kinds.empty() ? ColumnKind::number : kinds[static_cast<std::size_t>(column)];
    }
};

/// The report in words, one decision a line.
std::vector<std::string> table_lines(const TableReport& report);

}  // namespace basin
