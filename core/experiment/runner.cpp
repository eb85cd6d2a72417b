// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runner.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "core/experiment/landscape_task.h"
#include "core/experiment/solver_stage.h"
#include "core/experiment/stage_progress.h"

namespace basin {

namespace {

/// Makes the calls of several threads come one at a time.
EventSink serialised(const EventSink& sink, std::mutex& mutex) {
    if (!sink) return [](const RunEvent&) {};
    return [&sink, &mutex](RunEvent event) {
        const std::lock_guard lock(mutex);
        sink(std::move(event));
    };
}

std::optional<LandscapePlane> choose_plane(const Experiment& experiment, const PreparedProblem& prepared) {
    if (!experiment.landscape) return std::nullopt;
    return make_landscape_plane(*prepared.problem, *experiment.landscape, prepared.minimiser, prepared.x0,
                                experiment.start.seed);
}

PreparedProblem prepare_stage(const Experiment& experiment, const EventSink& sink,
                              const std::stop_token& stop) {
    StageProgress progress(Stage::problem, sink);
    PreparedProblem prepared = prepare(experiment, stop);
    progress.report(1);
    return prepared;
}

Certificate certificate_stage(const PreparedProblem& prepared, const EventSink& sink,
                              const std::stop_token& stop) {
    StageProgress progress(Stage::certificate, sink);
    const Certificate certificate = certify(*prepared.problem, prepared.minimiser, prepared.x0, stop);
    sink(CertificateReady{certificate});
    progress.report(1);
    return certificate;
}

std::shared_ptr<const BasinMap> basin_map_stage(const Experiment& experiment, const PreparedProblem& prepared,
                                                const EventSink& sink, const std::stop_token& stop) {
    StageProgress progress(Stage::basin_map, sink);
    const auto tell = [&](std::shared_ptr<const BasinMap> map) {
        const double done = static_cast<double>(map->computed) / static_cast<double>(map->cells.size());
        sink(BasinMapUpdate{std::move(map)});
        progress.report(done);
    };
    return compute_basin_map(*prepared.problem, prepared.minimiser, *experiment.basin_map,
                             experiment.stopping, tell, stop);
}

}  // namespace

Results run_experiment(const Experiment& experiment, const EventSink& sink, std::stop_token stop,
                       Gate* gate) {
    experiment.validate();  // before anything is told
    const auto start = std::chrono::steady_clock::now();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    Results results;
    results.experiment = experiment;
    results.environment = current_environment();

    const PreparedProblem prepared = prepare_stage(experiment, emit, stop);
    results.minimiser = prepared.minimiser;
    results.x0 = prepared.x0;
    const auto plane = choose_plane(experiment, prepared);
    emit(ProblemReady{prepared.problem->description(), prepared.problem->dimension(), prepared.x0,
                      prepared.minimiser, prepared.minimiser.smallest_eigenvalue, plane});

    std::optional<LandscapeTask> landscape;
    if (plane) landscape.emplace(*prepared.problem, *plane, experiment.landscape->resolution, emit, stop);
    results.runs = run_solvers(experiment, prepared, plane, emit, stop, gate);
    if (!stop.stop_requested()) results.certificate = certificate_stage(prepared, emit, stop);
    if (landscape) results.landscape = landscape->result();
    // Without a verified x* there is nothing a trial could succeed in reaching.
    if (experiment.basin_map && prepared.minimiser.verified && !stop.stop_requested()) {
        results.basin_map = basin_map_stage(experiment, prepared, emit, stop);
    }

    results.stopped = stop.stop_requested();
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    emit(RunFinished{results.stopped, elapsed.count()});
    return results;
}

}  // namespace basin
