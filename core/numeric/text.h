// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace basin {

/// A number as people read it, in the window and on the command line alike (UTF-8): significant digits as
/// given, no trailing zeros, e.g. "0.12", "−3", "1.2·10⁻⁷"; whole numbers below a million in full; "unknown"
/// for NaN, "infinite" and "−infinite".
std::string number_text(double value, int digits = 3);

/// "10⁻⁷".
std::string power_of_ten_text(int exponent);

/// 10^exponent as number_text(), also where no double holds it: "10³⁸⁸".
std::string power_text(double exponent);

/// A duration: "340 µs", "1.2 ms", "3.4 s", "2.5 h"; "unknown" and "infinite" as above.
std::string seconds_text(double seconds);

/// An amount of memory: "640 bytes", "1.28 kB", "38.4 MB", "2.1 GB".
std::string bytes_text(double bytes);

/// How long something will still take, rounded up: "12 s", "3 min", "2 h"; empty when that is not known.
std::string time_left_text(double seconds);

/// "a", "a or b", "a, b or c", for the last word "or".
std::string joined(const std::vector<std::string>& words, std::string_view last);

/// Whether the word is one of them.
bool is_in(const std::vector<std::string>& words, std::string_view word);

/// The text with spaces behind it to that many characters, of one code point each.
std::string padded(std::string text, std::size_t width);

/// A number for a file or for quoting input: the shortest text that reads back to the same double, e.g.
/// "0.1", "1e-10", "nan", "-inf".
std::string exact_number_text(double value);

/// The double nearest to the whole text, or nothing when the text is not exactly one number or is beyond the
/// range of a double. Takes a leading plus sign, "nan" and "inf"; the same in every locale.
std::optional<double> parse_number(std::string_view text);

}  // namespace basin
