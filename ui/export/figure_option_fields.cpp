// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/figure_option_fields.h"

#include <string_view>

#include "core/experiment/nearest_word.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin::ui {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string_view trimmed(std::string_view text) {
    const auto from = text.find_first_not_of(' ');
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

std::string_view without(std::string_view text, std::string_view ending) {
    if (text.ends_with(ending)) text.remove_suffix(ending.size());
    return trimmed(text);
}

/// What stands before and behind a mark; nothing where there is none.
std::optional<std::pair<std::string_view, std::string_view>> halves(std::string_view text, char mark) {
    const auto at = text.find(mark);
    if (at == std::string_view::npos) return std::nullopt;
    return std::pair{trimmed(text.substr(0, at)), trimmed(text.substr(at + 1))};
}

/// The parts between commas that stand in no brackets.
std::vector<std::string> commaParts(std::string_view text) {
    std::vector<std::string> parts(1);
    int open = 0;
    for (const char c : text) {
        open += (c == '(') - (c == ')');
        if (c == ',' && open <= 0)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    for (std::string& part : parts) part = trimmed(part);
    std::erase(parts, std::string());
    return parts;
}

/// A list of texts, or one text with commas.
std::vector<std::string> textsOf(const json& value, const JsonPlace& place, const char* expected) {
    if (value.is_string()) return commaParts(value.get_ref<const std::string&>());
    if (!value.is_array()) place.fail(value, expected);
    std::vector<std::string> texts;
    for (std::size_t k = 0; k < value.size(); ++k) texts.push_back(json_text(value[k], place.item(k)));
    return texts;
}

bool readShares(std::string_view text, Panel& panel) {
    const auto sides = halves(text, 'x');
    const auto width = parse_number(sides ? sides->first : text);
    const auto height = sides ? parse_number(sides->second) : std::optional(1.0);
    if (!width || !height) return false;
    panel.width = *width;
    panel.height = *height;
    return true;
}

PlotKind readKind(const std::string& word, const JsonPlace& place) {
    if (const auto kind = parsePlotKind(QString::fromStdString(word))) return *kind;
    std::vector<std::string> words;
    for (const PlotKind kind : allPlotKinds) words.emplace_back(to_string(kind));
    place.fail("found " + quote(word) + suggestion(word, words));
}

Panel readPanel(const std::string& text, const JsonPlace& place) {
    Panel panel{};
    std::string_view rest = text;
    if (const auto parts = halves(rest, ':')) {
        if (!readShares(parts->second, panel))
            place.fail("found " + quote(text) + "; expected PLOT:WIDTH or PLOT:WIDTHxHEIGHT");
        rest = parts->first;
    }
    if (const auto parts = halves(rest, '/')) {
        panel.view = QString::fromUtf8(parts->second.data(), static_cast<qsizetype>(parts->second.size()));
        rest = parts->first;
    }
    panel.kind = readKind(std::string(rest), place);
    return panel;
}

void addName(const std::string& text, const JsonPlace& place, std::map<QString, QString>& names) {
    const auto parts = halves(text, '=');
    if (!parts || parts->first.empty()) place.fail("found " + quote(text) + "; expected LABEL=TEXT");
    names[QString::fromStdString(std::string(parts->first))] =
        QString::fromStdString(std::string(parts->second));
}

}  // namespace

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const PageSizeOf<FigureOptions>& size) {
    constexpr const char* expected = "WIDTHxHEIGHT, e.g. 800x500 or 120x90mm";
    const std::string text = json_text(value, place);
    const bool millimetres = std::string_view(text).ends_with("mm");
    const auto sides = halves(without(text, millimetres ? "mm" : "px"), 'x');
    const auto width = sides ? parse_number(sides->first) : std::nullopt;
    const auto height = sides ? parse_number(sides->second) : std::nullopt;
    if (!width || !height) place.fail("found " + text + "; expected " + expected);
    size.options.width = *width;
    size.options.height = *height;
    size.options.unit = millimetres ? FigureOptions::Unit::mm : FigureOptions::Unit::px;
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const PointsOf<double>& field) {
    if (value.is_number()) {
        field.points = json_number(value, place);
        return;
    }
    const std::string text = json_text(value, place);
    const auto points = parse_number(without(text, "pt"));
    if (!points) place.fail("found " + text + "; expected a length in points, e.g. 7pt");
    field.points = *points;
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const MaybeTextOf<std::optional<QString>>& field) {
    field.text = QString::fromStdString(json_text(value, place));
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const MaybeRangeOf<std::optional<AxisRange>>& field) {
    if (value.is_array() && value.size() == 2) {
        field.range = AxisRange{json_number(value[0], place.item(0)), json_number(value[1], place.item(1))};
        return;
    }
    if (!value.is_string()) place.fail(value, "FROM:TO, or two numbers in a list");
    const std::string text = value.get<std::string>();
    auto ends = halves(text, ':');
    if (!ends) ends = halves(text, ',');
    const auto from = ends ? parse_number(ends->first) : std::nullopt;
    const auto to = ends ? parse_number(ends->second) : std::nullopt;
    if (!from || !to) place.fail("found " + text + "; expected FROM:TO, e.g. 1e-8:1");
    field.range = AxisRange{*from, *to};
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const LabelsOf<QStringList>& field) {
    field.labels.clear();
    for (const std::string& label : textsOf(value, place, "a list of labels"))
        field.labels << QString::fromStdString(label);
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const NamesOf<std::map<QString, QString>>& field) {
    field.names.clear();
    if (value.is_object()) {
        for (const auto& [label, text] : value.items())
            field.names[QString::fromStdString(label)] =
                QString::fromStdString(json_text(text, place.key(label)));
        return;
    }
    // A text alone may have commas in its name.
    if (value.is_string()) {
        addName(value.get<std::string>(), place, field.names);
        return;
    }
    for (const std::string& text : textsOf(value, place, "an object of labels and texts"))
        addName(text, place, field.names);
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const PanelsOf<std::vector<Panel>>& field) {
    field.panels.clear();
    for (const std::string& text : textsOf(value, place, "a list of plots"))
        field.panels.push_back(readPanel(text, place));
}

ordered_json value_json(const PageSizeOf<const FigureOptions>& size, const WriteSetting&) {
    const FigureOptions& options = size.options;
    return exact_number_text(options.width) + "x" + exact_number_text(options.height) +
           (options.unit == FigureOptions::Unit::mm ? "mm" : "");
}

ordered_json value_json(const PointsOf<const double>& field, const WriteSetting&) {
    return exact_number_text(field.points) + "pt";
}

ordered_json value_json(const MaybeTextOf<const std::optional<QString>>& field, const WriteSetting&) {
    return field.text->toStdString();
}

ordered_json value_json(const MaybeRangeOf<const std::optional<AxisRange>>& field, const WriteSetting&) {
    return exact_number_text((*field.range)[0]) + ":" + exact_number_text((*field.range)[1]);
}

ordered_json value_json(const LabelsOf<const QStringList>& field, const WriteSetting&) {
    ordered_json list = ordered_json::array();
    for (const QString& label : field.labels) list.push_back(label.toStdString());
    return list;
}

ordered_json value_json(const NamesOf<const std::map<QString, QString>>& field, const WriteSetting&) {
    ordered_json object = ordered_json::object();
    for (const auto& [label, shown] : field.names) object[label.toStdString()] = shown.toStdString();
    return object;
}

ordered_json value_json(const PanelsOf<const std::vector<Panel>>& field, const WriteSetting&) {
    ordered_json list = ordered_json::array();
    for (const Panel& panel : field.panels) list.push_back(panelText(panel).toStdString());
    return list;
}

QString panelText(const Panel& panel) {
    std::string text(to_string(panel.kind));
    if (!panel.view.isEmpty()) text += "/" + panel.view.toStdString();
    if (panel.width == 1 && panel.height == 1) return QString::fromStdString(text);
    text += ":" + exact_number_text(panel.width);
    if (panel.height != 1) text += "x" + exact_number_text(panel.height);
    return QString::fromStdString(text);
}

}  // namespace basin::ui
