// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/style_file.h"

#include <algorithm>

#include "core/experiment/nearest_word.h"
#include "core/io/atomic_file.h"
#include "core/io/json_text.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "ui/export/figure_option_fields.h"
#include "ui/export/figure_templates.h"

namespace basin::ui {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* formatName = "basin-figure-style";
constexpr Index newestVersion = 1;
constexpr const char* templateKey = "template";

/// The place of a value: a key of a file, or an option of a command line.
JsonPlace placeOf(const FigureStyle& style, const std::string& key) {
    if (style.file.empty()) return {{}, std::string("--").append(key)};
    return {style.file, key};
}

void checkHeader(JsonObject& object) {
    const std::string format = json_text(object.required("format"), object.place("format"));
    if (format != formatName)
        object.place("format").fail("found " + quote(format) + "; expected " + quote(formatName));
    Index version = 0;
    read_json(object.required("version"), object.place("version"), version);
    if (version > newestVersion)
        object.place("version").fail("found " + std::to_string(version) +
                                     ", of a newer Basin; expected at most " + std::to_string(newestVersion));
    if (version < 1) object.place("version").fail("found " + std::to_string(version) + "; expected 1");
}

/// Reads what a style gives, field by field, over what is there.
class StyleReader {
  public:
    explicit StyleReader(const FigureStyle& style) : style_(style) {}

    Families families = every_family;

    template <class Value>
    void operator()(const Field& field, Value&& value) {
        const std::string key(field.key);
        known_.push_back(key);
        if (const auto found = style_.given.find(key); found != style_.given.end())
            read_any(*found, placeOf(style_, key), ReadSetting{}, value);
    }
    void refuseOthers() const {
        for (const auto& [key, value] : style_.given.items())
            if (std::ranges::find(known_, key) == known_.end())
                placeOf(style_, key).fail("unknown key" + suggestion(key, known_));
    }

  private:
    const FigureStyle& style_;
    std::vector<std::string> known_;
};

void apply(const FigureStyle& style, FigureOptions& options) {
    StyleReader reader(style);
    describe(options, reader);
    reader.refuseOthers();
}

/// Turns texts of a command line into what a style file would have.
class LineReader {
  public:
    explicit LineReader(const std::vector<std::pair<std::string, std::string>>& options)
        : options_(options) {}

    Families families = every_family;
    json given = json::object();

    template <class Value>
    void operator()(const Field& field, Value&&) {
        using Type = std::remove_cvref_t<Value>;
        std::vector<std::string> texts;
        for (const auto& [key, text] : options_)
            if (key == field.key) texts.push_back(text);
        if (texts.empty()) return;
        json& value = given[std::string(field.key)];
        value = texts.back();
        if constexpr (std::same_as<Type, bool>) {
            if (texts.back() == "true" || texts.back() == "false") value = texts.back() == "true";
        } else if constexpr (std::is_arithmetic_v<Type> || is_optional<Type>) {
            if (const auto number = parse_number(texts.back())) value = *number;
        } else if (texts.size() > 1) {
            value = texts;
        }
    }

  private:
    const std::vector<std::pair<std::string, std::string>>& options_;
};

/// The fields that differ from those of the template.
ordered_json beyondTemplate(const FigureOptions& options) {
    FigureOptions plain = templateOptions(options.base);
    plain.base.reset();
    const ordered_json usual = object_json(plain, WriteSetting{});
    ordered_json given = object_json(options, WriteSetting{});
    for (const auto& [key, value] : usual.items())
        if (const auto found = given.find(key); found != given.end() && *found == value) given.erase(key);
    return given;
}

}  // namespace

FigureStyle parseStyle(const std::string& text, const std::string& where) {
    FigureStyle style{where, parse_json(text, where)};
    JsonObject object(style.given, {where, {}});
    checkHeader(object);
    style.given.erase("format");
    style.given.erase("version");
    FigureOptions tried;
    apply(style, tried);
    return style;
}

FigureStyle readStyleFile(const std::filesystem::path& file) {
    return parseStyle(read_file(file), file.string());
}

FigureStyle lineStyle(const std::vector<std::pair<std::string, std::string>>& options) {
    LineReader reader(options);
    FigureOptions tried;
    describe(tried, reader);
    FigureStyle style{{}, reader.given};
    for (const auto& [key, text] : options)
        if (!style.given.contains(key)) style.given[key] = text;
    apply(style, tried);
    return style;
}

FigureOptions optionsFrom(const std::vector<FigureStyle>& styles) {
    FigureOptions options;
    for (const FigureStyle& style : styles)
        if (const auto found = style.given.find(templateKey); found != style.given.end())
            options.base =
                read_word<FigureTemplate>(*found, placeOf(style, templateKey), all_figure_templates);
    options = templateOptions(options.base);
    for (const FigureStyle& style : styles) {
        const auto base = options.base;
        apply(style, options);
        options.base = base;
    }
    options.validate();
    return options;
}

std::string styleText(const FigureOptions& options) {
    ordered_json file{{"format", formatName}, {"version", newestVersion}};
    file.update(beyondTemplate(options));
    return json_file_text(file);
}

void writeStyleFile(const FigureOptions& options, const std::filesystem::path& file) {
    options.validate();
    write_output_file(file, styleText(options));
}

QStringList lineOptions(const FigureOptions& options) {
    QStringList line;
    const auto add = [&line](const std::string& key, const std::string& text) {
        line << QStringLiteral("--") + QString::fromStdString(key) << QString::fromStdString(text);
    };
    const ordered_json given = beyondTemplate(options);
    for (const auto& [key, value] : given.items()) {
        if (value.is_boolean()) {
            line << (value.get<bool>() ? QStringLiteral("--") : QStringLiteral("--no-")) +
                        QString::fromStdString(key);
        } else if (value.is_object()) {
            for (const auto& [label, shown] : value.items()) add(key, label + "=" + shown.get<std::string>());
        } else if (value.is_array()) {
            std::string all;
            for (const auto& each : value) {
                if (!all.empty()) all += ',';
                all += each.get<std::string>();
            }
            add(key, all);
        } else {
            add(key, value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
    return line;
}

}  // namespace basin::ui
