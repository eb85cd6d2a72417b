// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/plane_stage.h"

#include <utility>

#include "core/experiment/problem_family.h"

namespace basin {

namespace {

/// What the runs tell about planes. A run that diverged would make every direction its own.
RunTraces traces_of(const std::vector<SolverRun>& runs) {
    RunTraces traces;
    for (const SolverRun& run : runs) {
        if (run.result.termination != Termination::diverged) traces.iterates.push_back(run.iterates);
        if (arrived(run)) traces.ends.push_back(run.network ? run.network->weights : run.result.x);
    }
    return traces;
}

}  // namespace

std::optional<LandscapePlane> choose_plane(const Experiment& experiment, const PreparedProblem& prepared,
                                           const std::vector<SolverRun>& runs) {
    if (!experiment.landscape && !experiment.attraction) return std::nullopt;
    return make_landscape_plane(*prepared.problem, experiment.landscape.value_or(LandscapeSpec{}),
                                prepared.minimiser, prepared.x0, traces_of(runs));
}

bool plane_needs_runs(const Experiment& experiment) {
    if (!experiment.landscape && !experiment.attraction) return false;
    return family_of(experiment).plane_needs_runs(experiment);
}

void lay_paths(const LandscapePlane& plane, const std::vector<SolverRun>& runs, const EventSink& sink) {
    PlaneReady ready{plane, {}};
    for (const SolverRun& run : runs) {
        ready.paths.push_back(run.iterates ? project_all(plane, *run.iterates) : std::vector<PlanePoint>());
    }
    sink(std::move(ready));
}

}  // namespace basin
