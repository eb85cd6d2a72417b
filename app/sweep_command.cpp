// SPDX-License-Identifier: GPL-3.0-or-later
#include <iostream>

#include "app/command_line.h"
#include "app/commands.h"
#include "app/experiment_source.h"
#include "app/grid_options.h"
#include "app/interrupt.h"
#include "app/output_folder.h"
#include "app/run_with_progress.h"
#include "core/experiment/sweep/sweep_cost.h"
#include "core/io/grid_folder.h"
#include "core/numeric/input_error.h"

namespace basin::app {

int sweep(const GridOptions& options) {
    const MapShard shard = parse_shard(options.shard);
    const GridStart start = parse_start(options);
    const Experiment experiment = open_experiment(options.experiment);
    if (!experiment.sweep)
        throw InputError(options.experiment, "found no sweep; expected an experiment that asks for one");
    if (!options.resume) refuse_inputs(options.folder, input_files(options.experiment, experiment));
    SweepFolder folder(options.folder, experiment, shard, start);
    print_known(folder.known(), folder.damaged());
    const InterruptWatch interrupt;
    if (folder.known() == 0) std::cerr << cost_text(try_sweep(experiment, interrupt.token())) << '\n';
    Results results = sweep_with_progress(experiment, interrupt.token(), folder.part());
    results.experiment = experiment;
    write_and_tell(folder.write(results), results, options.json);
    return results.sweep && results.sweep->complete ? exit_done : exit_ended_badly;
}

}  // namespace basin::app
