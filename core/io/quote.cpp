// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/quote.h"

#include "core/numeric/printable.h"

namespace basin {

std::string quote(std::string_view found) {
    constexpr std::size_t most = 40;
    const std::string_view begin = first_characters(found, most);
    std::string text = "\"";
    for (const char c : printable(begin)) {
        if (c == '"') text += '\\';
        text += c;
    }
    if (begin.size() < found.size()) text += "...";
    return text + '"';
}

}  // namespace basin
