// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/field_tables.h"

#include <utility>

#include "core/io/problem_json.h"
#include "core/numeric/text.h"
#include "ui/families/family_view.h"

namespace basin::app {

namespace {

std::string code(const std::string& word) {
    return '`' + word + '`';
}

template <class Value>
std::string default_text(const Value& value) {
    if (!is_there(value)) return "none";
    if constexpr (std::same_as<Value, double>) {
        return code(exact_number_text(value));
    } else {
        const nlohmann::ordered_json json = any_json(value, {});
        return json.empty() ? "none" : code(json.is_string() ? json.get<std::string>() : json.dump());
    }
}

template <class E>
std::string default_text(const OneOf<E>& choice) {
    return code(std::string(to_string(choice.value)));
}

template <class Value>
std::string range_words(const Field& field, const Value&) {
    return field.range.words();
}
template <class E>
std::string code_words(std::span<const E> all) {
    std::string words;
    for (const E one : all) words.append(words.empty() ? "" : ", ").append(code(std::string(to_string(one))));
    return words;
}
template <class E>
std::string range_words(const Field&, const OneOf<E>& choice) {
    return code_words(choice.all);
}

template <class Optional>
std::string range_words(const Field&, const MaybeOneOf<Optional>& choice) {
    return code_words(choice.all);
}
template <class List>
std::string range_words(const Field& field, const SomeOf<List>& some) {
    return field.range.is_bounded() ? field.range.words() : code_words(some.all);
}

/// A row for every field of one object.
class FieldRows {
  public:
    explicit FieldRows(Families of) : families(of) {}

    Families families;

    template <class Value>
    void operator()(const Field& field, const Value& value) {
        if ((field.families & families) == 0) return;
        std::string meaning(field.meaning);
        if (!field.unit.empty()) meaning.append(", in ").append(field.unit);
        // Without the marks of code where a file with the other defaults has no such key.
        std::string standing = default_text(value);
        if (!field.written || !is_there(value)) std::erase(standing, '`');
        add(std::string(field.key), standing, range_words(field, value), meaning);
    }
    void add(const std::string& key, const std::string& value, const std::string& range,
             const std::string& meaning) {
        text_ += "| " + code(key) + " | " + value + " | " + range + " | " + meaning + " |\n";
    }
    /// The check of the documents compares keys and defaults with what a run writes.
    std::string table(const std::string& path) const {
        return "<!-- keys: " + path +
               " -->\n\n| key | default | range | meaning |\n| --- | --- | --- | --- |\n" + text_;
    }

  private:
    std::string text_;
};

template <class Spec>
std::string table_of(const std::string& path, const Spec& spec, Families families) {
    FieldRows rows(families);
    describe(spec, rows);
    return rows.table(path);
}

std::string problem_table(const std::string& path, const ProblemSpec& problem) {
    FieldRows rows(Families{1} << problem.index());
    const Field family = family_field();
    rows.add(std::string(family.key), default_text(FamilyOf<const ProblemSpec>{problem}), "",
             std::string(family.meaning));
    std::visit([&rows](const auto& spec) { describe(spec, rows); }, problem);
    return rows.table(path);
}

template <class Spec>
Spec filled(const Spec& section) {
    return section;
}
template <class Spec>
Spec filled(const std::optional<Spec>& section) {
    return section.value_or(Spec{});
}

}  // namespace

std::map<std::string, std::function<std::string()>> field_tables() {
    std::map<std::string, std::function<std::string()>> tables;
    const ui::FamilyView& usual = ui::familyViewOf(Experiment{});
    for (const ui::FamilyView* view : ui::familyViews()) {
        const std::string prefix = view == &usual ? "" : view->word().toStdString() + ' ';
        const ProblemSpec problem = view->family().default_problem();
        Experiment experiment;
        experiment.problem = problem;
        const Families families = family_bit(experiment);
        const auto add = [&](std::string_view key, const auto& spec) {
            const std::string path = prefix + std::string(key);
            tables["fields " + path] = [path, spec, families] { return table_of(path, spec, families); };
        };
        tables["fields " + prefix + "problem"] = [path = prefix + "problem", problem = problem] {
            return problem_table(path, problem);
        };
        add("start", experiment.start);
        add("stopping", experiment.stopping);
        if (view == &usual) {
            add("view", ViewSpec());
            add("view.plots.convergence", PlotSpec());
        }
        for_each_section([&](const SectionInfo& info, auto member) {
            if ((info.families & families) != 0) add(info.field.key, filled(experiment.*member));
        });
    }
    return tables;
}

}  // namespace basin::app
