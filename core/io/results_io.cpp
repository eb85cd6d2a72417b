// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_io.h"

#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/experiment/problem_family.h"
#include "core/experiment/solver_labels.h"
#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/json_reader.h"
#include "core/io/json_text.h"
#include "core/io/network_csv.h"
#include "core/io/network_json.h"
#include "core/io/results_files.h"
#include "core/io/results_keys.h"
#include "core/io/stored_sections.h"
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
    const auto labels = run_file_labels(results);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const SolverRun& run = results.runs[i];
        add(files, history_file(labels[i]), history_csv(run));
        if (run.network && results.series)
            add(files, series_file(labels[i]), series_csv(*results.series, run.network->outputs));
    }
}

void add_forecasts(Files& files, const Results& results) {
    const auto labels = run_labels(results);
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

/// result.json of a folder that carries its data.
std::string result_text(const Results& results, const CarriedData& carried) {
    nlohmann::ordered_json json = results_to_json(results);
    json[result_keys::experiment] = experiment_to_json(carried.experiment);
    if (!carried.sources.empty()) json[result_keys::data] = carried.sources;
    return json_file_text(json);
}

Files texts_with(const Results& results, std::uint64_t most_carried) {
    CarriedData carried = carry_data(results.experiment, most_carried);
    const std::string result = result_text(results, carried);
    Files files;
    add_runs(files, results);
    add_forecasts(files, results);
    for (FolderFile& file : section_texts(results)) files.push_back(std::move(file));
    for (FolderFile& file : carried.files) files.push_back(std::move(file));
    add(files, result_file, result);
    return files;
}

std::shared_ptr<NetworkOutcome> read_network(JsonObject& run, const WholeFolder& folder,
                                             const ElmanSeries& series, Index d) {
    auto outcome = std::make_shared<NetworkOutcome>(network_from_json(run));
    if (outcome->weights.size() != d) {
        run.place("weights").fail("found " + std::to_string(outcome->weights.size()) +
                                  " weights; expected the " + std::to_string(d) + " of the network");
    }
    const std::string name = json_text(run.required(result_keys::series), run.place(result_keys::series));
    outcome->outputs = parse_series(folder.text(name), folder.path(name).string(), series);
    return outcome;
}

std::vector<SolverRun> read_runs(JsonObject& top, const WholeFolder& folder, const Results& results) {
    const Experiment& experiment = results.experiment;
    const json& list = top.required(result_keys::runs);
    const JsonPlace place = top.place(result_keys::runs);
    if (!list.is_array() || list.size() > experiment.solvers.size()) {
        place.fail("found no list of at most one run a solver");
    }
    std::vector<SolverRun> runs;
    for (std::size_t i = 0; i < list.size(); ++i) {
        JsonObject object(list[i], place.item(i));
        SolverRun& run = runs.emplace_back(run_from_json(object, experiment));
        run.spec = experiment.solvers[i];
        const std::string name =
            json_text(object.required(result_keys::history), object.place(result_keys::history));
        parse_history(folder.text(name), folder.path(name).string(), run);
        if (!results.series || !has_network(object)) continue;
        auto network = read_network(object, folder, *results.series, unknowns(experiment));
        network->judgement = family_of(experiment).judgement(experiment.problem, *network);
        run.network = std::move(network);
    }
    return runs;
}

void check_format(JsonObject& top) {
    using namespace result_keys;
    if (top.required(format) != result_format)
        top.place(format).fail("expected \"" + std::string(result_format) + "\"");
    if (top.required(version) != result_version) {
        top.place(version).fail("expected " + std::to_string(result_version) +
                                ", the version that this program reads");
    }
}

/// A member of the top with its place.
JsonObject object_of(JsonObject& top, const char* key) {
    return {top.required(key), top.place(key)};
}

Results read_parts(const WholeFolder& folder) {
    const fs::path file = folder.path(result_file);
    const json whole = parse_json(folder.text(result_file), file.string());
    JsonObject top(whole, {file.string(), ""});
    check_format(top);
    Results results;
    results.experiment = parse_stored_experiment(whole, file.string(), folder.folder());
    top.read(result_keys::stopped, results.stopped);
    // Called off while its data were made, a run has no points.
    const bool has_points = !results.stopped || top.required(result_keys::x0) != json::array();
    const Index d = has_points ? unknowns(results.experiment) : 0;
    results.minimiser = minimiser_from_json(object_of(top, result_keys::minimiser), d);
    const ProblemFamily& family = family_of(results.experiment);
    results.series = family.series(results.experiment.problem);
    if (!family.certifies_ends()) {
        results.certificate = certificate_from_json(object_of(top, result_keys::certificate));
    }
    results.environment = environment_from_json(object_of(top, result_keys::environment));
    results.x0 = point_from_json(top, result_keys::x0, d);
    if (const json* found = top.find(result_keys::failed))
        results.failed = failed_from_json(*found, top.place(result_keys::failed));
    top.read(result_keys::cut_off, results.cut_off);
    results.runs = read_runs(top, folder, results);
    read_sections(top, folder, results);
    return results;
}

}  // namespace

std::vector<std::string> results_files(const Experiment& experiment) {
    std::vector<std::string> names{std::string(result_file)};
    for (const std::string& label : solver_file_labels(experiment.solvers)) {
        names.push_back(history_file(label));
        if (family_of(experiment).has_series()) names.push_back(series_file(label));
    }
    if (family_of(experiment).has_series()) names.emplace_back(forecast_file);
    for (const std::string_view name : section_files(experiment)) names.emplace_back(name);
    for (std::string& name : carried_names(experiment)) names.push_back(std::move(name));
    return names;
}

std::vector<FolderFile> results_texts(const Results& results) {
    return texts_with(results, most_carried_bytes);
}

std::vector<fs::path> write_results(const Results& results, ResultsFolder& folder,
                                    std::uint64_t most_carried) {
    return folder.replace(texts_with(results, most_carried));
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
