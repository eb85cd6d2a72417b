// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace basin {

/// A text as UTF-8, and what it was.
struct DecodedText {
    std::string text;      // UTF-8 without a mark
    std::string encoding;  // "UTF-8", "UTF-16", "Latin-1"
    bool compressed = false;
};

/// The text in the bytes of a file: UTF-8 with and without mark, UTF-16 of either order, and Latin-1 (with
/// the characters of Windows-1252) where the bytes are no UTF-8; any of them packed by gzip. Throws
/// InputError for spreadsheets and other bytes that are no text.
DecodedText decode_text(std::string bytes, const std::string& where);

}  // namespace basin
