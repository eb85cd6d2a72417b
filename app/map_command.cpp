// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/grid_options.h"
#include "app/interrupt.h"
#include "app/output_folder.h"
#include "app/run_with_progress.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/rerun.h"
#include "core/io/grid_folder.h"
#include "core/numeric/input_error.h"

namespace basin::app {

int map(const GridOptions& options) {
    const MapShard shard = parse_shard(options.shard);
    const GridStart start = parse_start(options);
    const Experiment experiment = open_experiment(options.experiment);
    if (!experiment.basin_map) {
        throw InputError(options.experiment, "found no basin_map; expected an experiment that asks for one");
    }
    // Going on with a map may mean its own result.json.
    if (!options.resume) refuse_inputs(options.folder, input_files(options.experiment, experiment));
    MapFolder folder(options.folder, experiment, shard, start);
    print_known(folder.known(), folder.damaged());
    const InterruptWatch interrupt;
    Results results = family_of(experiment).certifies_ends()
                          ? map_network_with_progress(experiment, interrupt.token(), folder.part())
                          : run_with_progress(map_alone(experiment), interrupt.token(), {folder.part(), {}});
    results.experiment = experiment;
    write_and_tell(folder.write(results), results, options.json);
    // None where the minimiser is not verified, or the run was stopped before: the progress has said so.
    return results.basin_map && results.basin_map->complete ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
