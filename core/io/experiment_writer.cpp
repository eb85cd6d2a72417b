// SPDX-License-Identifier: GPL-3.0-or-later
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/experiment/catalogue.h"
#include "core/io/atomic_file.h"
#include "core/io/experiment_json.h"
#include "core/io/json_text.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

ordered_json inline_values(const Matrix& value, bool column) {
    ordered_json list = ordered_json::array();
    for (Index i = 0; i < value.rows(); ++i) {
        if (column) {
            list.push_back(value(i, 0));
            continue;
        }
        ordered_json row = ordered_json::array();
        for (Index j = 0; j < value.cols(); ++j) row.push_back(value(i, j));
        list.push_back(std::move(row));
    }
    return list;
}

/// Sparse values that came from no file are few.
ordered_json inline_values(const DesignMatrix& value, bool column) {
    return value.is_sparse() ? inline_values(to_dense(value), column) : inline_values(value.dense(), column);
}

template <class Values>
ordered_json source_json(const DataSource<Values>& source, bool column, const std::filesystem::path& base) {
    if (source.file.empty()) return inline_values(*source.value, column);
    const auto relative = base.empty() ? source.file : source.file.lexically_relative(base);
    return (relative.empty() ? source.file : relative).string();
}

ordered_json problem_json(const SoftmaxProblemSpec& problem, const std::filesystem::path& base) {
    const SoftmaxInstanceSpec& instance = problem.instance;
    ordered_json json{{"family", "softmax-regression"},
                      {"n", instance.n},
                      {"d", instance.d},
                      {"m", instance.m},
                      {"density", instance.density},
                      {"activation", to_string(instance.activation)},
                      {"ridge", instance.ridge},
                      {"gain", instance.gain},
                      {"logit_scale", instance.logit_scale},
                      {"noise", instance.noise},
                      {"target_radius", instance.target_radius},
                      {"seed", instance.seed}};
    if (problem.A1) json["data"]["A1"] = source_json(*problem.A1, false, base);
    if (problem.A2) json["data"]["A2"] = source_json(*problem.A2, false, base);
    if (problem.b) json["data"]["b"] = source_json(*problem.b, true, base);
    if (problem.w) json["data"]["w"] = source_json(*problem.w, true, base);
    return json;
}

ordered_json start_json(const StartSpec& start, const std::filesystem::path& base) {
    if (start.x0) return {{"x0", source_json(*start.x0, true, base)}};
    return {{"radius", start.radius}, {"seed", start.seed}};
}

ordered_json solvers_json(const std::vector<SolverSpec>& solvers) {
    ordered_json list = ordered_json::array();
    for (const SolverSpec& solver : solvers) {
        ordered_json json{{"name", solver.name}};
        for (const SolverInfo& info : solver_catalogue()) {
            if (info.name != solver.name) continue;
            for (const ParameterInfo& key : info.parameters) {
                std::visit([&](const auto& value) { json[key.key] = value; }, parameter(solver, key.key));
            }
        }
        list.push_back(std::move(json));
    }
    return list;
}

ordered_json spectrum_json(const SpectrumSpec& spectrum) {
    return {{"every", spectrum.every},
            {"full_up_to", spectrum.full_up_to},
            {"ends", spectrum.ends},
            {"density_every", spectrum.density_every},
            {"probes", spectrum.density.probes},
            {"steps", spectrum.density.steps},
            {"seed", spectrum.density.seed}};
}

ordered_json basin_map_json(const BasinMapSpec& map) {
    return {{"radius_min", map.radius_min},
            {"radius_max", map.radius_max},
            {"radius_count", map.radius_count},
            {"error_min", map.error_min},
            {"error_max", map.error_max},
            {"error_count", map.error_count},
            {"refinement", map.refinement},
            {"trials", map.trials},
            {"max_iterations", map.max_iterations},
            {"approximation", to_string(map.approximation)},
            {"seed", map.seed}};
}

ordered_json tradeoff_json(const TradeoffSpec& tradeoff) {
    ordered_json json;
    json["approximations"] = ordered_json::array();
    for (const Approximation approximation : tradeoff.approximations) {
        json["approximations"].push_back(to_string(approximation));
    }
    json["sketch_kind"] = to_string(tradeoff.sketch_kind);
    json["error_min"] = tradeoff.error_min;
    json["error_max"] = tradeoff.error_max;
    json["error_count"] = tradeoff.error_count;
    json["runs"] = tradeoff.runs;
    json["max_iterations"] = tradeoff.max_iterations;
    json["max_seconds"] = tradeoff.max_seconds;
    json["seed"] = tradeoff.seed;
    return json;
}

}  // namespace

ordered_json experiment_to_json(const Experiment& experiment, const std::filesystem::path& base) {
    ordered_json json{{"format", "basin-experiment"}, {"version", 1}, {"title", experiment.title}};
    json["problem"] = problem_json(softmax_of(experiment), base);
    json["start"] = start_json(experiment.start, base);
    json["solvers"] = solvers_json(experiment.solvers);
    const StoppingRule& stopping = experiment.stopping;
    json["stopping"] = {{"gradient_tolerance", stopping.gradient_tolerance},
                        {"max_iterations", stopping.max_iterations},
                        {"max_seconds", stopping.max_seconds}};
    if (const auto& landscape = experiment.landscape) {
        json["landscape"] = {{"plane", to_string(landscape->plane)},
                             {"resolution", landscape->resolution},
                             {"extent", landscape->extent},
                             {"i", landscape->i},
                             {"j", landscape->j},
                             {"seed", landscape->seed}};
    }
    if (const auto& attraction = experiment.attraction) {
        std::visit([&](const auto& solver) { json["attraction"]["solver"] = solver; }, attraction->solver);
        json["attraction"]["resolution"] = attraction->resolution;
        json["attraction"]["max_iterations"] = attraction->max_iterations;
    }
    if (experiment.spectrum) json["spectrum"] = spectrum_json(*experiment.spectrum);
    if (experiment.basin_map) json["basin_map"] = basin_map_json(*experiment.basin_map);
    json["certificate"] = {{"trials", experiment.certificate.trials},
                           {"max_iterations", experiment.certificate.max_iterations},
                           {"seed", experiment.certificate.seed}};
    if (experiment.tradeoff) json["tradeoff"] = tradeoff_json(*experiment.tradeoff);
    return json;
}

void write_experiment(const Experiment& experiment, const std::filesystem::path& file) {
    const auto folder = std::filesystem::absolute(file).parent_path().lexically_normal();
    write_atomically(file, json_file_text(experiment_to_json(experiment, folder)));
}

}  // namespace basin
