// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/swept_keys.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <type_traits>

#include "core/experiment/catalogue.h"
#include "core/experiment/nearest_word.h"
#include "core/experiment/spec_fields.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

template <class Value>
inline constexpr bool is_choice = false;
template <class E>
inline constexpr bool is_choice<OneOf<E>> = true;
template <class Value>
inline constexpr bool is_optional_number = false;
template <class Number>
inline constexpr bool is_optional_number<std::optional<Number>> = std::is_arithmetic_v<Number>;
template <class Value>
inline constexpr bool is_number = std::is_arithmetic_v<Value> && !std::same_as<Value, bool>;

struct Nothing {
    Families families = every_family;
    template <class Value>
    void operator()(const Field&, Value&&) {}
};
template <class Value>
concept HasFields = requires(Value& value, Nothing& visit) {
    describe(value, visit);
};

/// Calls see(path, field, value) for every field that is no object.
template <class See>
class KeyWalk {
  public:
    KeyWalk(std::string prefix, Families of, See& see)
        : families(of), prefix_(std::move(prefix)), see_(see) {}

    Families families;

    template <class Value>
    void operator()(const Field& field, Value&& value) {
        if ((field.families & families) == 0) return;
        using Plain = std::remove_reference_t<Value>;
        const std::string path = prefix_ + std::string(field.key);
        if constexpr (HasFields<Plain> && !is_number<std::remove_const_t<Plain>>) {
            KeyWalk inner(path + ".", families, see_);
            describe(value, inner);
        } else if constexpr (is_optional_number<std::remove_const_t<Plain>>) {
            if (value) see_(path, field, *value);
        } else {
            see_(path, field, value);
        }
    }

  private:
    std::string prefix_;
    See& see_;
};

template <class Some, class See>
void walk(Some& experiment, See&& see) {
    using Walk = KeyWalk<std::remove_reference_t<See>>;
    const Families families = family_bit(experiment);
    std::visit(
        [&](auto& problem) {
            Walk fields("problem.", families, see);
            describe(problem, fields);
        },
        experiment.problem);
    Walk start("start.", families, see), stopping("stopping.", families, see);
    describe(experiment.start, start);
    describe(experiment.stopping, stopping);
}

std::string solver_prefix(std::size_t solver) {
    return "solvers[" + std::to_string(solver) + "].";
}

bool is_seed(std::string_view key) {
    return key == "seed";
}

SweptKey key_of(const SolverSpec& solver, const ParameterInfo& info, const std::string& path) {
    SweptKey key{path, SweptKind::real, range_of(info), info.choices, parameter(solver, info.key)};
    if (std::holds_alternative<std::string>(info.default_value))
        key.kind = SweptKind::choice;
    else if (std::holds_alternative<std::uint64_t>(info.default_value))
        key.kind = is_seed(info.key) ? SweptKind::seed : SweptKind::whole;
    return key;
}

void add_solvers(const Experiment& experiment, std::vector<SweptKey>& keys) {
    for (std::size_t i = 0; i < experiment.solvers.size(); ++i) {
        const SolverSpec& solver = experiment.solvers[i];
        for (const ParameterInfo& info : solver_info(solver.name).parameters)
            if (matters(solver, info.key)) keys.push_back(key_of(solver, info, solver_prefix(i) + info.key));
    }
}

/// What given matrices say takes the place of.
bool is_fixed(const SoftmaxProblemSpec& problem, std::string_view key) {
    const bool A1 = problem.A1.has_value(), A2 = problem.A2.has_value(), b = problem.b.has_value();
    if (key == "problem.n") return A1 || A2 || problem.w;
    if (key == "problem.m") return A2 || b;
    if (key == "problem.d" || key == "problem.density" || key == "problem.logit_scale") return A1;
    if (key == "problem.gain") return A2;
    if (key == "problem.noise" || key == "problem.target_radius") return b;
    if (key == "problem.ridge") return problem.w.has_value();
    return key == "problem.seed" && A1 && A2 && b;
}
bool is_fixed(const auto&, std::string_view) {
    return false;
}
bool is_fixed(const Experiment& experiment, std::string_view key) {
    return std::visit([key](const auto& problem) { return is_fixed(problem, key); }, experiment.problem);
}

/// Nothing where the field is neither number nor choice.
template <class Value>
std::optional<SweptKey> key_of(const std::string& path, const Field& field, const Value& value) {
    if constexpr (is_choice<Value>) {
        SweptKey key{path, SweptKind::choice, {}, {}, std::string(to_string(value.value))};
        for (const auto one : value.all) key.choices.emplace_back(to_string(one));
        return key;
    } else if constexpr (is_number<Value>) {
        if constexpr (std::floating_point<Value>)
            return SweptKey{path, SweptKind::real, field.range, {}, value};
        const SweptKind kind = is_seed(field.key) ? SweptKind::seed : SweptKind::whole;
        return SweptKey{path, kind, field.range, {}, static_cast<std::uint64_t>(value)};
    } else {
        return std::nullopt;
    }
}

/// Why a key that is not among swept_keys() is none.
std::string refusal(const Experiment& experiment, const std::string& wanted,
                    const std::vector<SweptKey>& known) {
    std::string why;
    walk(experiment, [&](const std::string& path, const Field& field, const auto& value) {
        if (path != wanted && !path.starts_with(wanted + ".")) return;
        const bool fits = path == wanted && key_of(path, field, value).has_value();
        why = fits ? "means nothing as the problem stands (given data have their own sizes)"
                   : "is neither a number nor a choice nor a seed";
    });
    if (!why.empty()) return "found \"" + wanted + "\", which " + why + "; expected a key that can be swept";
    std::vector<std::string> names;
    for (const SweptKey& key : known) names.push_back(key.key);
    return "found unknown key \"" + wanted + "\"" + suggestion(wanted, names);
}

/// A value as its key has it: "12" of a file is a whole number, or a real one.
ParameterValue as_kind(const ParameterValue& value, const SweptKey& key, const std::string& where) {
    const auto fail = [&](const std::string& expected) -> ParameterValue {
        throw InputError(where, "found " + swept_text(value) + "; expected " + expected);
    };
    if (key.kind == SweptKind::choice) {
        const auto* word = std::get_if<std::string>(&value);
        if (word == nullptr || std::ranges::find(key.choices, *word) == key.choices.end())
            return fail("one of " + joined(key.choices, "or"));
        return value;
    }
    if (std::holds_alternative<std::string>(value)) return fail("a number");
    const auto* whole = std::get_if<std::uint64_t>(&value);
    const double number = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
    if (key.range.is_bounded() && key.range.condition.empty() && !key.range.contains(number))
        return fail(key.range.text(key.key, key.kind != SweptKind::real));
    if (key.kind == SweptKind::real) return number;
    if (whole != nullptr) return *whole;
    if (!(number >= 0) || number != std::floor(number) || number > 9e15) return fail("a whole number >= 0");
    return static_cast<std::uint64_t>(number);
}

double point_between(const SweepAxis& axis, Index k) {
    if (k == 0) return axis.from;
    if (k == axis.count - 1) return axis.to;
    const double share = static_cast<double>(k) / static_cast<double>(axis.count - 1);
    if (axis.scale == SweepScale::linear) return axis.from + share * (axis.to - axis.from);
    return std::exp(std::log(axis.from) + share * (std::log(axis.to) - std::log(axis.from)));
}

/// The points of a range; of whole numbers the nearest ones, each once.
std::vector<ParameterValue> points_of(const SweepAxis& axis, const SweptKey& key, const std::string& where) {
    if (key.kind == SweptKind::choice)
        throw InputError(where + "from", "found a range for \"" + axis.key +
                                             "\", which is a choice; expected values, a list of words");
    std::vector<ParameterValue> points;
    for (Index k = 0; k < axis.count; ++k) {
        const double point = point_between(axis, k);
        const bool real = key.kind == SweptKind::real;
        const ParameterValue value =
            as_kind(real ? point : std::round(point), key, where + (k == 0 ? "from" : "to"));
        if (points.empty() || points.back() != value) points.push_back(value);
    }
    return points;
}

SweptAxis axis_of(const SweepAxis& axis, const SweptKey& key, const std::string& where) {
    SweptAxis swept{axis.key, {}, false, axis.scale};
    if (axis.values.empty()) {
        swept.values = points_of(axis, key, where);
        swept.splits = key.kind == SweptKind::real && swept.values.size() > 1;
        return swept;
    }
    for (std::size_t k = 0; k < axis.values.size(); ++k)
        swept.values.push_back(as_kind(axis.values[k], key, where + "values[" + std::to_string(k) + "]"));
    return swept;
}

}  // namespace

std::vector<SweptKey> swept_keys(const Experiment& experiment) {
    std::vector<SweptKey> keys;
    walk(experiment, [&](const std::string& path, const Field& field, const auto& value) {
        if (!field.written || !field.applies || !field.refused.empty()) return;
        if (is_fixed(experiment, path)) return;
        if (auto key = key_of(path, field, value)) keys.push_back(*std::move(key));
    });
    add_solvers(experiment, keys);
    return keys;
}

std::vector<SweptAxis> swept_axes(const Experiment& experiment) {
    const std::vector<SweptKey> known = swept_keys(experiment);
    std::vector<SweptAxis> axes;
    for (std::size_t k = 0; k < experiment.sweep->axes.size(); ++k) {
        const SweepAxis& axis = experiment.sweep->axes[k];
        const std::string where = "axes[" + std::to_string(k) + "].";
        const auto key = std::ranges::find(known, axis.key, &SweptKey::key);
        if (key == known.end()) throw InputError(where + "key", refusal(experiment, axis.key, known));
        axes.push_back(axis_of(axis, *key, where));
    }
    return axes;
}

void set_swept(Experiment& experiment, const std::string& key, const ParameterValue& wanted) {
    for (std::size_t i = 0; i < experiment.solvers.size(); ++i) {
        const std::string prefix = solver_prefix(i);
        if (key.starts_with(prefix)) experiment.solvers[i].parameters[key.substr(prefix.size())] = wanted;
    }
    walk(experiment, [&](const std::string& path, const Field&, auto&& value) {
        using Value = std::remove_cvref_t<decltype(value)>;
        if (path != key) return;
        if constexpr (is_choice<Value>) {
            if (const auto found = with_word(std::get<std::string>(wanted), value.all)) value.value = *found;
        } else if constexpr (std::floating_point<Value>) {
            value = std::get<double>(wanted);
        } else if constexpr (is_number<Value>) {
            value = static_cast<Value>(std::get<std::uint64_t>(wanted));
        }
    });
}

bool moves_problem(const std::string& key) {
    return key.starts_with("problem.");
}

std::string swept_text(const ParameterValue& value) {
    if (const auto* word = std::get_if<std::string>(&value)) return *word;
    if (const auto* whole = std::get_if<std::uint64_t>(&value)) return std::to_string(*whole);
    return exact_number_text(std::get<double>(value));
}

}  // namespace basin
