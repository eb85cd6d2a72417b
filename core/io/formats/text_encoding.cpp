// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>

#include "core/io/formats/gzip.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

unsigned byte_at(std::string_view text, std::size_t place) {
    return static_cast<unsigned char>(text[place]);
}

void append_utf8(std::string& text, std::uint32_t code) {
    const auto put = [&text](std::uint32_t byte) {
        text += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (code < 0x80) return put(code);
    if (code < 0x800) {
        put(0xC0U | code >> 6);
    } else if (code < 0x10000) {
        put(0xE0U | code >> 12);
        put(0x80U | (code >> 6 & 0x3FU));
    } else {
        put(0xF0U | code >> 18);
        put(0x80U | (code >> 12 & 0x3FU));
        put(0x80U | (code >> 6 & 0x3FU));
    }
    put(0x80U | (code & 0x3FU));
}

/// Bytes of the character that begins there; 0 where there is no UTF-8 (RFC 3629).
std::size_t utf8_length(std::string_view text, std::size_t at) {
    const unsigned lead = byte_at(text, at);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return 0;
    std::uint32_t code = lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
        if ((byte_at(text, at + k) & 0xC0U) != 0x80U) return 0;
        code = code << 6 | (byte_at(text, at + k) & 0x3FU);
    }
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool bad = code < smallest[length] || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF;
    return bad ? 0 : length;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        std::uint64_t eight = 0;
        if (at + 8 <= text.size()) {
            std::memcpy(&eight, text.data() + at, 8);
            if ((eight & 0x8080808080808080U) == 0) {
                at += 8;
                continue;
            }
        }
        const std::size_t length = byte_at(text, at) < 0x80 ? 1 : utf8_length(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string from_latin1(std::string_view bytes) {
    // What Windows-1252 has where Latin-1 has control characters; 0 where neither has a character.
    constexpr std::array<std::uint16_t, 32> windows{
        0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0,      0x17D,  0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t k = 0; k < bytes.size(); ++k) {
        const unsigned byte = byte_at(bytes, k);
        const bool differs = byte >= 0x80 && byte < 0xA0 && windows[byte - 0x80] != 0;
        append_utf8(text, differs ? windows[byte - 0x80] : byte);
    }
    return text;
}

std::string from_utf16(std::string_view bytes, bool big, const std::string& where) {
    if (bytes.size() % 2 != 0)
        throw InputError(where, "found UTF-16 that ends within a character; expected the whole file");
    const auto unit = [&](std::size_t k) -> std::uint32_t {
        const unsigned first = byte_at(bytes, k), second = byte_at(bytes, k + 1);
        return big ? first << 8 | second : second << 8 | first;
    };
    std::string text;
    text.reserve(bytes.size());
    for (std::size_t k = 0; k < bytes.size(); k += 2) {
        std::uint32_t code = unit(k);
        if (code >= 0xD800 && code <= 0xDBFF && k + 3 < bytes.size() && unit(k + 2) >= 0xDC00 &&
            unit(k + 2) <= 0xDFFF) {
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(k + 2) - 0xDC00);
            k += 2;
        } else if (code >= 0xD800 && code <= 0xDFFF) {
            throw InputError(where, "found half a character of UTF-16 at byte " + std::to_string(k) +
                                        "; expected text as UTF-8 or UTF-16");
        }
        append_utf8(text, code);
    }
    return text;
}

void refuse_spreadsheet(std::string_view bytes, const std::string& where) {
    const bool is_new = bytes.starts_with("PK\x03\x04"), is_old = bytes.starts_with("\xD0\xCF\x11\xE0");
    if (!is_new && !is_old) return;
    throw InputError(where, std::string("found ") +
                                (is_new ? "an Excel file or another zip archive" : "an old Excel file") +
                                "; expected text: save the sheet as CSV and open that");
}

/// Which order of UTF-16 text without a mark has, by the zero bytes beside its Latin letters: 'l', 'b' or 0.
char unmarked_utf16(std::string_view bytes) {
    const std::string_view begin =
        bytes.substr(0, std::min<std::size_t>(bytes.size(), 1024) & ~std::size_t{1});
    std::size_t even = 0, odd = 0;
    for (std::size_t k = 0; k < begin.size(); ++k) {
        if (begin[k] == '\0') ++(k % 2 == 0 ? even : odd);
    }
    const std::size_t most = begin.size() / 2 - begin.size() / 8;
    if (begin.size() < 8) return 0;
    return odd >= most && even == 0 ? 'l' : even >= most && odd == 0 ? 'b' : '\0';
}

}  // namespace

DecodedText decode_text(std::string bytes, const std::string& where) {
    if (is_gzip(bytes)) {
        DecodedText inner = decode_text(gunzip(bytes, where), where);
        inner.compressed = true;
        return inner;
    }
    refuse_spreadsheet(bytes, where);
    const std::string_view view = bytes;
    const char order = view.starts_with("\xFF\xFE")   ? 'l'
                       : view.starts_with("\xFE\xFF") ? 'b'
                                                      : unmarked_utf16(view);
    if (order != 0) {
        const bool marked = view.starts_with("\xFF\xFE") || view.starts_with("\xFE\xFF");
        return {from_utf16(view.substr(marked ? 2 : 0), order == 'b', where), "UTF-16"};
    }
    if (const auto zero = view.find('\0'); zero != std::string_view::npos)
        throw InputError(where, "found a zero byte at byte " + std::to_string(zero + 1) +
                                    "; expected text as UTF-8, UTF-16 or Latin-1");
    if (view.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (is_utf8(bytes)) return {std::move(bytes), "UTF-8"};
    return {from_latin1(bytes), "Latin-1"};
}

}  // namespace basin
