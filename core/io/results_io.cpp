// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_io.h"

#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/experiment/problem_family.h"
#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/npy.h"
#include "core/io/json_reader.h"
#include "core/io/json_text.h"
#include "core/io/network_csv.h"
#include "core/io/network_json.h"
#include "core/io/results_files.h"
#include "core/io/spectrum_files.h"
#include "core/io/tradeoff_csv.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

using Files = std::vector<FolderFile>;

void add(Files& files, std::string_view name, std::string content) {
    files.push_back({std::string(name), std::move(content)});
}

void add_runs(Files& files, const Results& results) {
    const auto labels = run_labels(results.runs);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const SolverRun& run = results.runs[i];
        add(files, history_file(labels[i]), history_csv(run));
        if (run.network && results.series)
            add(files, series_file(labels[i]), series_csv(*results.series, run.network->outputs));
    }
}

void add_forecasts(Files& files, const Results& results) {
    const auto labels = run_labels(results.runs);
    std::vector<std::string> named;
    std::vector<const SeriesForecast*> forecasts;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto& network = results.runs[i].network;
        if (!network || !network->judgement || network->judgement->forecast.times.empty()) continue;
        named.push_back(labels[i]);
        forecasts.push_back(&network->judgement->forecast);
    }
    if (!named.empty()) add(files, forecast_file, forecast_csv(named, forecasts));
}

void add_pictures(Files& files, const Results& results) {
    if (is_whole(results.landscape.get())) {
        add(files, landscape_file, npy_bytes(results.landscape->values));
        add(files, landscape_table_file, landscape_csv(*results.landscape));
    }
    if (is_whole(results.attraction.get())) {
        add(files, attraction_file, npy_bytes(attraction_iterations(*results.attraction)));
        add(files, attraction_table_file, attraction_csv(*results.attraction));
    }
    if (has_spectrum(results)) add(files, spectrum_file, spectrum_csv(results));
    if (has_spectral_density(results)) add(files, spectral_density_file, spectral_density_csv(results));
    if (results.basin_map) add(files, basin_map_file, basin_map_csv(*results.basin_map));
    if (results.tradeoff) add(files, tradeoff_file, tradeoff_csv(*results.tradeoff));
    if (results.exactness) add(files, exactness_file, exactness_csv(*results.exactness));
}

/// result.json of a folder that carries its data.
std::string result_text(const Results& results, const CarriedData& carried) {
    nlohmann::ordered_json json = results_to_json(results);
    json["experiment"] = experiment_to_json(carried.experiment);
    if (!carried.sources.empty()) json["data"] = carried.sources;
    return json_file_text(json);
}

std::shared_ptr<NetworkOutcome> read_network(JsonObject& run, const WholeFolder& folder,
                                             const ElmanSeries& series, Index d) {
    auto outcome = std::make_shared<NetworkOutcome>(network_from_json(run));
    if (outcome->weights.size() != d) {
        run.place("weights").fail("found " + std::to_string(outcome->weights.size()) +
                                  " weights; expected the " + std::to_string(d) + " of the network");
    }
    const std::string name = json_text(run.required("series"), run.place("series"));
    outcome->outputs = parse_series(folder.text(name), folder.path(name).string(), series);
    return outcome;
}

std::vector<SolverRun> read_runs(JsonObject& top, const WholeFolder& folder, const Results& results) {
    const Experiment& experiment = results.experiment;
    const json& list = top.required("runs");
    const JsonPlace place = top.place("runs");
    if (!list.is_array() || list.size() > experiment.solvers.size()) {
        place.fail("found no list of at most one run a solver");
    }
    std::vector<SolverRun> runs;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject object(list[i], place.item(i));
        SolverRun& run = runs.emplace_back(run_from_json(object, experiment));
        run.spec = experiment.solvers[i];
        const std::string name = json_text(object.required("history"), object.place("history"));
        parse_history(folder.text(name), folder.path(name).string(), run);
        if (!results.series || !has_network(object)) continue;
        auto network = read_network(object, folder, *results.series, unknowns(experiment));
        network->judgement = family_of(experiment).judgement(experiment.problem, *network);
        run.network = std::move(network);
    }
    return runs;
}

std::shared_ptr<const Landscape> read_landscape(JsonObject object, const WholeFolder& folder, Index d) {
    auto landscape = std::make_shared<Landscape>();
    landscape->plane = plane_from_json(object, d);
    const fs::path file = folder.path(landscape_file);
    landscape->values = parse_npy(folder.text(landscape_file), file.string());
    landscape->a = object.result_numbers("a");
    landscape->b = object.result_numbers("b");
    if (landscape->values.rows() != landscape->a.size() || landscape->values.cols() != landscape->b.size()) {
        throw InputError(file.string(), "found another shape than a and b in result.json have");
    }
    return landscape;
}

std::shared_ptr<const Attraction> read_attraction(JsonObject object, const WholeFolder& folder, Index d) {
    auto attraction = std::make_shared<Attraction>(attraction_from_json(std::move(object), d));
    parse_attraction(folder.text(attraction_table_file), folder.path(attraction_table_file).string(),
                     *attraction);
    return attraction;
}

std::shared_ptr<const BasinMap> read_basin_map(JsonObject& top, const WholeFolder& folder,
                                               const Experiment& experiment) {
    if (!experiment.basin_map)
        top.place("basin_map").fail("found a basin map that the experiment does not ask for");
    MapPart part;
    if (const json* found = top.find("shard")) part.shard = shard_from_json(*found, top.place("shard"));
    part.known = parse_basin_map(folder.text(basin_map_file), folder.path(basin_map_file).string(),
                                 *experiment.basin_map);
    return std::make_shared<const BasinMap>(assemble_basin_map(*experiment.basin_map, part));
}

Results read_parts(const WholeFolder& folder) {
    const fs::path file = folder.path(result_file);
    const json whole = parse_json(folder.text(result_file), file.string());
    JsonObject top(whole, {file.string(), ""});
    if (top.required("format") != "basin-result") top.place("format").fail("expected \"basin-result\"");
    if (top.required("version") != 1)
        top.place("version").fail("expected 1, the version that this program reads");
    Results results;
    results.experiment = parse_stored_experiment(whole, file.string(), folder.folder());
    const Index d = unknowns(results.experiment);
    results.minimiser = minimiser_from_json({top.required("minimiser"), top.place("minimiser")}, d);
    const ProblemFamily& family = family_of(results.experiment);
    results.series = family.series(results.experiment.problem);
    if (!family.certifies_ends()) {
        results.certificate = certificate_from_json({top.required("certificate"), top.place("certificate")});
    }
    results.environment = environment_from_json({top.required("environment"), top.place("environment")});
    results.x0 = point_from_json(top, "x0", d);
    top.read("stopped", results.stopped);
    if (const json* found = top.find("failed"))
        results.failed = failed_from_json(*found, top.place("failed"));
    top.read("cut_off", results.cut_off);
    results.runs = read_runs(top, folder, results);
    if (const json* found = top.find("landscape")) {
        results.landscape = read_landscape({*found, top.place("landscape")}, folder, d);
    }
    if (const json* found = top.find("attraction")) {
        results.attraction = read_attraction({*found, top.place("attraction")}, folder, d);
    }
    if (top.find("spectrum")) {
        parse_spectrum(folder.text(spectrum_file), folder.path(spectrum_file).string(), results.runs);
    }
    if (top.find("spectral_density")) {
        parse_spectral_density(folder.text(spectral_density_file),
                               folder.path(spectral_density_file).string(), results.runs);
    }
    if (top.find("basin_map")) {
        results.basin_map = read_basin_map(top, folder, results.experiment);
    }
    if (top.find("tradeoff")) {
        results.tradeoff = std::make_shared<const Tradeoff>(
            parse_tradeoff(folder.text(tradeoff_file), folder.path(tradeoff_file).string()));
    }
    if (const json* found = top.find("exactness")) {
        JsonObject exactness(*found, top.place("exactness"));
        auto curve = std::make_shared<ExactnessCurve>(
            parse_exactness(folder.text(exactness_file), folder.path(exactness_file).string()));
        curve->a_posteriori =
            thresholds_from_json(exactness.required("a_posteriori"), exactness.place("a_posteriori"));
        results.exactness = std::move(curve);
    }
    return results;
}

}  // namespace

std::vector<std::string> results_files(const Experiment& experiment) {
    std::vector<std::string> names{std::string(result_file)};
    const auto may_have = [&](bool asked, std::initializer_list<std::string_view> files) {
        if (asked) names.insert(names.end(), files.begin(), files.end());
    };
    std::vector<SolverRun> runs(experiment.solvers.size());
    for (std::size_t i = 0; i < runs.size(); ++i) runs[i].spec = experiment.solvers[i];
    for (const std::string& label : run_labels(runs)) {
        names.push_back(history_file(label));
        if (family_of(experiment).has_series()) names.push_back(series_file(label));
    }
    may_have(family_of(experiment).has_series(), {forecast_file});
    may_have(experiment.landscape.has_value(), {landscape_file, landscape_table_file});
    may_have(experiment.attraction.has_value(), {attraction_file, attraction_table_file});
    may_have(experiment.spectrum.has_value(), {spectrum_file, spectral_density_file});
    may_have(experiment.basin_map.has_value(), {basin_map_file});
    may_have(experiment.tradeoff.has_value(), {tradeoff_file});
    may_have(experiment.exactness.has_value(), {exactness_file});
    for (std::string& name : carried_names(experiment)) names.push_back(std::move(name));
    return names;
}

std::vector<fs::path> write_results(const Results& results, ResultsFolder& folder,
                                    std::uint64_t most_carried) {
    CarriedData carried = carry_data(results.experiment, most_carried);
    const std::string result = result_text(results, carried);
    Files files;
    add_runs(files, results);
    add_forecasts(files, results);
    add_pictures(files, results);
    for (FolderFile& file : carried.files) files.push_back(std::move(file));
    add(files, result_file, result);
    return folder.replace(files);
}

std::vector<fs::path> write_results(const Results& results, ResultsFolder& folder) {
    return write_results(results, folder, most_carried_bytes);
}

std::vector<fs::path> write_results(const Results& results, const fs::path& folder) {
    ResultsFolder opened(folder, ResultsFolder::Existing::replace);
    return write_results(results, opened);
}

Results read_results(const fs::path& folder) {
    return read_whole(folder, read_parts);
}

}  // namespace basin
