// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/formats/table_dialect.h"

namespace basin {

/// One record of a sample.
struct SampleRecord {
    std::size_t number = 0;  // from 0, comments and blank lines counted
    std::size_t line = 0;    // from 1
    std::vector<std::string> cells;
};

/// The first records of a text, without comments and blank lines.
std::vector<SampleRecord> sample_records(std::string_view text, char separator, std::size_t skip_lines,
                                         std::size_t most);

/// Whether the cell is a number with either decimal mark.
bool looks_like_number(std::string_view cell, const NumberDialect& dialect);

/// What the cells of a column are: numbers, dates of one form, or texts.
ColumnDialect column_dialect(const std::vector<std::string_view>& cells, const TableDialect& dialect,
                             bool may_be_anything);

/// The separator of the table: the one whose lines have equally many cells, most of them numbers or dates.
char find_separator(std::string_view text, const TableOptions& options);

/// The width of most records, which begin with the first of that width; what is before them is no table.
struct Body {
    std::size_t width = 0, first = 0;  // first: place in the sample
};
Body find_body(const std::vector<SampleRecord>& sample, const NumberDialect& dialect);

}  // namespace basin
