// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/figure_look.h"

#include <algorithm>
#include <array>

#include <CLI/CLI.hpp>

#include "core/numeric/text.h"
#include "ui/export/figure_option_fields.h"
#include "ui/export/style_file.h"

namespace basin::app {

namespace {

using Given = std::vector<std::pair<std::string, std::string>>;

template <class Choice>
std::string choices(const Choice& choice) {
    std::vector<std::string> words;
    for (const auto one : choice.all) words.emplace_back(to_string(one));
    return words.size() == 1 ? words.front() : joined(words, "or");
}

/// An option for each field.
class OptionMaker {
  public:
    OptionMaker(CLI::App& verb, Given& given) : verb_(verb), given_(given) {}

    Families families = every_family;

    template <class Value>
    void operator()(const Field& field, Value&& value) {
        const std::string key(field.key), option_name = std::string("--").append(key);
        std::string meaning(field.meaning);
        if constexpr (requires { value.all; }) meaning += ": " + choices(value);
        if constexpr (std::same_as<std::remove_cvref_t<Value>, bool>) {
            verb_.add_flag_function(
                option_name + ",!--no-" + key,
                [key, this_given = &given_](std::int64_t times) {
                    this_given->emplace_back(key, times > 0 ? "true" : "false");
                },
                meaning + (value ? "; drawn where nothing is said" : ""));
        } else {
            auto* option = verb_.add_option_function<std::vector<std::string>>(
                option_name,
                [key, this_given = &given_](const std::vector<std::string>& texts) {
                    for (const std::string& text : texts) this_given->emplace_back(key, text);
                },
                meaning);
            // Texts that follow one are not of it.
            option->type_name(type_name(value))->allow_extra_args(false)->default_str(default_text(value));
        }
    }

  private:
    template <class Value>
    static std::string type_name(const Value&) {
        return "TEXT";
    }
    template <class T>
    static std::string type_name(const ui::PageSizeOf<T>&) {
        return "WxH";
    }
    template <class T>
    static std::string type_name(const ui::PointsOf<T>&) {
        return "PT";
    }
    template <class T>
    static std::string type_name(const ui::MaybeRangeOf<T>&) {
        return "FROM:TO";
    }
    template <class T>
    static std::string type_name(const ui::LabelsOf<T>&) {
        return "LABEL,...";
    }
    template <class T>
    static std::string type_name(const ui::NamesOf<T>&) {
        return "LABEL=TEXT";
    }
    template <class T>
    static std::string type_name(const ui::PanelsOf<T>&) {
        return "PLOT,...";
    }
    template <class T>
    static std::string type_name(const OneOf<T>&) {
        return "NAME";
    }
    template <class T>
    static std::string type_name(const MaybeOneOf<T>&) {
        return "NAME";
    }
    static std::string type_name(const double&) { return "N"; }
    static std::string type_name(const std::optional<Index>&) { return "N"; }

    template <class Value>
    static std::string default_text(const Value& value) {
        if (!is_there(value)) return {};
        const nlohmann::ordered_json json = any_json(value, WriteSetting{});
        if (json.is_number()) return exact_number_text(json.get<double>());
        return json.is_string() ? json.get<std::string>() : std::string();
    }

    CLI::App& verb_;
    Given& given_;
};

}  // namespace

void FigureLook::add_to(CLI::App& verb) {
    add_style_to(verb);
    OptionMaker maker(verb, given_);
    const ui::FigureOptions usual;
    describe(usual, maker);
}

void FigureLook::add_style_to(CLI::App& verb) {
    verb.add_option("--style", style_, "a style file, which says what these options do not")
        ->type_name("FILE");
}

bool FigureLook::has(const std::string& key) const {
    return std::ranges::any_of(given_, [&](const auto& option) { return option.first == key; });
}

ui::FigureOptions FigureLook::options(Of what) const {
    std::vector<ui::FigureStyle> styles;
    if (has_style()) styles.push_back(ui::readStyleFile(style_));
    styles.push_back(ui::lineStyle(given_));
    if (what != Of::page) styles.front().given.erase("panels");
    if (what == Of::any_plot)
        for (const char* key : {"x-label", "y-label", "x-range", "y-range"}) styles.front().given.erase(key);
    return ui::optionsFrom(styles);
}

}  // namespace basin::app
