// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/option_checks.h"

#include <charconv>

#include "core/io/formats/written_number.h"
#include "core/numeric/text.h"

namespace basin::app {

CLI::Validator taking(const std::string& expected, const std::function<bool(const std::string&)>& takes) {
    return {[expected, takes](std::string& text) {
                return takes(text) ? std::string() : "found " + text + "; expected " + expected;
            },
            ""};
}

CLI::Validator whole_number(Index low, Index high) {
    const std::string range = std::to_string(low) + " to " + std::to_string(high);
    return taking("a whole number from " + range, [low, high](const std::string& text) {
        Index value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        return error == std::errc{} && end == text.data() + text.size() && value >= low && value <= high;
    });
}

CLI::Validator positive_number() {
    return taking("a number > 0", [](const std::string& text) {
        const WrittenNumber number = finite_number(text);
        return number.good() && number.value > 0;
    });
}

CLI::Validator number_within(double low, double high) {
    const std::string range = exact_number_text(low) + " to " + exact_number_text(high);
    return taking("a number from " + range, [low, high](const std::string& text) {
        const WrittenNumber number = finite_number(text);
        return number.good() && number.value >= low && number.value <= high;
    });
}

}  // namespace basin::app
