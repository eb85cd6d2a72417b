// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/field_json.h"

namespace basin {

using nlohmann::json;
using nlohmann::ordered_json;

void read_value(const json& value, const JsonPlace& place, const ReadSetting&, AxisRange& range) {
    if (!value.is_array() || value.size() != range.size()) place.fail(value, "two numbers, from and to");
    for (std::size_t i = 0; i < range.size(); ++i) range[i] = json_number(value[i], place.item(i));
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting& setting,
                std::map<PlotKind, PlotSpec>& plots) {
    JsonObject object(value, place);
    plots.clear();
    for (const PlotWords& plot : plot_list) {
        const std::string word(plot.word);
        if (const json* found = object.find(word))
            read_object(*found, object.place(word), setting, plots[plot.kind]);
    }
    object.finish();
}

ordered_json value_json(const std::map<PlotKind, PlotSpec>& plots, const WriteSetting& setting) {
    ordered_json json = ordered_json::object();
    for (const auto& [kind, spec] : plots) json[std::string(to_string(kind))] = object_json(spec, setting);
    return json;
}

}  // namespace basin
