// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/map_identity.h"
#include "core/io/network_json.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/io/spectrum_files.h"

namespace basin {

namespace {

using nlohmann::ordered_json;

ordered_json list(const Vector& values) {
    return std::vector<double>(values.begin(), values.end());
}

ordered_json minimiser_json(const Minimiser& minimiser) {
    const Stationarity& stationarity = minimiser.stationarity;
    return {{"objective", minimiser.objective},
            {"gradient_norm", minimiser.gradient_norm},
            {"smallest_eigenvalue", minimiser.smallest_eigenvalue},
            {"eigenvalue_error", minimiser.eigenvalue_error},
            {"error", minimiser.error},
            {"resolution", minimiser.resolution},
            {"verified", minimiser.verified},
            {"note", minimiser.note},
            {"on_kink", minimiser.on_kink()},
            {"kinks", minimiser.kinks},
            {"slopes", list(minimiser.slopes)},
            {"stationary", to_string(stationarity.answer)},
            {"patterns", stationarity.patterns},
            {"descent", list(stationarity.descent)},
            {"descent_slope", stationarity.slope},
            {"x", list(minimiser.x)},
            {"low", list(minimiser.low)}};
}

ordered_json end_json(const EndPoint& end) {
    return {{"kind", to_string(end.kind)},
            {"smallest_eigenvalue", end.smallest_eigenvalue},
            {"largest_eigenvalue", end.largest_eigenvalue},
            {"eigenvalue_error", end.eigenvalue_error},
            {"away", end.away},
            {"flat_directions", end.flat_directions},
            {"kinks", end.kinks},
            {"steps_tried", end.steps_tried},
            {"drop_step", end.drop_step},
            {"drop", end.drop}};
}

ordered_json run_json(const SolverRun& run, const std::string& label) {
    const SolveResult& result = run.result;
    ordered_json json{{"solver", run.spec.name},
                      {"termination", to_string(result.termination)},
                      {"end", end_json(run.end)},
                      {"reached_kink", run.reached_kink},
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
    return json;
}

ordered_json network_run_json(const SolverRun& run, const std::string& label, const ElmanShape& shape) {
    ordered_json json = run_json(run, label);
    json.update(network_to_json(*run.network, shape));
    json["series"] = series_file(label);
    return json;
}

ordered_json plane_json(const LandscapePlane& plane) {
    ordered_json json{{"plane", to_string(plane.kind)}, {"exact", plane.exact},
                      {"half_width", plane.half_width}, {"origin", list(plane.plane.origin)},
                      {"p1", list(plane.plane.p1)},     {"p2", list(plane.plane.p2)}};
    if (plane.kind == PlaneKind::coordinates) {
        json["i"] = plane.i;
        json["j"] = plane.j;
    }
    if (plane.kind == PlaneKind::pca) json["explained"] = plane.explained;
    if (!plane.note.empty()) json["note"] = plane.note;
    return json;
}

ordered_json landscape_json(const Landscape& landscape) {
    ordered_json json = plane_json(landscape.plane);
    json["a"] = list(landscape.a);
    json["b"] = list(landscape.b);
    json["values"] = std::string(landscape_file);
    return json;
}

ordered_json minimisers_json(const Attraction& attraction) {
    std::vector<Index> starts(attraction.minimisers.size());
    for (const AttractionPixel& pixel : attraction.pixels) {
        if (pixel.converged()) ++starts[static_cast<std::size_t>(pixel.minimiser)];
    }
    ordered_json json = ordered_json::array();
    for (std::size_t k = 0; k < starts.size(); ++k) {
        json.push_back({{"objective", attraction.minimisers[k].objective},
                        {"starts", starts[k]},
                        {"x", list(attraction.minimisers[k].x)}});
    }
    return json;
}

ordered_json attraction_json(const Attraction& attraction) {
    ordered_json json = plane_json(attraction.plane);
    json["a"] = list(attraction.a);
    json["b"] = list(attraction.b);
    json["solver"] = attraction.solver;
    json["max_iterations"] = attraction.max_iterations;
    // Of the solver, not of the plane.
    json["refused"] = attraction.note;
    json["minimisers"] = minimisers_json(attraction);
    json["ends"] = std::string(attraction_table_file);
    json["iterations"] = std::string(attraction_file);
    return json;
}

ordered_json tradeoff_json(const Tradeoff& tradeoff) {
    ordered_json json{{"points", std::string(tradeoff_file)}, {"measured", tradeoff.measured}};
    if (const TradeoffPoint* fastest = tradeoff.fastest()) {
        json["fastest"] = {{"approximation", to_string(fastest->approximation)},
                           {"error", fastest->error},
                           {"refresh", fastest->refresh},
                           {"step_seconds", fastest->step_seconds},
                           {"steps", fastest->steps},
                           {"seconds", fastest->seconds},
                           {"achieved_error", fastest->achieved_error}};
    }
    return json;
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

ordered_json failed_json(const std::vector<FailedPart>& failed) {
    ordered_json json = ordered_json::array();
    for (const FailedPart& one : failed) json.push_back({{"part", one.part}, {"message", one.message}});
    return json;
}

ElmanShape shape_of(const Results& results) {
    return elman_of(results.experiment).shape();
}

}  // namespace

ordered_json certificate_to_json(const Certificate& certificate) {
    ordered_json json, kinds;
    for (const CertificateEntry& entry : certificate_entries()) {
        json[std::string(entry.key)] = certificate.*entry.value;
        kinds[std::string(entry.key)] = to_string(entry.kind);
    }
    json["kantorovich_proves"] = to_string(certificate.kantorovich_proves);
    json["good_start_certified"] = certificate.good_start_certified;
    json["good_start"] = certificate.good_start;
    json["basin_radius_open"] = certificate.basin_radius_open;
    json["basin"] = to_string(certificate.basin_knowledge());
    kinds["kantorovich_proves"] = to_string(Knowledge::certified);
    kinds["good_start_certified"] = to_string(Knowledge::certified);
    kinds["good_start"] = to_string(Knowledge::estimated);
    kinds["basin_radius_open"] = to_string(Knowledge::measured);
    kinds["basin"] = to_string(Knowledge::measured);
    json["kinds"] = std::move(kinds);
    return json;
}

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
    // That of local convergence is one of softmax regressions; runs of networks have their own.
    if (!is_recurrent(results.experiment)) json["certificate"] = certificate_to_json(results.certificate);
    json["x0"] = list(results.x0);
    json["runs"] = ordered_json::array();
    const auto labels = run_labels(results.runs);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const SolverRun& run = results.runs[i];
        json["runs"].push_back(run.network ? network_run_json(run, labels[i], shape_of(results))
                                           : run_json(run, labels[i]));
    }
    // A coarse sight of a picture is none: read back it would pass for the whole one.
    if (is_whole(results.landscape.get())) json["landscape"] = landscape_json(*results.landscape);
    if (is_whole(results.attraction.get())) json["attraction"] = attraction_json(*results.attraction);
    if (has_spectrum(results)) json["spectrum"] = std::string(spectrum_file);
    if (has_spectral_density(results)) json["spectral_density"] = std::string(spectral_density_file);
    if (results.basin_map) {
        json["basin_map"] = std::string(basin_map_file);
        const MapShard& shard = results.basin_map->shard;
        if (shard != MapShard{}) json["shard"] = {{"index", shard.index}, {"count", shard.count}};
        json["map_identity"] = map_identity(results.experiment);
    }
    if (results.tradeoff) json["tradeoff"] = tradeoff_json(*results.tradeoff);
    if (results.exactness) {
        json["exactness"] = {{"points", std::string(exactness_file)},
                             {"a_posteriori", thresholds_to_json(results.exactness->a_posteriori)}};
    }
    if (!results.failed.empty()) json["failed"] = failed_json(results.failed);
    json["stopped"] = results.stopped;
    if (!results.cut_off.empty()) json["cut_off"] = results.cut_off;
    json["environment"] = environment_json(results.environment);
    return json;
}

}  // namespace basin
