// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/formats/written_number.h"

namespace basin {

/// How numbers are written in a table.
struct NumberDialect {
    char decimal = '.';                   // or ','
    bool blanks_group = true;             // "1 234": not where blanks separate cells
    bool percent = false;                 // "12 %" is 0.12
    std::vector<std::string> units = {};  // behind or before a number, passed over
};

/// The number in a cell, with thousands in groups of three ("1,234.5" beside a decimal point, "1.234,5"
/// beside a decimal comma, "1 234", "1'234").
WrittenNumber table_number(std::string_view cell, const NumberDialect& dialect);

/// What a cell says about the decimal mark; the dialect's own is not asked.
enum class DecimalHint { none, point, comma, either };
DecimalHint decimal_hint(std::string_view cell, const NumberDialect& dialect = {});

}  // namespace basin
