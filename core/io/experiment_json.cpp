// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/experiment_json.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/io/carried_data.h"
#include "core/io/data_json.h"
#include "core/io/problem_json.h"
#include "core/io/text_file.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

using nlohmann::json;

/// Where relative data files are looked for.
using Folder = std::filesystem::path;

std::vector<std::string> plane_names() {
    std::vector<std::string> names;
    for (const PlaneKind kind : all_plane_kinds) names.emplace_back(to_string(kind));
    return names;
}

void read_parameter(JsonObject& solver, const ParameterInfo& info, SolverSpec& spec) {
    if (!solver.find(info.key)) return;
    ParameterValue value = info.default_value;
    std::visit([&](auto& typed) { solver.read(info.key, typed); }, value);
    spec.parameters[info.key] = std::move(value);
}

SolverSpec read_solver(const json& value, const JsonPlace& place) {
    JsonObject solver(value, place);
    SolverSpec spec;
    spec.name = json_text(solver.required("name"), solver.place("name"));
    validate_solver(spec, place.where());
    for (const SolverInfo& info : solver_catalogue()) {
        if (info.name != spec.name) continue;
        for (const ParameterInfo& parameter : info.parameters) read_parameter(solver, parameter, spec);
        // Only where it is there: nothing suggests it.
        for (const std::string& key : info.ignored)
            if (value.contains(key)) solver.find(key);
    }
    solver.finish();
    return spec;
}

void read_solvers(const json& value, const JsonPlace& place, std::vector<SolverSpec>& solvers) {
    if (!value.is_array()) place.fail(value, "a list of solvers");
    for (std::size_t i = 0; i < value.size(); ++i) solvers.push_back(read_solver(value[i], place.item(i)));
}

void read_stopping(const json& value, const JsonPlace& place, StoppingRule& rule) {
    JsonObject stopping(value, place);
    stopping.read("gradient_tolerance", rule.gradient_tolerance);
    stopping.read("max_iterations", rule.max_iterations);
    stopping.read("max_seconds", rule.max_seconds);
    stopping.finish();
}

void read_landscape(const json& value, const JsonPlace& place, std::optional<LandscapeSpec>& spec) {
    JsonObject landscape(value, place);
    spec.emplace();
    read_name(landscape, "plane", plane_names(), parse_plane_kind, spec->plane);
    landscape.read("resolution", spec->resolution);
    landscape.read("extent", spec->extent);
    landscape.read("i", spec->i);
    landscape.read("j", spec->j);
    landscape.read("seed", spec->seed);
    landscape.finish();
}

void read_attraction(const json& value, const JsonPlace& place, std::optional<AttractionSpec>& spec) {
    JsonObject attraction(value, place);
    spec.emplace();
    if (const json* solver = attraction.find("solver"); solver && solver->is_string()) {
        spec->solver = solver->get<std::string>();
    } else if (solver) {
        attraction.read("solver", std::get<Index>(spec->solver));
    }
    attraction.read("resolution", spec->resolution);
    attraction.read("max_iterations", spec->max_iterations);
    attraction.finish();
}

void read_spectrum(const json& value, const JsonPlace& place, std::optional<SpectrumSpec>& spec) {
    JsonObject spectrum(value, place);
    spec.emplace();
    spectrum.read("every", spec->every);
    spectrum.read("full_up_to", spec->full_up_to);
    spectrum.read("ends", spec->ends);
    spectrum.read("density_every", spec->density_every);
    spectrum.read("probes", spec->density.probes);
    spectrum.read("steps", spec->density.steps);
    spectrum.read("seed", spec->density.seed);
    spectrum.finish();
}

void read_basin_map(const json& value, const JsonPlace& place, bool recurrent,
                    std::optional<BasinMapSpec>& spec) {
    JsonObject map(value, place);
    spec.emplace();
    map.read("radius_min", spec->radius_min);
    map.read("radius_max", spec->radius_max);
    map.read("radius_count", spec->radius_count);
    map.read("error_min", spec->error_min);
    map.read("error_max", spec->error_max);
    map.read("error_count", spec->error_count);
    map.read("refinement", spec->refinement);
    map.read("trials", spec->trials);
    map.read("max_iterations", spec->max_iterations);
    if (recurrent) {
        map.read("success_within", spec->success_within);
    } else {
        read_name(map, "approximation", names_of(approximations_where(&ApproximationInfo::has_error)),
                  parse_approximation, spec->approximation);
    }
    map.read("seed", spec->seed);
    map.finish();
}

void read_certificate(const json& value, const JsonPlace& place, BasinRadiusSpec& spec) {
    JsonObject certificate(value, place);
    certificate.read("trials", spec.trials);
    certificate.read("max_iterations", spec.max_iterations);
    certificate.read("seed", spec.seed);
    certificate.finish();
}

/// A name out of a closed list, where it stands by itself.
Approximation approximation_named(const json& value, const JsonPlace& place) {
    const std::string name = json_text(value, place);
    const auto parsed = parse_approximation(name);
    if (!parsed) place.fail("found " + quote(name) + suggestion(name, names_of(all_approximations)));
    return *parsed;
}

void read_tradeoff(const json& value, const JsonPlace& place, std::optional<TradeoffSpec>& spec) {
    JsonObject tradeoff(value, place);
    spec.emplace();
    if (const json* list = tradeoff.find("approximations")) {
        const JsonPlace where = tradeoff.place("approximations");
        if (!list->is_array()) where.fail(*list, "a list of approximations");
        spec->approximations.clear();
        for (std::size_t i = 0; i < list->size(); ++i)
            spec->approximations.push_back(approximation_named((*list)[i], where.item(i)));
    }
    const std::vector<std::string> kinds{std::string(to_string(SketchKind::count_sketch)),
                                         std::string(to_string(SketchKind::srht))};
    read_name(tradeoff, "sketch_kind", kinds, parse_sketch_kind, spec->sketch_kind);
    tradeoff.read("error_min", spec->error_min);
    tradeoff.read("error_max", spec->error_max);
    tradeoff.read("error_count", spec->error_count);
    tradeoff.read("runs", spec->runs);
    tradeoff.read("max_iterations", spec->max_iterations);
    tradeoff.read("max_seconds", spec->max_seconds);
    tradeoff.read("seed", spec->seed);
    tradeoff.finish();
}

void check_version(JsonObject& top) {
    const std::string format = json_text(top.required("format"), top.place("format"));
    if (format != "basin-experiment") {
        top.place("format").fail("found " + quote(format) + "; expected \"basin-experiment\"");
    }
    const json& version = top.required("version");
    if (version != 1) {
        top.place("version").fail(version,
                                  "1, the version that this program reads; newer files need a newer Basin");
    }
}

Experiment read_top(const json& value, const JsonPlace& place, const Folder& folder) {
    JsonObject top(value, place);
    check_version(top);
    Experiment experiment;
    top.read("title", experiment.title);
    if (const json* found = top.find("problem")) {
        read_problem(*found, top.place("problem"), folder, experiment.problem);
    }
    if (const json* found = top.find("start")) {
        const auto read = is_recurrent(experiment) ? read_elman_start : read_start;
        read(*found, top.place("start"), folder, experiment.start);
    }
    if (const json* found = top.find("solvers")) {
        read_solvers(*found, top.place("solvers"), experiment.solvers);
    }
    if (const json* found = top.find("stopping")) {
        read_stopping(*found, top.place("stopping"), experiment.stopping);
    }
    top.read("max_seconds", experiment.max_seconds);
    if (const json* found = top.find("landscape")) {
        read_landscape(*found, top.place("landscape"), experiment.landscape);
    }
    if (const json* found = top.find("attraction")) {
        read_attraction(*found, top.place("attraction"), experiment.attraction);
    }
    if (const json* found = top.find("spectrum")) {
        read_spectrum(*found, top.place("spectrum"), experiment.spectrum);
    }
    if (const json* found = top.find("basin_map")) {
        read_basin_map(*found, top.place("basin_map"), is_recurrent(experiment), experiment.basin_map);
    }
    if (const json* found = top.find("certificate")) {
        read_certificate(*found, top.place("certificate"), experiment.certificate);
    }
    if (const json* found = top.find("tradeoff")) {
        read_tradeoff(*found, top.place("tradeoff"), experiment.tradeoff);
    }
    if (const json* found = top.find("exactness"))
        read_exactness(*found, top.place("exactness"), experiment.exactness.emplace());
    top.finish();
    return experiment;
}

}  // namespace

Experiment parse_experiment(const std::string& text, const std::string& where,
                            const std::filesystem::path& directory) {
    const json whole = parse_json(text, where);
    const bool inside_result =
        whole.is_object() && whole.value("format", json()) == "basin-result" && whole.contains("experiment");
    Experiment experiment = inside_result ? read_top(whole["experiment"], {where, "experiment"}, directory)
                                          : read_top(whole, {where, ""}, directory);
    try {
        experiment.validate();
        if (inside_result) check_sources(whole, experiment);
    } catch (const InputError& error) {
        throw InputError(where, error.what());
    }
    return experiment;
}

Experiment read_experiment(const std::filesystem::path& file) {
    const auto read = [&](const std::string& text) {
        return parse_experiment(text, file.string(), file.parent_path());
    };
    if (!is_in_results(file)) return read(read_file(file));
    // Its data are in the same folder.
    return read_whole(folder_of(file),
                      [&](const WholeFolder& whole) { return read(whole.text(file.filename().string())); });
}

}  // namespace basin
