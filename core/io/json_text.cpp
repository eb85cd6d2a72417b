// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_text.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace basin {

namespace {

using nlohmann::ordered_json;

// A file name may hold bytes that are no UTF-8; a report about it must still be written.
std::string compact(const ordered_json& json) {
    return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

bool is_flat(const ordered_json& json) {
    return std::none_of(json.begin(), json.end(), [](const auto& item) { return item.is_structured(); });
}

void write(const ordered_json& json, const std::string& indent, std::string& text) {
    if (!json.is_structured() || json.empty() || (json.is_array() && is_flat(json))) {
        text += compact(json);
        return;
    }
    const std::string inner = indent + "  ";
    text += json.is_object() ? '{' : '[';
    bool first = true;
    for (auto item = json.begin(); item != json.end(); ++item) {
        text += first ? "\n" : ",\n";
        first = false;
        text += inner;
        if (json.is_object()) text += compact(item.key()) + ": ";
        write(*item, inner, text);
    }
    text += '\n' + indent + (json.is_object() ? '}' : ']');
}

}  // namespace

std::string json_file_text(const ordered_json& json) {
    std::string text;
    write(json, "", text);
    return text + '\n';
}

}  // namespace basin
