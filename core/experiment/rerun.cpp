// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/rerun.h"

#include <utility>

#include "core/experiment/problem_family.h"
#include "core/experiment/runner.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

void require_whole(const Results& before) {
    const char* expected = "; expected results of a run that came to its end";
    if (before.stopped) throw InputError("results", std::string("found a run that was stopped") + expected);
    if (!before.cut_off.empty())
        throw InputError("results", std::string("found a run that its time limit cut off") + expected);
    if (before.basin_map && !before.basin_map->complete)
        throw InputError("results",
                         "found a part of a basin map; expected the whole, as basin merge makes it");
    if (before.sweep && !before.sweep->complete)
        throw InputError("results", "found a part of a sweep; expected the whole, as basin merge makes it");
}

bool is_sweep_alone(const Results& before) {
    return before.runs.empty() && before.sweep && !before.experiment.solvers.empty();
}

bool is_map_alone(const Results& before) {
    return before.runs.empty() && before.basin_map && !before.experiment.solvers.empty();
}

}  // namespace

Experiment map_alone(const Experiment& experiment) {
    Experiment alone = experiment.only("basin_map");
    alone.solvers.clear();
    return alone;
}

Results rerun(const Experiment& experiment, const Results& before, const EventSink& sink,
              std::stop_token stop) {
    require_whole(before);
    if (is_sweep_alone(before)) {
        Results results = sweep_only(experiment, sink, std::move(stop));
        results.experiment = experiment;
        return results;
    }
    if (!is_map_alone(before)) return run_experiment(experiment, sink, std::move(stop));
    Results results = family_of(experiment).certifies_ends()
                          ? map_network(experiment, sink, std::move(stop))
                          : run_experiment(map_alone(experiment), sink, std::move(stop));
    results.experiment = experiment;
    return results;
}

}  // namespace basin
