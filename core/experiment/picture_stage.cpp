// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/picture_stage.h"

#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/stage_progress.h"

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

/// The share of the starts that a complete level has behind it.
double share_done(const Attraction& attraction) {
    const auto stride = static_cast<double>(attraction.stride);
    return 1 / (stride * stride);
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
    // The planes of a network go through the best solution that the runs find.
    if (is_recurrent(experiment)) return !experiment.solvers.empty();
    return experiment.landscape && needs_runs(experiment.landscape->plane);
}

void lay_paths(const LandscapePlane& plane, std::vector<SolverRun>& runs, const EventSink& sink) {
    PlaneReady ready{plane, {}};
    for (SolverRun& run : runs) {
        run.path = run.iterates ? project_all(plane, *run.iterates) : std::vector<PlanePoint>();
        ready.paths.push_back(run.path);
    }
    sink(std::move(ready));
}

std::shared_ptr<const Attraction> attraction_stage(const Experiment& experiment,
                                                   const PreparedProblem& prepared,
                                                   const LandscapePlane& plane, const EventSink& sink,
                                                   const std::stop_token& stop) {
    StageProgress progress(Stage::attraction, sink);
    const auto tell = [&](std::shared_ptr<const Attraction> attraction) {
        const double done = share_done(*attraction);
        sink(AttractionUpdate{std::move(attraction)});
        progress.report(done);
    };
    const auto solver =
        make_solver(attraction_solver(experiment),
                    trial_options(experiment.stopping, experiment.attraction->max_iterations));
    return compute_attraction(*prepared.problem, plane, *experiment.attraction, *solver, tell, stop);
}

std::shared_ptr<const Tradeoff> tradeoff_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                               const EventSink& sink, const std::stop_token& stop) {
    StageProgress progress(Stage::tradeoff, sink);
    const auto tell = [&](std::shared_ptr<const Tradeoff> tradeoff) {
        const double done =
            static_cast<double>(tradeoff->measured) / static_cast<double>(tradeoff->points.size());
        sink(TradeoffUpdate{std::move(tradeoff)});
        progress.report(done);
    };
    auto tradeoff = measure_tradeoff(*prepared.problem, prepared.x0, *experiment.tradeoff,
                                     experiment.stopping, tell, stop);
    if (!stop.stop_requested()) progress.report(1);  // its time may be over before its settings are
    return tradeoff;
}

std::shared_ptr<const BasinMap> basin_map_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                                const EventSink& sink, const std::stop_token& stop,
                                                const MapPart& part) {
    StageProgress progress(Stage::basin_map, sink);
    bool begins = true;
    const auto tell = [&](std::shared_ptr<const BasinMap> map) {
        const double done =
            map->complete ? 1 : static_cast<double>(map->computed) / static_cast<double>(map->expected + 1);
        sink(BasinMapUpdate{std::move(map)});
        if (std::exchange(begins, false) && !part.known.empty()) progress.skip(done);
        progress.report(done);
    };
    return compute_basin_map(*prepared.problem, prepared.minimiser, *experiment.basin_map,
                             experiment.stopping, tell, stop, 0, part);
}

}  // namespace basin
