// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/results_io.h"

#include <utility>

#include <nlohmann/json.hpp>

#include "core/io/carried_data.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/npy.h"
#include "core/io/json_text.h"
#include "core/io/network_csv.h"
#include "core/io/results_files.h"
#include "core/io/spectrum_files.h"
#include "core/io/tradeoff_csv.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

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
        if (is_recurrent(experiment)) names.push_back(series_file(label));
    }
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

}  // namespace basin
