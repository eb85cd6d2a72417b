// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/quote.h"

namespace basin {

std::string quote(std::string_view found) {
    constexpr std::size_t most = 40;
    std::string text = "\"";
    for (const char c : found.substr(0, most)) text += c >= ' ' && c <= '~' ? c : '?';
    if (found.size() > most) text += "...";
    return text + '"';
}

}  // namespace basin
