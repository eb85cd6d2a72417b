// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/printable.h"

#include <array>
#include <cstdint>

namespace basin {

namespace {

struct Character {
    std::size_t bytes = 1;
    char32_t code = 0;
    bool valid = false;
};

/// The first character of a text that is not empty (RFC 3629): overlong forms, surrogates and what lies
/// beyond U+10FFFF are no UTF-8, and count as one byte.
Character first_of(std::string_view text) {
    const auto byte = [text](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned lead = byte(0);
    if (lead < 0x80) return {1, lead, true};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return {};
    char32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
        if ((byte(k) & 0xC0U) != 0x80U) return {};
        code = code << 6 | (byte(k) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < smallest[length] || surrogate || code > 0x10FFFF) return {};
    return {length, code, true};
}

/// Whether a terminal or a reader would not show it, but do something.
bool is_unseen(char32_t c) {
    const auto within = [c](char32_t low, char32_t high) { return c >= low && c <= high; };
    return c < 0x20 || within(0x7F, 0x9F) || within(0x200B, 0x200F) || within(0x2028, 0x202E) ||
           within(0x2060, 0x206F) || c == 0x61C || c == 0xFEFF || within(0xFDD0, 0xFDEF) ||
           within(0xFFF9, 0xFFFB) || (c & 0xFFFE) == 0xFFFE;
}

void append_hex(std::string& text, std::uint32_t value, int digits) {
    for (int k = digits; k-- > 0;) text += "0123456789abcdef"[value >> (4 * k) & 0xFU];
}

void append_escaped(std::string& text, char32_t c) {
    const char* const shorthand = c == '\n' ? "\\n" : c == '\t' ? "\\t" : c == '\r' ? "\\r" : nullptr;
    if (shorthand != nullptr) {
        text += shorthand;
        return;
    }
    // Beyond 16 bits as a pair, as JSON has it.
    if (c > 0xFFFF) {
        append_escaped(text, 0xD800 + ((c - 0x10000) >> 10));
        append_escaped(text, 0xDC00 + ((c - 0x10000) & 0x3FF));
        return;
    }
    text += "\\u";
    append_hex(text, c, 4);
}

}  // namespace

std::string printable(std::string_view text) {
    std::string shown;
    shown.reserve(text.size());
    while (!text.empty()) {
        const Character next = first_of(text);
        if (!next.valid) {
            shown += "\\x";
            append_hex(shown, static_cast<unsigned char>(text.front()), 2);
        } else if (is_unseen(next.code)) {
            append_escaped(shown, next.code);
        } else {
            shown += text.substr(0, next.bytes);
        }
        text.remove_prefix(next.bytes);
    }
    return shown;
}

std::string_view first_characters(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    for (std::size_t k = 0; k < most && end < text.size(); ++k) end += first_of(text.substr(end)).bytes;
    return text.substr(0, end);
}

}  // namespace basin
