// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runner.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <optional>
#include <utility>

#include "core/experiment/certificate_stage.h"
#include "core/experiment/landscape_task.h"
#include "core/experiment/network_stage.h"
#include "core/experiment/picture_stage.h"
#include "core/experiment/run_limit.h"
#include "core/experiment/solver_stage.h"
#include "core/experiment/stage_progress.h"
#include "core/numeric/input_error.h"
#include "core/solvers/piecewise_affine.h"

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

PreparedProblem prepare_stage(const Experiment& experiment, const EventSink& sink,
                              const std::stop_token& stop) {
    StageProgress progress(Stage::problem, sink);
    PreparedProblem prepared = prepare(experiment, stop);
    progress.report(1);
    return prepared;
}

bool has_ended(const SolverRun& run) {
    return run.iterates && run.iterates->cols() == std::ssize(run.history);
}

/// Before anything is computed that would be lost; check asks the same.
void refuse_pictures(const Experiment& experiment, const PreparedProblem& prepared) {
    const auto& map = experiment.basin_map;
    const bool curve = experiment.exactness.has_value();
    if (!map && !curve) return;
    const auto reason = is_recurrent(experiment) ? PiecewiseAffine().rejects(*prepared.penalised)
                                                 : reject_basin_map(*map, *prepared.problem);
    if (reason) throw InputError(curve ? "exactness" : "basin_map", *reason);
}

/// The pictures that come after the solvers, where they are not there yet.
class Pictures {
  public:
    Pictures(const Experiment& experiment, const PreparedProblem& prepared, const EventSink& emit,
             const std::stop_token& stop, const MapPart& part)
        : experiment_(experiment), prepared_(prepared), emit_(emit), stop_(stop), part_(part) {}

    void start_landscape(const LandscapePlane& plane) {
        if (experiment_.landscape)
            landscape_.emplace(*prepared_.problem, plane, experiment_.landscape->resolution, emit_, stop_);
    }
    void finish(const std::optional<LandscapePlane>& plane, Results& results) {
        if (landscape_) results.landscape = landscape_->result();
        if (experiment_.attraction && plane && !results.attraction && !stop_.stop_requested()) {
            results.attraction = attraction_stage(experiment_, prepared_, *plane, emit_, stop_);
        }
        if (experiment_.tradeoff && !results.tradeoff && !stop_.stop_requested()) {
            results.tradeoff = tradeoff_stage(experiment_, prepared_, emit_, stop_);
        }
        if (experiment_.exactness && !results.exactness && !stop_.stop_requested())
            results.exactness = exactness_stage(experiment_, prepared_, results.runs, emit_, stop_);
        const bool has_map = results.basin_map && results.basin_map->complete;
        if (is_recurrent(experiment_)) {
            if (experiment_.basin_map && !has_map && !stop_.stop_requested())
                results.basin_map = network_map_stage(experiment_, prepared_, emit_, stop_, part_);
            return;
        }
        if (experiment_.basin_map && !has_map && has_basin(prepared_.minimiser) && !stop_.stop_requested()) {
            results.basin_map = basin_map_stage(experiment_, prepared_, emit_, stop_, part_);
        }
    }

  private:
    const Experiment& experiment_;
    const PreparedProblem& prepared_;
    const EventSink& emit_;
    const std::stop_token& stop_;
    const MapPart& part_;
    std::optional<LandscapeTask> landscape_;
};

using Clock = std::chrono::steady_clock;

void end_run(Results& results, Clock::time_point start, const EventSink& emit, const std::stop_token& stop,
             const RunLimit& limit, const Experiment& asked) {
    results.cut_off = limit.cut_off(asked, results);
    results.stopped = stop.stop_requested() && !limit.over();
    emit(RunFinished{results.stopped, std::chrono::duration<double>(Clock::now() - start).count(),
                     results.cut_off});
}

bool is_whole(const Landscape* landscape) {
    return landscape && landscape->stride == 1;
}

/// Drops the pictures that the experiment asks for in another way; returns whether the plane is another.
bool drop_outdated(Results& results, const Experiment& experiment) {
    const Experiment& before = results.experiment;
    const bool other_plane = !results.landscape || before.landscape != experiment.landscape;
    if (other_plane || !is_whole(results.landscape.get())) results.landscape.reset();
    if (other_plane || !results.attraction || results.attraction->stride > 1 ||
        before.attraction != experiment.attraction) {
        results.attraction.reset();
    }
    return other_plane;
}

void tell_problem(const PreparedProblem& prepared, const std::optional<LandscapePlane>& plane,
                  const EventSink& sink, Results& results) {
    results.minimiser = prepared.minimiser;
    results.x0 = prepared.x0;
    results.series = prepared.series();
    sink(ProblemReady{prepared.problem->description(), prepared.problem->dimension(), prepared.x0,
                      prepared.minimiser, prepared.minimiser.smallest_eigenvalue, plane, prepared.series()});
}

}  // namespace

void refuse_unusable(const Experiment& experiment) {
    refuse_pictures(experiment, prepare_again(experiment, {}, {}));
}

Results run_experiment(const Experiment& experiment, const EventSink& sink, std::stop_token outer, Gate* gate,
                       const MapPart& part) {
    experiment.validate();  // before anything is told
    const auto start = Clock::now();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    Results results;
    results.experiment = experiment;
    results.environment = current_environment();
    RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();

    PreparedProblem prepared = prepare_stage(experiment, emit, stop);
    refuse_pictures(experiment, prepared);
    const bool plane_waits = plane_needs_runs(experiment);
    auto plane = plane_waits ? std::nullopt : choose_plane(experiment, prepared);
    tell_problem(prepared, plane, emit, results);

    Pictures pictures(experiment, prepared, emit, stop, part);
    if (plane) pictures.start_landscape(*plane);
    results.runs = run_solvers(experiment, prepared, plane, emit, stop, gate);
    if (is_recurrent(experiment))
        results.minimiser = prepared.minimiser = best_solution(prepared, results.runs);
    if (plane_waits && !stop.stop_requested()) {
        plane = choose_plane(experiment, prepared, results.runs);
        lay_paths(*plane, results.runs, emit);
        pictures.start_landscape(*plane);
    }
    if (!is_recurrent(experiment) && !stop.stop_requested()) {
        results.certificate = certificate_stage(experiment, prepared, emit, stop);
    }
    const bool local = !is_recurrent(experiment);
    if (local) limit.after("certificate");
    pictures.finish(plane, results);
    // Last, because it may take long and nothing waits for it.
    basin_radius_stage(experiment, prepared, results.certificate, emit, stop);
    if (local && has_basin(prepared.minimiser) && experiment.certificate.trials > 0)
        limit.after("basin radius");
    end_run(results, start, emit, stop, limit, experiment);
    return results;
}

Results certify_only(const Experiment& experiment, const EventSink& sink, std::stop_token outer) {
    const auto start = Clock::now();
    Experiment bare = experiment;
    bare.landscape.reset();
    bare.attraction.reset();
    bare.basin_map.reset();
    bare.tradeoff.reset();
    bare.exactness.reset();
    bare.spectrum.reset();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    Results results;
    results.experiment = experiment;
    RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();
    PreparedProblem prepared = prepare_stage(bare, emit, stop);
    tell_problem(prepared, std::nullopt, emit, results);
    if (is_recurrent(experiment)) {
        results.runs = run_solvers(bare, prepared, std::nullopt, emit, stop, nullptr);
        results.minimiser = best_solution(prepared, results.runs);
        if (results.runs.empty()) results.start = network_outcome(prepared, prepared.lifted_x0, stop);
        end_run(results, start, emit, stop, limit, bare);
        return results;
    }
    if (!stop.stop_requested()) results.certificate = certificate_stage(bare, prepared, emit, stop);
    limit.after("certificate");
    basin_radius_stage(bare, prepared, results.certificate, emit, stop);
    if (has_basin(prepared.minimiser) && bare.certificate.trials > 0) limit.after("basin radius");
    end_run(results, start, emit, stop, limit, bare);
    return results;
}

Results map_network(const Experiment& experiment, const EventSink& sink, std::stop_token outer,
                    const MapPart& part) {
    const auto start = Clock::now();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    Results results;
    results.experiment = experiment;
    results.environment = current_environment();
    const RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();
    const PreparedProblem prepared = prepare_stage(experiment, emit, stop);
    tell_problem(prepared, std::nullopt, emit, results);
    results.minimiser = best_solution(prepared, {});
    results.basin_map = network_map_stage(experiment, prepared, emit, stop, part);
    end_run(results, start, emit, stop, limit, experiment);
    return results;
}

bool can_redraw(const Results& done, const Experiment& experiment) {
    Experiment same_pictures = experiment;
    same_pictures.title = done.experiment.title;
    same_pictures.landscape = done.experiment.landscape;
    same_pictures.attraction = done.experiment.attraction;
    return same_pictures == done.experiment && done.runs.size() == experiment.solvers.size() &&
           !done.stopped && std::ranges::all_of(done.runs, has_ended);
}

Results redraw(Results done, const Experiment& experiment, const EventSink& sink, std::stop_token outer) {
    const auto start = Clock::now();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    const RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();
    const PreparedProblem prepared = prepare_again(experiment, done.minimiser, done.x0);
    const bool other_plane = drop_outdated(done, experiment);
    done.experiment = experiment;
    const auto plane = choose_plane(experiment, prepared, done.runs);
    if (plane && other_plane) lay_paths(*plane, done.runs, emit);
    MapPart rest;
    if (done.basin_map) rest.known = computed_cells(*done.basin_map);
    Pictures pictures(experiment, prepared, emit, stop, rest);
    if (plane && !done.landscape) pictures.start_landscape(*plane);
    pictures.finish(plane, done);
    end_run(done, start, emit, stop, limit, experiment);
    return done;
}

}  // namespace basin
