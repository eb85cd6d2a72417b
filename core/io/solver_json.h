// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <nlohmann/json.hpp>

#include "core/experiment/catalogue.h"
#include "core/io/field_json.h"

namespace basin {

/// The solvers of an experiment: "name", and the parameters that the catalogue tells. Throws InputError as
/// parse_experiment() says.
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                std::vector<SolverSpec>& solvers);
nlohmann::ordered_json value_json(const std::vector<SolverSpec>& solvers, const WriteSetting& setting);

/// The solver alone, without its parameters: reading another one drops those that it does not have.
template <class Spec>
struct SolverName {
    Spec& solver;
};
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                const SolverName<SolverSpec>& name);
nlohmann::ordered_json value_json(const SolverName<const SolverSpec>& name, const WriteSetting& setting);

/// One parameter. Reading the value that it has anyway changes nothing.
template <class Spec>
struct SolverParameter {
    Spec& solver;
    const ParameterInfo& info;
};
void read_value(const nlohmann::json& value, const JsonPlace& place, const ReadSetting& setting,
                const SolverParameter<SolverSpec>& parameter);
nlohmann::ordered_json value_json(const SolverParameter<const SolverSpec>& parameter,
                                  const WriteSetting& setting);

/// What there is to say of these fields.
Field solver_name_field();
Field parameter_field(const ParameterInfo& info);

}  // namespace basin
