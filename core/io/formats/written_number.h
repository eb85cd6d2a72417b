// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/numeric/types.h"

namespace basin {

/// A number as a file gives it. One rule for every format: a decimal fraction means the double nearest to it,
/// subnormal ones too; refused are a whole number that no double holds, and what is beyond the range of a
/// double: larger than the largest, or not 0 and smaller than the smallest.
struct WrittenNumber {
    double value = not_applicable;
    std::string expected;   // what would have been taken instead; empty: the value is good
    bool is_number = true;  // whether it is one at all, good or not

    bool good() const { return expected.empty(); }
};

/// Of ASCII, whatever the locale.
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Of the whole text. Takes a leading plus sign, "nan" and "inf".
WrittenNumber written_number(std::string_view text);
WrittenNumber written_number(std::int64_t value);
WrittenNumber written_number(std::uint64_t value);

/// The same of data, where nan and inf are refused too.
WrittenNumber finite_number(std::string_view text);

}  // namespace basin
