// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_paths.h"

#include <optional>
#include <type_traits>
#include <utility>

#include "core/experiment/problem_family.h"
#include "core/io/named_columns.h"
#include "core/io/problem_json.h"
#include "core/io/solver_json.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Calls see(path, field, value) for every field, an object before its own.
template <class See>
class Walk {
  public:
    Walk(std::string prefix, Families of, See& see) : families(of), prefix_(std::move(prefix)), see_(see) {}

    Families families;

    template <class Value>
    void operator()(const Field& field, Value&& value) {
        if ((field.families & families) == 0) return;
        using Plain = std::decay_t<Value>;
        const std::string path = prefix_ + std::string(field.key);
        see_(path, field, value);
        if constexpr (std::same_as<Plain, ProblemSpec>) {
            families = Families{1} << value.index();
            see_(path + "." + std::string(family_field().key), family_field(),
                 FamilyOf<std::remove_reference_t<Value>>{value});
            std::visit([&](auto& spec) { enter(path, spec); }, value);
        } else if constexpr (std::same_as<Plain, std::vector<SolverSpec>>) {
            for (std::size_t i = 0; i < value.size(); ++i)
                walk_solver(path + "[" + std::to_string(i) + "].", value[i]);
        } else if constexpr (is_optional<Plain>) {
            if (value) enter(path, *value);
        } else {
            enter(path, value);
        }
    }

  private:
    template <class Value>
    void enter(const std::string& path, Value& value) {
        if constexpr (Described<Value>) {
            Walk inner(path + ".", families, see_);
            describe(value, inner);
        }
    }

    template <class Solver>
    void walk_solver(const std::string& prefix, Solver& solver) {
        see_(prefix + std::string(solver_name_field().key), solver_name_field(), SolverName<Solver>{solver});
        for (const ParameterInfo& info : solver_info(solver.name).parameters)
            see_(prefix + info.key, parameter_field(info), SolverParameter<Solver>{solver, info});
    }

    std::string prefix_;
    See& see_;
};

template <class Some, class See>
void walk(Some& experiment, See&& see) {
    Walk<std::remove_reference_t<See>> all("", family_bit(experiment), see);
    describe(experiment, all);
}

/// Whether a value has fields of its own.
template <class Value>
constexpr bool is_object() {
    using Plain = std::decay_t<Value>;
    if constexpr (is_optional<Plain>) {
        return Described<typename Plain::value_type>;
    } else {
        return Described<const Plain> || std::same_as<Plain, ProblemSpec> ||
               std::same_as<Plain, std::vector<SolverSpec>>;
    }
}

template <class Value>
std::string range_text(const Field& field, const Value&) {
    if (!field.range.is_bounded()) return {};
    return field.range.text(field.key, std::integral<Value>);
}
template <class E>
std::string range_text(const Field&, const OneOf<E>& choice) {
    std::string text;
    for (const auto one : choice.all) text += (text.empty() ? "" : ", ") + std::string(to_string(one));
    return text;
}
std::string range_text(const Field&, const SolverParameter<const SolverSpec>& given) {
    return expectation(given.info);
}

}  // namespace

std::vector<FieldAt> fields_of(const Experiment& experiment) {
    std::vector<FieldAt> fields;
    const WriteSetting setting{{}, family_bit(experiment)};
    walk(experiment, [&](const std::string& path, const Field& field, const auto& value) {
        if constexpr (!is_object<decltype(value)>()) {
            if (!field.written || !is_there(value)) return;
            fields.push_back({path, any_json(value, setting), std::string(field.meaning),
                              range_text(field, value), std::string(field.unit)});
        }
    });
    return fields;
}

ordered_json read_field(const Experiment& experiment, const std::string& wanted) {
    std::optional<ordered_json> found;
    const WriteSetting setting{{}, family_bit(experiment)};
    walk(experiment, [&](const std::string& path, const Field&, const auto& value) {
        if (path == wanted) found = is_there(value) ? any_json(value, setting) : ordered_json();
    });
    if (found) return *found;
    std::vector<std::string> known;
    for (const FieldAt& field : fields_of(experiment)) known.push_back(field.path);
    throw InputError(wanted, "found no such field" + suggestion(wanted, known));
}

void set_field(Experiment& experiment, const std::string& wanted, const json& value,
               const std::filesystem::path& folder) {
    read_field(experiment, wanted);  // there is such a field
    Experiment changed = experiment;
    const ReadSetting setting{folder, family_bit(experiment)};
    bool is_done = false;
    walk(changed, [&](const std::string& path, const Field& field, auto&& entry) {
        if (path != wanted || is_done) return;
        is_done = true;
        if (!field.refused.empty()) JsonPlace{"", path}.fail(value, std::string(field.refused));
        using Entry = std::decay_t<decltype(entry)>;
        if constexpr (is_object<Entry>() && std::is_default_constructible_v<Entry>) entry = Entry{};
        read_any(value, {"", path}, setting, entry);
    });
    if (SoftmaxProblemSpec* problem = family_of(changed).matrix_problem(changed.problem);
        problem && wanted.starts_with("problem.data")) {
        take_named_columns(*problem);
        problem->follow_data();
    }
    changed.validate();
    experiment = std::move(changed);
}

}  // namespace basin
