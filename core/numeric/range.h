// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>
#include <string>
#include <string_view>

namespace basin {

/// Which numbers a field takes, as an inequality. NaN is never among them, infinity only where
/// may_be_infinite says so.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool above_low = false;      // low itself is left out
    std::string_view low_key{};  // another field of the same object, whose value is one more lower end
    bool may_be_infinite = false;
    std::string_view condition{};  // in words, where no number says it: not checked by contains()

    /// Whether it says anything.
    bool is_bounded() const;
    /// low_value: that of the field low_key.
    bool contains(double value, double low_value = -std::numeric_limits<double>::infinity()) const;
    /// For the sentence "found ...; expected ...": "1 <= trials <= 100000", "a finite value > 0".
    std::string text(std::string_view key, bool whole) const;
    /// For a table, without the key: "1 to 100000", "above 0".
    std::string words() const;
};

constexpr Range at_least(double low) {
    return {.low = low};
}
constexpr Range above(double low) {
    return {.low = low, .above_low = true};
}
constexpr Range within(double low, double high) {
    return {.low = low, .high = high};
}
/// low < value <= high.
constexpr Range above_up_to(double low, double high) {
    return {.low = low, .high = high, .above_low = true};
}

}  // namespace basin
