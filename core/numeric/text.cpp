// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace basin {

std::string number_text(double value, int digits) {
    if (std::isnan(value)) return "unknown";
    if (std::isinf(value)) return value > 0 ? "infinite" : "-infinite";
    constexpr double whole_below = 1e6;
    if (value == std::trunc(value) && std::abs(value) < whole_below)
        return std::to_string(static_cast<long>(value));
    std::array<char, 64> buffer;
    // to_chars: unlike printf it is the same in every locale.
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                   std::chars_format::general, digits);
    return {buffer.data(), end.ptr};
}

std::string seconds_text(double seconds) {
    if (!std::isfinite(seconds)) return number_text(seconds);
    if (seconds < 1e-3) return number_text(seconds * 1e6) + " us";
    if (seconds < 1) return number_text(seconds * 1e3) + " ms";
    if (seconds >= 3600) return number_text(seconds / 3600) + " h";
    return number_text(seconds) + " s";
}

std::string exact_number_text(double value) {
    if (std::isnan(value)) return "nan";  // without the sign that to_chars would show
    std::array<char, 32> buffer;
    return {buffer.data(), std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr};
}

std::optional<double> parse_number(std::string_view text) {
    if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

}  // namespace basin
