// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdlib>

namespace basin {

namespace {

constexpr std::string_view minus = "−";

/// Digits of the chosen format without the zeros that say nothing. to_chars: unlike printf it is the same in
/// every locale.
std::string digits_of(double value, std::chars_format format, int digits) {
    std::array<char, 512> buffer;
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format, digits);
    std::string text(buffer.data(), end.ptr);
    const std::size_t exponent = std::min(text.find('e'), text.size());
    if (text.find('.') == std::string::npos) return text;
    std::size_t kept = exponent;
    while (text[kept - 1] == '0') --kept;
    if (text[kept - 1] == '.') --kept;
    return text.erase(kept, exponent - kept);
}

/// Of a finite number >= 0.
std::string size_text(double size, int digits) {
    constexpr double whole_below = 1e6, least_plain = 0.999e-3, plain_below = 1e5;
    if (size == std::trunc(size) && size < whole_below) return std::to_string(static_cast<long>(size));
    // Rounded first, so that 999.97 becomes 1000 and not 1.00 times a power of ten.
    const std::string rounded = digits_of(size, std::chars_format::scientific, digits - 1);
    const std::size_t e = rounded.find('e');
    const std::string mantissa = rounded.substr(0, e);
    const int exponent = std::stoi(rounded.substr(e + 1));
    const double as_rounded = parse_number(rounded).value_or(size);
    if (as_rounded >= least_plain && as_rounded < plain_below)
        return digits_of(size, std::chars_format::fixed, std::max(digits - 1 - exponent, 0));
    if (mantissa == "1") return power_of_ten_text(exponent);
    return mantissa + "·" + power_of_ten_text(exponent);
}

}  // namespace

std::string number_text(double value, int digits) {
    if (std::isnan(value)) return "unknown";
    const std::string sign(value < 0 ? minus : "");
    return sign + (std::isinf(value) ? "infinite" : size_text(std::abs(value), digits));
}

std::string power_of_ten_text(int exponent) {
    static constexpr std::array<std::string_view, 10> superscripts{"⁰", "¹", "²", "³", "⁴",
                                                                   "⁵", "⁶", "⁷", "⁸", "⁹"};
    std::string text = exponent < 0 ? "10⁻" : "10";
    for (const char digit : std::to_string(std::abs(exponent)))
        text += superscripts[static_cast<std::size_t>(digit - '0')];
    return text;
}

std::string power_text(double exponent) {
    constexpr double largest = 300;  // that a double surely holds
    if (std::isfinite(exponent) && std::abs(exponent) > largest)
        return power_of_ten_text(static_cast<int>(std::clamp(std::round(exponent), -1e9, 1e9)));
    return number_text(std::pow(10, exponent));
}

std::string seconds_text(double seconds) {
    if (!std::isfinite(seconds)) return number_text(seconds);
    if (seconds < 1e-3) return number_text(seconds * 1e6) + " µs";
    if (seconds < 1) return number_text(seconds * 1e3) + " ms";
    if (seconds >= 3600) return number_text(seconds / 3600) + " h";
    return number_text(seconds) + " s";
}

std::string bytes_text(double bytes) {
    if (!std::isfinite(bytes)) return number_text(bytes);
    if (bytes < 1e3) return number_text(bytes) + (bytes == 1 ? " byte" : " bytes");
    if (bytes < 1e6) return number_text(bytes / 1e3) + " kB";
    if (bytes < 1e9) return number_text(bytes / 1e6) + " MB";
    return number_text(bytes / 1e9) + " GB";
}

std::string time_left_text(double seconds) {
    if (!std::isfinite(seconds)) return {};
    const auto whole = [](double count) { return number_text(std::ceil(count)); };
    if (seconds < 90) return whole(seconds) + " s";
    if (seconds < 5400) return whole(seconds / 60) + " min";
    return whole(seconds / 3600) + " h";
}

std::string joined(const std::vector<std::string>& words, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0 && i + 1 < words.size()) text.append(", ");
        if (i > 0 && i + 1 == words.size()) text.append(" ").append(last).append(" ");
        text.append(words[i]);
    }
    return text;
}

bool is_in(const std::vector<std::string>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

std::string padded(std::string text, std::size_t width) {
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    const auto length = static_cast<std::size_t>(std::ranges::count_if(text, begins));
    if (length < width) text.append(width - length, ' ');
    return text;
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
