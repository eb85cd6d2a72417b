// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace basin {

/// A number for a sentence: significant digits as given, no trailing zeros, e.g. "0.12", "3e-11"; whole
/// numbers below a million in full; "unknown" for NaN, "infinite" and "-infinite".
std::string number_text(double value, int digits = 3);

/// A duration for a sentence: "340 us", "1.2 ms", "3.4 s", "2.5 h"; "unknown" and "infinite" as above.
std::string seconds_text(double seconds);

/// A number for a file or for quoting input: the shortest text that reads back to the same double, e.g.
/// "0.1", "1e-10", "nan", "-inf".
std::string exact_number_text(double value);

/// The double nearest to the whole text, or nothing when the text is not exactly one number or is beyond the
/// range of a double. Takes a leading plus sign, "nan" and "inf"; the same in every locale.
std::optional<double> parse_number(std::string_view text);

}  // namespace basin
