// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/formats/table_number.h"
#include "core/numeric/calendar.h"
#include "core/numeric/table.h"

namespace basin {

/// What a table is read for.
struct TableUse {
    bool is_matrix = false;      // of numbers: a first line of them is a row, and messages name no key
    bool complete = false;       // no value may be missing
    bool first_is_time = false;  // the first column may hold anything
};

/// How one column is read.
struct ColumnDialect {
    ColumnKind kind = ColumnKind::number;
    DateForm form = {};  // of dates
};

/// How a text is read as a table.
struct TableDialect {
    char separator = ',';
    NumberDialect numbers;
    std::vector<std::string> missing;
    bool has_header = false;
    std::size_t width = 0;          // cells of a row
    std::size_t header_record = 0;  // from 0, comments and blank lines counted
    std::size_t first_record = 0;   // of data
    std::vector<ColumnDialect> columns;
    std::vector<std::string> notes;

    bool is_missing(std::string_view cell) const;
};

/// "semicolon".
std::string separator_word(char separator);
/// The separator of that word, or the character itself; nothing where it is none.
std::optional<char> separator_named(std::string_view word);
/// Whether a record is a comment: "#" or "%" in front.
bool is_comment(std::string_view record);

/// Finds out what the options leave open, by the first thousand records. Throws InputError where it cannot
/// be told, naming the key that would decide it.
TableDialect find_dialect(std::string_view text, const std::string& where, const TableOptions& options,
                          const TableUse& use);

}  // namespace basin
