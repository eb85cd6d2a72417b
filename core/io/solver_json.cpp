// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/solver_json.h"

#include <algorithm>
#include <string>
#include <utility>

namespace basin {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

std::string name_key() {
    return std::string(solver_name_field().key);
}

ParameterValue read_parameter(const json& value, const JsonPlace& place, const ParameterInfo& info) {
    ParameterValue read = info.default_value;
    std::visit([&](auto& typed) { read_json(value, place, typed); }, read);
    return read;
}

SolverSpec read_solver(const json& value, const JsonPlace& place) {
    JsonObject object(value, place);
    SolverSpec spec;
    spec.name = json_text(object.required(name_key()), object.place(name_key()));
    validate_solver(spec, place.where());
    const SolverInfo& info = solver_info(spec.name);
    for (const ParameterInfo& parameter : info.parameters)
        if (const json* found = object.find(parameter.key))
            spec.parameters[parameter.key] = read_parameter(*found, object.place(parameter.key), parameter);
    // Only where it is there: nothing suggests it.
    for (const std::string& key : info.ignored)
        if (value.contains(key)) object.find(key);
    object.finish();
    return spec;
}

ordered_json solver_json(const SolverSpec& solver) {
    ordered_json json{{name_key(), solver.name}};
    for (const ParameterInfo& info : solver_info(solver.name).parameters)
        json[info.key] = value_json(SolverParameter<const SolverSpec>{solver, info}, {});
    return json;
}

}  // namespace

Field solver_name_field() {
    return {.key = "name", .meaning = "which solver of the catalogue"};
}

Field parameter_field(const ParameterInfo& info) {
    return {.key = info.key, .meaning = info.meaning, .range = range_of(info)};
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                std::vector<SolverSpec>& solvers) {
    if (!value.is_array()) place.fail(value, "a list of solvers");
    solvers.clear();
    for (std::size_t i = 0; i < value.size(); ++i) solvers.push_back(read_solver(value[i], place.item(i)));
}

ordered_json value_json(const std::vector<SolverSpec>& solvers, const WriteSetting&) {
    ordered_json list = ordered_json::array();
    for (const SolverSpec& solver : solvers) list.push_back(solver_json(solver));
    return list;
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const SolverName<SolverSpec>& name) {
    name.solver.name = json_text(value, place);
    validate_solver({name.solver.name, {}}, place.parent().where());
    const auto& known = solver_info(name.solver.name).parameters;
    std::erase_if(name.solver.parameters, [&known](const auto& set) {
        return std::ranges::find(known, set.first, &ParameterInfo::key) == known.end();
    });
}

ordered_json value_json(const SolverName<const SolverSpec>& name, const WriteSetting&) {
    return name.solver.name;
}

void read_value(const json& value, const JsonPlace& place, const ReadSetting&,
                const SolverParameter<SolverSpec>& given) {
    ParameterValue read = read_parameter(value, place, given.info);
    if (read != parameter(given.solver, given.info.key))
        given.solver.parameters[given.info.key] = std::move(read);
}

ordered_json value_json(const SolverParameter<const SolverSpec>& given, const WriteSetting&) {
    return std::visit([](const auto& value) { return ordered_json(value); },
                      parameter(given.solver, given.info.key));
}

}  // namespace basin
