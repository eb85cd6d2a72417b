// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/io/field_json.h"

namespace basin {

/// The problem of an experiment: "family", and the fields of that family. Throws InputError as
/// parse_experiment() says.
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                ProblemSpec& problem);
nlohmann::ordered_json value_json(const ProblemSpec& problem, const WriteSetting& setting);

/// The family alone: reading another one makes a problem of it with its defaults.
template <class Spec>
struct FamilyOf {
    Spec& problem;
};
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                const FamilyOf<ProblemSpec>& family);
nlohmann::ordered_json value_json(const FamilyOf<const ProblemSpec>& family, const WriteSetting& setting);

/// What there is to say of that field.
Field family_field();

}  // namespace basin
