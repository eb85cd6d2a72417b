// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/json_text.h"

#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "core/numeric/printable.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

bool is_infinite(const ordered_json& json) {
    return json.is_number_float() && std::isinf(json.get<double>());
}

// JSON has no infinities, and null is what is not known.
ordered_json with_words(ordered_json json) {
    if (is_infinite(json)) return exact_number_text(json.get<double>());
    if (!json.is_array()) return json;
    for (auto& item : json) {
        if (is_infinite(item)) item = exact_number_text(item.get<double>());
    }
    return json;
}

std::string compact(const ordered_json& json) {
    const bool plain = !is_infinite(json) && (!json.is_array() || std::ranges::none_of(json, is_infinite));
    // A message may quote bytes that are no UTF-8; it must still be written.
    constexpr auto replace = ordered_json::error_handler_t::replace;
    const std::string text = (plain ? json : with_words(json)).dump(-1, ' ', false, replace);
    return printable(text);  // control characters above U+007E as well
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
