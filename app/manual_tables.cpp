// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/manual_tables.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/field_tables.h"
#include "core/analysis/certificate.h"
#include "core/experiment/catalogue.h"
#include "core/io/presets.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"
#include "ui/families/family_view.h"
#include "ui/panels/explanation.h"
#include "ui/plots/plot_kind.h"
#include "ui/window/window_actions.h"

namespace basin::app {

namespace {

using Cells = std::vector<std::string>;

/// A Markdown table, row by row.
class Table {
  public:
    explicit Table(const Cells& head) {
        add(head);
        add(Cells(head.size(), "---"));
    }
    void add(const Cells& cells) {
        for (const std::string& cell : cells) text_ += "| " + escaped(cell) + ' ';
        text_ += "|\n";
    }
    const std::string& text() const { return text_; }

  private:
    static std::string escaped(const std::string& cell) {
        std::string text;
        for (const char c : cell) {
            if (c == '|') text += '\\';
            text += c == '\n' ? ' ' : c;
        }
        return text;
    }
    std::string text_;
};

std::string code(const std::string& word) {
    return word.empty() ? std::string() : '`' + word + '`';
}

std::string joined(const Cells& words, const std::string& between = ", ") {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

std::string codes(const Cells& words) {
    Cells all;
    for (const std::string& word : words) all.push_back(code(word));
    return joined(all);
}

/// The families that something is for: "all", or their words.
std::string families(const std::function<bool(const ui::FamilyView&)>& has) {
    Cells words;
    for (const ui::FamilyView* family : ui::familyViews())
        if (has(*family)) words.push_back(family->word().toStdString());
    return words.size() == ui::familyViews().size() ? "all" : joined(words);
}

std::string value_text(const ParameterValue& value) {
    if (const auto* number = std::get_if<double>(&value)) return exact_number_text(*number);
    if (const auto* whole = std::get_if<std::uint64_t>(&value)) return std::to_string(*whole);
    return std::get<std::string>(value);
}

std::string range_text(const ParameterInfo& info) {
    if (!info.choices.empty()) return codes(info.choices);
    const bool low = info.minimum == info.minimum, high = info.maximum == info.maximum;
    if (!low && !high) return "";
    if (!high) return "at least " + exact_number_text(info.minimum);
    return exact_number_text(info.minimum) + " to " + exact_number_text(info.maximum);
}

std::string solvers() {
    Table table({"solver", "for", "what it does", "parameters"});
    for (const SolverInfo& info : solver_catalogue()) {
        Cells keys;
        for (const ParameterInfo& parameter : info.parameters) keys.push_back(parameter.key);
        const auto served = [&info](const ui::FamilyView& family) {
            const auto solvers = family.solvers();
            return std::ranges::find(solvers, &info) != solvers.end();
        };
        table.add({code(info.name), families(served), info.summary, codes(keys)});
    }
    return table.text();
}

std::string solver_parameters() {
    Table table({"solver", "key", "default", "range", "meaning"});
    for (const SolverInfo& info : solver_catalogue()) {
        for (const ParameterInfo& parameter : info.parameters) {
            table.add({code(info.name), code(parameter.key), code(value_text(parameter.default_value)),
                       range_text(parameter), parameter.meaning});
        }
    }
    return table.text();
}

/// Which parameters of approximate-newton mean something with each approximation.
std::string approximations() {
    Table table({"`\"approximation\"`", "parameters that mean something", "error of a basin map"});
    for (const Approximation approximation : all_approximations) {
        const std::string name(to_string(approximation));
        const SolverSpec spec{"approximate-newton", {{"approximation", name}}};
        Cells keys;
        for (const SolverInfo& info : solver_catalogue()) {
            if (info.name != spec.name) continue;
            for (const ParameterInfo& parameter : info.parameters)
                if (parameter.key != "approximation" && matters(spec, parameter.key))
                    keys.push_back(parameter.key);
        }
        table.add({code(name), codes(keys), info_of(approximation).has_error() ? "yes" : "no"});
    }
    return table.text();
}

std::string verbs(const CLI::App& parser) {
    Table table({"verb", "what it does"});
    for (const CLI::App* verb : parser.get_subcommands({}))
        if (!verb->get_group().empty())
            table.add({code("basin " + verb->get_name()), verb->get_description()});
    return table.text();
}

std::string options(const CLI::App& parser) {
    Table table({"verb", "argument", "default", "meaning"});
    for (const CLI::App* verb : parser.get_subcommands({})) {
        if (verb->get_group().empty()) continue;
        for (const CLI::Option* option : verb->get_options()) {
            if (option->get_name() == "--help") continue;
            const bool positional = option->get_positional();
            std::string name = positional ? option->get_type_name() : option->get_name(false, true);
            // What the second of two opposite flags sets.
            if (const auto value = name.find("{false}"); value != std::string::npos) name.erase(value);
            if (!positional && !option->get_type_name().empty()) name += ' ' + option->get_type_name();
            table.add({code(verb->get_name()), code(name), code(option->get_default_str()),
                       option->get_description() + (option->get_required() ? "; required" : "")});
        }
    }
    return table.text();
}

std::string plots() {
    Table table({"`--plot`", "in the window", "card", "for", "what it shows"});
    for (const ui::PlotKind kind : ui::allPlotKinds) {
        table.add({code(ui::toString(kind).toStdString()), ui::nameOf(kind).toStdString(),
                   std::to_string(ui::cardOf(kind) + 1),
                   families([kind](const ui::FamilyView& family) { return family.offers(kind); }),
                   ui::meaningOf(kind).toStdString()});
    }
    return table.text();
}

std::string views() {
    Table table({"`--plot`", "`--view`"});
    for (const ui::PlotKind kind : ui::allPlotKinds) {
        Cells words;
        for (const QString& word : ui::viewsOf(kind)) words.push_back(word.toStdString());
        table.add({code(ui::toString(kind).toStdString()), codes(words)});
    }
    return table.text();
}

std::string certificate() {
    Table table({"key", "kind", "meaning"});
    for (const CertificateEntry& entry : certificate_entries())
        table.add(
            {code(std::string(entry.key)), std::string(to_string(entry.kind)), std::string(entry.meaning)});
    return table.text();
}

std::string preset_list() {
    Table table({"preset", "title", "story"});
    for (const Preset& preset : presets()) table.add({code(preset.name), preset.title, preset.story});
    return table.text();
}

std::string keys() {
    QWidget window;
    const ui::WindowActions actions(&window);
    Table table({"key", "what it does"});
    for (const auto& [words, key] : actions.shortcuts())
        table.add({code(key.toStdString()), words.toStdString()});
    return table.text();
}

std::string words() {
    Table table({"word", "meaning"});
    for (const ui::GlossaryEntry& entry : ui::glossary())
        table.add({entry.word.toStdString(), entry.meaning.toStdString()});
    return table.text();
}

}  // namespace

ManualTables manual_tables(const CLI::App& parser) {
    ManualTables tables{{"solvers", solvers},
                        {"solver-parameters", solver_parameters},
                        {"approximations", approximations},
                        {"verbs", [&parser] { return verbs(parser); }},
                        {"options", [&parser] { return options(parser); }},
                        {"plots", plots},
                        {"views", views},
                        {"certificate", certificate},
                        {"presets", preset_list},
                        {"keys", keys},
                        {"words", words}};
    tables.merge(field_tables());
    return tables;
}

std::string with_tables(const std::string& text, const ManualTables& tables, const std::string& where) {
    static constexpr std::string_view begin = "<!-- table: ", end_of_name = " -->\n", end = "<!-- end -->";
    std::string made;
    std::size_t place = 0;
    for (;;) {
        const std::size_t mark = text.find(begin, place);
        if (mark == std::string::npos) return made + text.substr(place);
        const std::size_t name = mark + begin.size(), after = text.find(end_of_name, name);
        const std::size_t stop = text.find(end, mark);
        if (after == std::string::npos || stop == std::string::npos)
            throw InputError(where, "found a table without <!-- end -->");
        const std::string wanted = text.substr(name, after - name);
        const auto table = tables.find(wanted);
        if (table == tables.end())
            throw InputError(where, "found the table \"" + wanted + "\", which is unknown");
        made += text.substr(place, after + end_of_name.size() - place) + '\n' + table->second() + '\n';
        place = stop;
    }
}

}  // namespace basin::app
