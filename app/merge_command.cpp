// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/grid_options.h"
#include "app/output_folder.h"
#include "core/io/grid_merge.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"

namespace basin::app {

int merge(const MergeOptions& options) {
    const std::vector<std::filesystem::path> shards(options.folders.begin(), options.folders.end());
    std::vector<std::filesystem::path> inputs;
    for (const auto& shard : shards) inputs.push_back(shard / result_file);
    OutputFolder folder(options.folder, options.force, inputs,
                        {std::string(result_file), std::string(basin_map_file), std::string(sweep_file),
                         std::string(sweep_seconds_file)});
    const Results results = merge_shards(shards);
    write_and_tell(write_results(results, folder.get()), results, options.json);
    return exit_done;
}

}  // namespace basin::app
