// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/written_number.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "core/numeric/text.h"

namespace basin {

namespace {

// Up to 2^53 every whole number is a double: 16 digits.
constexpr std::size_t digits_always_held = 15;

const char* const not_held =
    "a number that a double holds (of whole numbers all up to 9007199254740992 in size; a decimal point "
    "behind it has it rounded)";
const char* const beyond_range = "a number within the range of a double: 0, or 5e-324 to 1.797e308 in size";

/// The digits of a whole number without sign and leading zeros; empty for any other text.
std::string_view whole_digits(std::string_view text) {
    if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
    if (!std::ranges::all_of(text, is_digit)) return {};
    return text.substr(std::min(text.find_first_not_of('0'), text.size()));
}

/// Whether the double has just these digits.
bool holds(double value, std::string_view digits) {
    std::array<char, 400> buffer;  // the largest double has 309
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value),
                                   std::chars_format::fixed, 0);
    return digits == std::string_view(buffer.data(), end.ptr);
}

/// What from_chars() takes as one number, of whatever size.
bool is_number_of_any_size(std::string_view text) {
    double ignored = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ignored);
    return error == std::errc::result_out_of_range && end == text.data() + text.size();
}

template <typename Whole>
WrittenNumber of_whole(Whole value) {
    const auto nearest = static_cast<double>(value);
    std::array<char, 24> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    const std::string_view digits = whole_digits({buffer.data(), end.ptr});
    if (digits.size() <= digits_always_held || holds(nearest, digits)) return {nearest, {}};
    return {nearest, not_held};
}

}  // namespace

WrittenNumber written_number(std::string_view text) {
    std::string_view unsigned_text = text;
    if (text.starts_with('+') && !text.starts_with("+-")) unsigned_text.remove_prefix(1);
    const auto value = parse_number(text);
    if (!value && is_number_of_any_size(unsigned_text)) return {not_applicable, beyond_range};
    if (!value) return {not_applicable, "a number", false};
    const std::string_view digits = whole_digits(text);
    if (digits.size() > digits_always_held && !holds(*value, digits)) return {*value, not_held};
    return {*value, {}};
}

WrittenNumber written_number(std::int64_t value) {
    return of_whole(value);
}

WrittenNumber written_number(std::uint64_t value) {
    return of_whole(value);
}

WrittenNumber finite_number(std::string_view text) {
    WrittenNumber number = written_number(text);
    if (number.good() && !std::isfinite(number.value)) number.expected = "a finite number";
    return number;
}

}  // namespace basin
