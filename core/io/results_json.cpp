// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

ordered_json list(const Vector& values) {
    return std::vector<double>(values.begin(), values.end());
}

ordered_json minimiser_json(const Minimiser& minimiser) {
    return {{"objective", minimiser.objective},
            {"gradient_norm", minimiser.gradient_norm},
            {"smallest_eigenvalue", minimiser.smallest_eigenvalue},
            {"verified", minimiser.verified},
            {"note", minimiser.note},
            {"x", list(minimiser.x)}};
}

ordered_json certificate_json(const Certificate& certificate) {
    return {{"l", certificate.l},
            {"M_estimate", certificate.M_estimate},
            {"guaranteed_radius", certificate.guaranteed_radius},
            {"start_radius", certificate.start_radius},
            {"good_start", certificate.good_start}};
}

ordered_json run_json(const SolverRun& run, const std::string& label) {
    const SolveResult& result = run.result;
    return {{"solver", run.spec.name},
            {"termination", to_string(result.termination)},
            {"message", result.message},
            {"iterations", result.iterations},
            {"objective", result.objective},
            {"gradient_norm", result.gradient_norm},
            {"distance", result.distance},
            {"seconds", result.seconds},
            {"evaluations",
             {{"values", result.evaluations.values},
              {"gradients", result.evaluations.gradients},
              {"hessians", result.evaluations.hessians},
              {"products", result.evaluations.products}}},
            {"x", list(result.x)},
            {"history", history_file(label)}};
}

ordered_json landscape_json(const Landscape& landscape) {
    const LandscapePlane& plane = landscape.plane;
    return {{"plane", to_string(plane.kind)},
            {"exact", plane.exact},
            {"half_width", plane.half_width},
            {"origin", list(plane.plane.origin)},
            {"p1", list(plane.plane.p1)},
            {"p2", list(plane.plane.p2)},
            {"a", list(landscape.a)},
            {"b", list(landscape.b)},
            {"values", std::string(landscape_file)}};
}

ordered_json environment_json(const Environment& environment) {
    return {{"basin_version", environment.basin_version},
            {"compiler", environment.compiler},
            {"eigen_version", environment.eigen_version},
            {"blas", environment.blas},
            {"cpu", environment.cpu},
            {"operating_system", environment.operating_system},
            {"threads", environment.threads}};
}

}  // namespace

std::vector<std::string> run_labels(const std::vector<SolverRun>& runs) {
    std::map<std::string, int> total, seen;
    for (const SolverRun& run : runs) ++total[run.spec.name];
    std::vector<std::string> labels;
    for (const SolverRun& run : runs) {
        const std::string& name = run.spec.name;
        labels.push_back(total[name] == 1 ? name : name + "-" + std::to_string(++seen[name]));
    }
    return labels;
}

ordered_json results_to_json(const Results& results) {
    ordered_json json{{"format", "basin-result"}, {"version", 1}};
    json["experiment"] = experiment_to_json(results.experiment);
    json["minimiser"] = minimiser_json(results.minimiser);
    json["certificate"] = certificate_json(results.certificate);
    json["x0"] = list(results.x0);
    json["runs"] = ordered_json::array();
    const auto labels = run_labels(results.runs);
    for (std::size_t i = 0; i < labels.size(); ++i)
        json["runs"].push_back(run_json(results.runs[i], labels[i]));
    if (results.landscape) json["landscape"] = landscape_json(*results.landscape);
    if (has_spectrum(results)) json["spectrum"] = std::string(spectrum_file);
    if (results.basin_map) json["basin_map"] = std::string(basin_map_file);
    json["stopped"] = results.stopped;
    json["environment"] = environment_json(results.environment);
    return json;
}

}  // namespace basin
