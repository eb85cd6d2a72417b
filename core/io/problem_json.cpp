// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/problem_json.h"

#include <algorithm>
#include <span>
#include <string>
#include <type_traits>

#include "core/experiment/problem_family.h"
#include "core/io/named_columns.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

/// Out of the table that A1 was read from.
void take_columns(SoftmaxProblemSpec& problem, const JsonPlace& place) {
    try {
        take_named_columns(problem);
    } catch (const InputError& error) {
        throw InputError(place.file, error.what());
    }
}

template <class Spec>
void read_problem(JsonObject& object, const json& value, const ReadSetting& setting, Spec& problem) {
    read_fields(object, value, object.place(), setting, problem);
    if constexpr (requires { problem.follow_data(); }) {
        take_columns(problem, object.place());
        // Sizes that were not written down follow from the data.
        problem.follow_data();
        read_fields(object, value, object.place(), setting, problem.instance);
    }
}

Families bit_of(const ProblemSpec& problem) {
    return Families{1} << problem.index();
}

}  // namespace

Field family_field() {
    return {.key = "family", .meaning = "which system"};
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const FamilyOf<ProblemSpec>& family) {
    const std::string word = json_text(value, place);
    if (word == family_of(family.problem).name()) return;
    const auto found = std::ranges::find(families(), word, &ProblemFamily::name);
    if (found != families().end()) {
        family.problem = (*found)->default_problem();
        return;
    }
    std::string expected;
    for (const ProblemFamily* known : families())
        expected += (expected.empty() ? "" : " or ") + quote(std::string(known->name()));
    place.fail("found " + quote(word) + "; expected " + expected);
}

ordered_json value_json(const FamilyOf<const ProblemSpec>& family, const WriteSetting&) {
    return family_of(family.problem).name();
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting& setting, ProblemSpec& problem) {
    JsonObject object(value, place);
    const std::string key(family_field().key);
    problem = ProblemSpec{};
    if (const json* family = object.find(key))
        read_value(*family, object.place(key), setting, FamilyOf<ProblemSpec>{problem});
    ReadSetting own = setting;
    own.families = bit_of(problem);
    std::visit([&](auto& spec) { read_problem(object, value, own, spec); }, problem);
    object.finish();
}

ordered_json value_json(const ProblemSpec& problem, const WriteSetting& setting) {
    WriteSetting own = setting;
    own.families = bit_of(problem);
    ordered_json json{
        {std::string(family_field().key), value_json(FamilyOf<const ProblemSpec>{problem}, setting)}};
    FieldWriter writer(json, own);
    std::visit([&](const auto& spec) { describe(spec, writer); }, problem);
    return json;
}

}  // namespace basin
