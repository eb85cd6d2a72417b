// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <utility>
#include <variant>

#include <nlohmann/json.hpp>

#include "core/experiment/catalogue.h"
#include "core/io/atomic_file.h"
#include "core/io/experiment_json.h"
#include "core/io/json_text.h"
#include "core/io/problem_json.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

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

ordered_json basin_map_json(const BasinMapSpec& map, bool recurrent) {
    ordered_json json{{"radius_min", map.radius_min},        {"radius_max", map.radius_max},
                      {"radius_count", map.radius_count},    {"error_min", map.error_min},
                      {"error_max", map.error_max},          {"error_count", map.error_count},
                      {"refinement", map.refinement},        {"trials", map.trials},
                      {"max_iterations", map.max_iterations}};
    if (recurrent) {
        json["success_within"] = map.success_within;
    } else {
        json["approximation"] = to_string(map.approximation);
    }
    json["seed"] = map.seed;
    return json;
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
    json["problem"] = problem_to_json(experiment.problem, base);
    json["start"] = start_to_json(experiment.start, is_recurrent(experiment), base);
    json["solvers"] = solvers_json(experiment.solvers);
    const StoppingRule& stopping = experiment.stopping;
    json["stopping"] = {{"gradient_tolerance", stopping.gradient_tolerance},
                        {"max_iterations", stopping.max_iterations},
                        {"max_seconds", stopping.max_seconds}};
    if (std::isfinite(experiment.max_seconds)) json["max_seconds"] = experiment.max_seconds;
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
    if (experiment.basin_map)
        json["basin_map"] = basin_map_json(*experiment.basin_map, is_recurrent(experiment));
    json["certificate"] = {{"trials", experiment.certificate.trials},
                           {"max_iterations", experiment.certificate.max_iterations},
                           {"seed", experiment.certificate.seed}};
    if (experiment.exactness) json["exactness"] = exactness_to_json(*experiment.exactness);
    if (experiment.tradeoff) json["tradeoff"] = tradeoff_json(*experiment.tradeoff);
    return json;
}

void write_experiment(const Experiment& experiment, const std::filesystem::path& file) {
    const auto folder = std::filesystem::absolute(file).parent_path().lexically_normal();
    write_output_file(file, json_file_text(experiment_to_json(experiment, folder)));
}

}  // namespace basin
