// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/field_json.h"

namespace basin {

using nlohmann::json;
using nlohmann::ordered_json;

namespace {

template <class E>
std::string listed_words(std::span<const E> all) {
    std::string words;
    for (const E one : all) words.append(words.empty() ? "" : ", ").append(to_string(one));
    return words;
}

/// others: those that a start of another family has, which are for what foreign says.
template <class E, class Other>
void read_initialiser(const json& value, const JsonPlace& place, const OneOf<E>& choice,
                      std::span<const Other> others, const std::string& foreign) {
    const std::string word = json_text(value, place);
    if (!with_word(word, choice.all) && with_word(word, others)) {
        place.fail("found " + quote(word) + ", which is for " + foreign + "; expected one of " +
                   listed_words(choice.all));
    }
    choice.value = read_word(value, place, choice.all);
}

}  // namespace

void KeyRules::check(const Field& field) const {
    const std::string key(field.key);
    if (!field.alone.empty() && value_.size() > 1)
        place_.fail("found " + key + " beside other keys; expected " + std::string(field.alone));
    for (std::size_t i = 0; i < field.not_beside.size(); ++i) {
        const std::string other(field.not_beside[i]);
        if (!other.empty() && value_.contains(other))
            place_.fail("found " + key + " and " + other + "; expected " + std::string(field.instead[i]));
    }
    if (const std::string other(field.beside); !other.empty() && !value_.contains(other))
        place_.key(other).fail("is missing; expected it beside " + key);
}

std::string FieldReader::key_of(const Field& field) const {
    if (!value_.contains(field.key)) {
        for (const std::string_view earlier : field.earlier)
            if (!earlier.empty() && value_.contains(earlier)) return std::string(earlier);
    }
    return std::string(field.key);
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const OneOf<PointInitialiser>& choice) {
    read_initialiser(value, place, choice, std::span<const WeightInitialiser>(all_weight_initialisers),
                     "recurrent networks");
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const OneOf<WeightInitialiser>& choice) {
    read_initialiser(value, place, choice, std::span<const PointInitialiser>(all_point_initialisers),
                     "softmax regressions and test functions");
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                std::variant<Index, std::string>& choice) {
    if (value.is_string()) {
        choice = value.get<std::string>();
    } else {
        read_json(value, place, choice.emplace<Index>());
    }
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&, Difference& difference) {
    if (value == 0) {
        difference = Difference::none;
    } else if (value == 1) {
        difference = Difference::one;
    } else if (value == "log") {
        difference = Difference::log;
    } else {
        place.fail(value, "0, 1 or \"log\"");
    }
}

ordered_json value_json(const Difference& difference, const WriteSetting&) {
    if (difference == Difference::log) return "log";
    return difference == Difference::one ? 1 : 0;
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                std::map<std::string, std::string>& texts) {
    if (!value.is_object()) place.fail(value, "an object of columns and values");
    texts.clear();
    for (const auto& [key, text] : value.items())
        texts[key] = text.is_number() ? text.dump() : json_text(text, place.key(key));
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const OrAuto<std::optional<bool>>& given) {
    if (value == "auto") {
        given.value.reset();
    } else if (value.is_boolean()) {
        given.value = value.get<bool>();
    } else {
        place.fail(value, "\"auto\", true or false");
    }
}

ordered_json value_json(const OrAuto<const std::optional<bool>>& given, const WriteSetting&) {
    return given.value ? ordered_json(*given.value) : ordered_json("auto");
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting& setting,
                std::vector<PenaltyWeights>& betas) {
    if (!value.is_array() || value.empty()) place.fail(value, "a list of penalty weights");
    betas.clear();
    for (std::size_t i = 0; i < value.size(); ++i) {
        PenaltyWeights& one = betas.emplace_back();
        if (value[i].is_number()) {
            one.h = one.u = one.v = value[i].get<double>();
        } else {
            read_object(value[i], place.item(i), setting, one);
        }
    }
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                std::vector<ParameterValue>& values) {
    if (!value.is_array()) place.fail(value, "a list of numbers or of words");
    values.clear();
    for (std::size_t i = 0; i < value.size(); ++i) {
        const json& each = value[i];
        if (each.is_string())
            values.emplace_back(each.get<std::string>());
        else if (each.is_number_unsigned())
            values.emplace_back(each.get<std::uint64_t>());
        else
            values.emplace_back(json_number(each, place.item(i)));
    }
}

ordered_json value_json(const std::vector<ParameterValue>& values, const WriteSetting&) {
    ordered_json list = ordered_json::array();
    for (const ParameterValue& value : values)
        std::visit([&list](const auto& each) { list.push_back(each); }, value);
    return list;
}

ordered_json value_json(const std::vector<PenaltyWeights>& betas, const WriteSetting& setting) {
    ordered_json json = ordered_json::array();
    for (const PenaltyWeights& one : betas) json.push_back(object_json(one, setting));
    return json;
}

}  // namespace basin
