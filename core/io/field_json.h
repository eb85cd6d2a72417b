// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/experiment/experiment_fields.h"
#include "core/experiment/nearest_word.h"
#include "core/io/data_json.h"
#include "core/io/json_reader.h"
#include "core/io/quote.h"

namespace basin {

// Reading and writing what is described by its fields (core/problems/field.h).

/// What readers need to know.
struct ReadSetting {
    std::filesystem::path folder;  // where relative data files are looked for
    Families families = every_family;
    bool data = true;  // false: data are passed over
};
/// And writers.
struct WriteSetting {
    std::filesystem::path base;  // what the names of data files are relative to, where it is given
    Families families = every_family;
    DataForm data = DataForm::named;
};

/// A visitor that does nothing.
struct NoVisit {
    Families families = every_family;
    template <class Value>
    void operator()(const Field&, Value&&) {}
};
template <class Value>
concept Described = requires(Value& value, NoVisit& visit) {
    describe(value, visit);
};

template <class Value>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;
template <class Value>
inline constexpr bool is_given = false;
template <class Source>
inline constexpr bool is_given<Given<Source>> = true;

// Values that are no object of fields: more are in problem_json.h and solver_json.h.
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                std::variant<Index, std::string>& choice);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                std::vector<PenaltyWeights>& betas);
nlohmann::ordered_json value_json(const std::vector<PenaltyWeights>& betas, const WriteSetting& setting);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                std::vector<ParameterValue>& values);
nlohmann::ordered_json value_json(const std::vector<ParameterValue>& values, const WriteSetting& setting);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                AxisRange& range);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                std::map<PlotKind, PlotSpec>& plots);
nlohmann::ordered_json value_json(const std::map<PlotKind, PlotSpec>& plots, const WriteSetting& setting);

void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                Difference& difference);
nlohmann::ordered_json value_json(const Difference& difference, const WriteSetting& setting);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                std::map<std::string, std::string>& texts);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                const OrAuto<std::optional<bool>>& given);
nlohmann::ordered_json value_json(const OrAuto<const std::optional<bool>>& given,
                                  const WriteSetting& setting);
inline nlohmann::ordered_json value_json(const OrAuto<std::optional<bool>>& given,
                                         const WriteSetting& setting) {
    return value_json(OrAuto<const std::optional<bool>>{given.value}, setting);
}

/// Those of the other families are told apart from words that nobody knows.
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                const OneOf<PointInitialiser>& choice);
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                const OneOf<WeightInitialiser>& choice);

/// A word out of a list.
template <class E>
E read_word(const nlohmann::json& value, const JsonPlace& place, std::span<const E> all) {
    const std::string word = json_text(value, place);
    if (const auto found = with_word(word, all)) return *found;
    std::vector<std::string> words;
    for (const E one : all) words.emplace_back(to_string(one));
    place.fail("found " + quote(word) + suggestion(word, words));
}

template <class E>
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting&,
                const OneOf<E>& choice) {
    choice.value = read_word(value, place, choice.all);
}

template <class Optional>
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting&,
                const MaybeOneOf<Optional>& choice) {
    choice.value = read_word(value, place, choice.all);
}

template <class List>
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting&,
                const SomeOf<List>& some) {
    if (!value.is_array()) place.fail(value, "a list of words");
    some.values.clear();
    for (std::size_t i = 0; i < value.size(); ++i)
        some.values.push_back(read_word(value[i], place.item(i), some.all));
}

template <class Value>
void read_object(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                 Value& object);

/// The key that a number alone stands for, where an object may be so short.
template <class Value>
inline constexpr std::string_view number_key = {};
template <>
inline constexpr std::string_view number_key<RepeatsSpec> = "count";

template <class Value>
inline constexpr bool is_object_list = false;
template <class Value>
inline constexpr bool is_object_list<std::vector<Value>> = Described<Value>;

template <class Value>
void read_object_list(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                      std::vector<Value>& list) {
    if (!value.is_array()) place.fail(value, "a list of objects");
    list.clear();
    for (std::size_t i = 0; i < value.size(); ++i)
        read_object(value[i], place.item(i), setting, list.emplace_back());
}

/// Reads one value of whatever type a field has.
template <class Value>
void read_any(const nlohmann::json& found, const JsonPlace& place, const ReadSetting& setting, Value& value) {
    if constexpr (is_given<std::remove_const_t<Value>>) {
        read_data(found, place, setting.folder, value);
    } else if constexpr (is_optional<Value>) {
        read_any(found, place, setting, value.emplace());
    } else if constexpr (Described<Value>) {
        if (!number_key<Value>.empty() && found.is_number())
            read_object({{std::string(number_key<Value>), found}}, place, setting, value);
        else
            read_object(found, place, setting, value);
    } else if constexpr (requires { read_value(found, place, setting, value); }) {
        read_value(found, place, setting, value);
    } else if constexpr (is_object_list<Value>) {
        read_object_list(found, place, setting, value);
    } else {
        read_json(found, place, value);
    }
}

/// Refuses what a file must not have together.
class KeyRules {
  public:
    KeyRules(const nlohmann::json& value, const JsonPlace& place, Families of)
        : families(of), value_(value), place_(place) {}

    Families families;

    template <class Value>
    void operator()(const Field& field, Value&&) {
        if ((field.families & families) != 0 && value_.contains(field.key)) check(field);
    }

  private:
    void check(const Field& field) const;

    const nlohmann::json& value_;
    const JsonPlace& place_;
};

/// Reads the fields of an object, those that are there.
class FieldReader {
  public:
    FieldReader(JsonObject& object, const nlohmann::json& value, ReadSetting setting)
        : families(setting.families), object_(object), value_(value), setting_(std::move(setting)) {}

    Families families;

    template <class Value>
    void operator()(const Field& field, Value&& value) {
        if ((field.families & families) == 0) return;
        const std::string key = key_of(field);
        const nlohmann::json* found = object_.find(key);
        if (is_given<std::decay_t<Value>> && !setting_.data) return;
        if (!found && field.is_required) object_.required(key);
        if (!found) return;
        if (!field.refused.empty()) object_.place(key).fail(*found, std::string(field.refused));
        read_any(*found, object_.place(key), setting_, value);
        // The fields that follow are those of its family.
        if constexpr (std::same_as<std::decay_t<Value>, ProblemSpec>)
            families = setting_.families = Families{1} << value.index();
    }

  private:
    /// The field's key, or the earlier one that the file has.
    std::string key_of(const Field& field) const;

    JsonObject& object_;
    const nlohmann::json& value_;
    ReadSetting setting_;
};

/// Reads the fields of an object that may have other members too.
template <class Value>
void read_fields(JsonObject& object, const nlohmann::json& value, const JsonPlace& place,
                 const ReadSetting& setting, Value& spec) {
    KeyRules rules(value, place, setting.families);
    describe(spec, rules);
    FieldReader reader(object, value, setting);
    describe(spec, reader);
}

/// Whether how its data are read depends on its other fields.
template <class Value>
inline constexpr bool has_table = false;
template <>
inline constexpr bool has_table<ElmanDataSpec> = true;
template <>
inline constexpr bool has_table<SoftmaxMatrices<SoftmaxProblemSpec>> = true;

template <class Value>
void read_object(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                 Value& spec) {
    JsonObject object(value, place);
    if constexpr (has_table<std::remove_const_t<Value>>) {
        ReadSetting bare = setting;
        bare.data = false;
        read_fields(object, value, place, bare, spec);
    }
    read_fields(object, value, place, setting, spec);
    object.finish();
}

template <class Value>
nlohmann::ordered_json object_json(const Value& spec, const WriteSetting& setting);

/// Writes one value of whatever type a field has.
template <class Value>
nlohmann::ordered_json any_json(const Value& value, const WriteSetting& setting) {
    if constexpr (is_given<Value>) {
        return data_json(value, setting.data, setting.base);
    } else if constexpr (is_optional<Value>) {
        return any_json(*value, setting);
    } else if constexpr (Described<const Value>) {
        return object_json(value, setting);
    } else if constexpr (requires { value_json(value, setting); }) {
        return value_json(value, setting);
    } else if constexpr (is_object_list<Value>) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const auto& each : value) list.push_back(object_json(each, setting));
        return list;
    } else {
        return value;
    }
}

template <class E>
nlohmann::ordered_json value_json(const OneOf<E>& choice, const WriteSetting&) {
    return to_string(choice.value);
}
template <class Optional>
nlohmann::ordered_json value_json(const MaybeOneOf<Optional>& choice, const WriteSetting&) {
    return to_string(*choice.value);
}
template <class List>
nlohmann::ordered_json value_json(const SomeOf<List>& some, const WriteSetting&) {
    nlohmann::ordered_json json = nlohmann::ordered_json::array();
    for (const auto value : some.values) json.push_back(to_string(value));
    return json;
}
/// Of that very type: a number or a text alone would become one.
template <std::same_as<std::variant<Index, std::string>> Choice>
nlohmann::ordered_json value_json(const Choice& choice, const WriteSetting&) {
    return std::visit([](const auto& value) { return nlohmann::ordered_json(value); }, choice);
}

/// Whether there is something to write.
template <class Optional>
bool is_there(const MaybeOneOf<Optional>& choice) {
    return choice.value.has_value();
}
/// The usual initialiser is left out of a file, as every earlier version had it.
template <class E>
requires std::same_as<std::remove_const_t<E>, WeightInitialiser>
bool is_there(const OneOf<E>& choice) {
    return choice.value != StartSpec{}.weight_initialiser;
}
template <class E>
requires std::same_as<std::remove_const_t<E>, PointInitialiser>
bool is_there(const OneOf<E>& choice) {
    return choice.value != StartSpec{}.point_initialiser;
}
template <class Value>
bool is_there(const Value& value) {
    if constexpr (is_given<Value>) {
        return is_there(value.source);
    } else if constexpr (is_optional<Value>) {
        return value.has_value();
    } else if constexpr (std::same_as<Value, std::vector<PenaltyWeights>>) {
        return !value.empty();
    } else {
        return true;
    }
}

/// Writes the fields that say something.
class FieldWriter {
  public:
    FieldWriter(nlohmann::ordered_json& json, const WriteSetting& setting)
        : families(setting.families), json_(json), setting_(setting) {}

    Families families;

    template <class Value>
    void operator()(const Field& field, const Value& value) {
        if ((field.families & families) == 0 || !field.written || !is_there(value)) return;
        json_[std::string(field.key)] = any_json(value, setting_);
    }

  private:
    nlohmann::ordered_json& json_;
    const WriteSetting& setting_;
};

template <class Value>
nlohmann::ordered_json object_json(const Value& spec, const WriteSetting& setting) {
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    FieldWriter writer(json, setting);
    describe(spec, writer);
    return json;
}

}  // namespace basin
