// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "core/io/formats/table_dialect.h"

namespace basin {

/// Reads a table as people have it: cells separated by commas, semicolons, tabs, blanks or pipes, decimal
/// points or commas, thousands, quotes, comments, lines before the table and lines of units, with or without
/// a header; bytes as decode_text() takes them. What is certain is read and reported; where it is not, an
/// InputError names line, column, what was found and the key that would decide it.
Table parse_table(std::string bytes, const std::string& where, const TableOptions& options = {},
                  const TableUse& use = {});

/// The same of a file. One of a matrix is a table too, whose columns are called 1, 2, ....
Table read_table(const std::filesystem::path& file, const TableOptions& options = {},
                 const TableUse& use = {});

/// The numbers of a table without dates and texts; its names follow. Throws InputError where there are none.
Table numbers_of(const Table& table, const std::string& where);

}  // namespace basin
