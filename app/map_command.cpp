// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>
#include <iostream>
#include <string_view>

#include <nlohmann/json.hpp>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/interrupt.h"
#include "app/output_folder.h"
#include "app/run_with_progress.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/rerun.h"
#include "core/io/json_text.h"
#include "core/io/map_folder.h"
#include "core/io/map_merge.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/printable.h"
#include "core/numeric/text.h"

namespace basin::app {

namespace {

namespace fs = std::filesystem;

/// "2/4"; the whole map when empty.
MapShard parse_shard(const std::string& text) {
    if (text.empty()) return {};
    const std::string_view rest = text;
    const auto slash = std::min(rest.find('/'), rest.size());
    const auto number = [&](std::string_view part) {
        const bool digits = !part.empty() && part.size() <= 7 &&
                            part.find_first_not_of("0123456789") == std::string_view::npos;
        return digits ? static_cast<Index>(*parse_number(part)) : Index{0};
    };
    const MapShard shard{number(rest.substr(0, slash)),
                         number(rest.substr(std::min(slash + 1, rest.size())))};
    constexpr Index most = 1000000;  // see MapShard::validate()
    if (shard.index < 1 || shard.count < shard.index || shard.count > most) {
        throw InputError("--shard", "found " + text + "; expected I/N with 1 <= I <= N <= 1000000, e.g. 2/4");
    }
    return shard;
}

MapStart parse_start(const MapOptions& options) {
    if (options.resume && options.force) {
        throw InputError("map",
                         "found --resume and --force; expected one of them: to go on with a map, or to "
                         "begin it anew");
    }
    return options.resume ? MapStart::resume : options.force ? MapStart::replace : MapStart::fresh;
}

void write_and_tell(const std::vector<fs::path>& files, const Results& results, bool json) {
    print_written(files);
    if (json) std::cout << json_file_text(results_to_json(results));
}

void print_known(const MapFolder& folder) {
    if (folder.known() > 0) std::cerr << "going on with " << folder.known() << " cells that are there\n";
    if (folder.damaged() > 0) {
        std::cerr << folder.damaged() << " damaged lines of the journal are computed again\n";
    }
}

}  // namespace

int map(const MapOptions& options) {
    const MapShard shard = parse_shard(options.shard);
    const MapStart start = parse_start(options);
    const Experiment experiment = open_experiment(options.experiment);
    if (!experiment.basin_map) {
        throw InputError(options.experiment, "found no basin_map; expected an experiment that asks for one");
    }
    // Going on with a map may mean its own result.json.
    if (!options.resume) refuse_inputs(options.folder, input_files(options.experiment, experiment));
    MapFolder folder(options.folder, experiment, shard, start);
    print_known(folder);
    const InterruptWatch interrupt;
    Results results = family_of(experiment).certifies_ends()
                          ? map_network_with_progress(experiment, interrupt.token(), folder.part())
                          : run_with_progress(map_alone(experiment), interrupt.token(), folder.part());
    results.experiment = experiment;
    write_and_tell(folder.write(results), results, options.json);
    // None where the minimiser is not verified, or the run was stopped before: the progress has said so.
    return results.basin_map && results.basin_map->complete ? exit_done : exit_ended_badly;
}

int merge(const MergeOptions& options) {
    const std::vector<fs::path> shards(options.folders.begin(), options.folders.end());
    std::vector<fs::path> inputs;
    for (const fs::path& shard : shards) inputs.push_back(shard / result_file);
    OutputFolder folder(options.folder, options.force, inputs,
                        {std::string(result_file), std::string(basin_map_file)});
    const Results results = merge_maps(shards);
    write_and_tell(write_results(results, folder.get()), results, options.json);
    return exit_done;
}

}  // namespace basin::app
