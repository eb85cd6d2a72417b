// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runner.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <mutex>
#include <optional>
#include <utility>

#include "core/experiment/catalogue.h"
#include "core/experiment/certificate_stage.h"
#include "core/experiment/landscape_task.h"
#include "core/experiment/network_stage.h"
#include "core/experiment/picture_stage.h"
#include "core/experiment/run_limit.h"
#include "core/experiment/solver_stage.h"
#include "core/experiment/stage_border.h"
#include "core/experiment/stage_progress.h"
#include "core/numeric/deadline.h"
#include "core/numeric/input_error.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

namespace basin {

namespace {

/// Makes the calls of several threads come one at a time. What a call throws is no failure of the part that
/// made it: SinkFailed takes it through the stages.
EventSink serialised(const EventSink& sink, std::mutex& mutex) {
    if (!sink) return [](const RunEvent&) {};
    return [&sink, &mutex](RunEvent event) {
        const std::lock_guard lock(mutex);
        try {
            sink(std::move(event));
        } catch (...) {
            throw SinkFailed{std::current_exception()};
        }
    };
}

/// Gives the caller back what its own sink threw.
[[noreturn]] void return_to_caller(const SinkFailed& failed) {
    std::rethrow_exception(failed.error);
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
void refuse_parts(const Experiment& experiment, const PreparedProblem& prepared) {
    if (is_recurrent(experiment)) {
        if (!experiment.exactness && !experiment.basin_map) return;
        if (const auto reason = PiecewiseAffine().rejects(*prepared.penalised))
            throw InputError(experiment.exactness ? "exactness" : "basin_map", *reason);
    } else if (experiment.basin_map) {
        if (const auto reason = reject_basin_map(*experiment.basin_map, *prepared.problem))
            throw InputError("basin_map", *reason);
    }
}

// What of them is told to be missing when it broke off.
constexpr std::array<const char*, 6> picture_names = {
    "landscape plane", "landscape", "basin of attraction", "trade-off", "exactness curve", "basin map"};

bool is_picture(const std::string& part) {
    return std::ranges::find(picture_names, part) != picture_names.end();
}

/// The pictures that come after the solvers, where they are not there yet.
class Pictures {
  public:
    Pictures(const Experiment& experiment, const PreparedProblem& prepared, const EventSink& emit,
             const std::stop_token& stop, const MapPart& part, StageBorder& border)
        : experiment_(experiment),
          prepared_(prepared),
          emit_(emit),
          stop_(stop),
          part_(part),
          border_(border) {}

    void start_landscape(const LandscapePlane& plane) {
        if (!experiment_.landscape) return;
        border_.run("landscape", [&] {
            landscape_.emplace(*prepared_.problem, plane, experiment_.landscape->resolution, emit_, stop_);
        });
    }
    void finish(const std::optional<LandscapePlane>& plane, Results& results) {
        if (landscape_) border_.run("landscape", [&] { results.landscape = landscape_->result(); });
        if (plane && wanted(experiment_.attraction, results.attraction)) {
            border_.run("basin of attraction", [&] {
                results.attraction = attraction_stage(experiment_, prepared_, *plane, emit_, stop_);
            });
        }
        if (wanted(experiment_.tradeoff, results.tradeoff)) {
            border_.run("trade-off",
                        [&] { results.tradeoff = tradeoff_stage(experiment_, prepared_, emit_, stop_); });
        }
        if (wanted(experiment_.exactness, results.exactness)) {
            border_.run("exactness curve", [&] {
                results.exactness = exactness_stage(experiment_, prepared_, results.runs, emit_, stop_);
            });
        }
        const bool has_map = results.basin_map && results.basin_map->complete;
        if (experiment_.basin_map && !has_map && !stop_.stop_requested())
            border_.run("basin map", [&] { draw_map(results); });
    }

  private:
    template <class Spec, class Picture>
    bool wanted(const std::optional<Spec>& spec, const Picture& picture) const {
        return spec && !picture && !stop_.stop_requested();
    }

    void draw_map(Results& results) {
        if (is_recurrent(experiment_)) {
            results.basin_map = network_map_stage(experiment_, prepared_, emit_, stop_, part_);
        } else if (has_basin(prepared_.minimiser)) {
            results.basin_map = basin_map_stage(experiment_, prepared_, emit_, stop_, part_);
        }
    }

    const Experiment& experiment_;
    const PreparedProblem& prepared_;
    const EventSink& emit_;
    const std::stop_token& stop_;
    const MapPart& part_;
    StageBorder& border_;
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

/// Says where a spectrum is due and missing.
void report_missing_spectra(const Experiment& experiment, const std::vector<SolverRun>& runs,
                            StageBorder& border) {
    if (!experiment.spectrum || experiment.spectrum->every == 0) return;
    for (const SolverRun& run : runs) {
        Index due = 0, missing = 0;
        for (std::size_t k = 0; k < run.history.size(); ++k) {
            if (run.history[k].iteration % experiment.spectrum->every != 0) continue;
            ++due;
            if (!run.eigenvalues[k].allFinite() || run.eigenvalues[k].size() == 0) ++missing;
        }
        if (missing == 0 || run.result.termination == Termination::stopped) continue;
        border.tell({"spectrum of " + solver_text(run.spec), "No eigenvalues were found at " +
                                                                 std::to_string(missing) + " of " +
                                                                 std::to_string(due) + " iterations."});
    }
}

void emit_problem(const PreparedProblem& prepared, const std::optional<LandscapePlane>& plane,
                  const EventSink& sink, Results& results) {
    results.minimiser = prepared.minimiser;
    results.x0 = prepared.x0;
    results.series = prepared.series();
    sink(ProblemReady{prepared.problem->description(), prepared.problem->dimension(), prepared.x0,
                      prepared.minimiser, prepared.minimiser.smallest_eigenvalue, plane, prepared.series()});
}

}  // namespace

void refuse_unusable(const Experiment& experiment) {
    refuse_parts(experiment, prepare_again(experiment, {}, {}));
}

Results run_experiment(const Experiment& experiment, const EventSink& sink, std::stop_token outer,
                       PauseGate* gate, const MapPart& part) try {
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
    refuse_parts(experiment, prepared);
    const bool plane_waits = plane_needs_runs(experiment);
    StageBorder border(emit, results.failed);
    std::optional<LandscapePlane> plane;
    if (!plane_waits) border.run("landscape plane", [&] { plane = choose_plane(experiment, prepared); });
    emit_problem(prepared, plane, emit, results);

    Pictures pictures(experiment, prepared, emit, stop, part, border);
    if (plane) pictures.start_landscape(*plane);
    results.runs = run_solvers(experiment, prepared, plane, emit, stop, gate);
    report_missing_spectra(experiment, results.runs, border);
    if (is_recurrent(experiment))
        results.minimiser = prepared.minimiser = best_solution(prepared, results.runs);
    if (plane_waits && !stop.stop_requested()) {
        border.run("landscape plane", [&] {
            plane = choose_plane(experiment, prepared, results.runs);
            lay_paths(*plane, results.runs, emit);
        });
        if (plane) pictures.start_landscape(*plane);
    }
    if (!is_recurrent(experiment) && !stop.stop_requested()) {
        border.run("certificate",
                   [&] { results.certificate = certificate_stage(experiment, prepared, emit, stop); });
    }
    const bool local = !is_recurrent(experiment);
    if (local) limit.after("certificate");
    pictures.finish(plane, results);
    // Last, because it may take long and nothing waits for it.
    border.run("basin radius",
               [&] { basin_radius_stage(experiment, prepared, results.certificate, emit, stop); });
    if (local && has_basin(prepared.minimiser) && experiment.basin_radius.trials > 0)
        limit.after("basin radius");
    end_run(results, start, emit, stop, limit, experiment);
    return results;
} catch (const SinkFailed& failed) {
    return_to_caller(failed);
}

Results certify_only(const Experiment& experiment, const EventSink& sink, std::stop_token outer) try {
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
    StageBorder border(emit, results.failed);
    RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();
    PreparedProblem prepared = prepare_stage(bare, emit, stop);
    emit_problem(prepared, std::nullopt, emit, results);
    if (is_recurrent(experiment)) {
        results.runs = run_solvers(bare, prepared, std::nullopt, emit, stop, nullptr);
        results.minimiser = best_solution(prepared, results.runs);
        const Deadline deadline(experiment.stopping.max_seconds, stop);
        if (results.runs.empty())
            results.start = network_outcome(prepared, prepared.lifted_x0, deadline.token());
        end_run(results, start, emit, stop, limit, bare);
        return results;
    }
    if (!stop.stop_requested()) {
        border.run("certificate",
                   [&] { results.certificate = certificate_stage(bare, prepared, emit, stop); });
    }
    limit.after("certificate");
    border.run("basin radius", [&] { basin_radius_stage(bare, prepared, results.certificate, emit, stop); });
    if (has_basin(prepared.minimiser) && bare.basin_radius.trials > 0) limit.after("basin radius");
    end_run(results, start, emit, stop, limit, bare);
    return results;
} catch (const SinkFailed& failed) {
    return_to_caller(failed);
}

Results map_network(const Experiment& experiment, const EventSink& sink, std::stop_token outer,
                    const MapPart& part) try {
    const auto start = Clock::now();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    Results results;
    results.experiment = experiment;
    results.environment = current_environment();
    const RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();
    const PreparedProblem prepared = prepare_stage(experiment, emit, stop);
    emit_problem(prepared, std::nullopt, emit, results);
    results.minimiser = best_solution(prepared, {});
    results.basin_map = network_map_stage(experiment, prepared, emit, stop, part);
    end_run(results, start, emit, stop, limit, experiment);
    return results;
} catch (const SinkFailed& failed) {
    return_to_caller(failed);
}

bool can_redraw(const Results& done, const Experiment& experiment) {
    Experiment same_pictures = experiment;
    same_pictures.title = done.experiment.title;
    same_pictures.landscape = done.experiment.landscape;
    same_pictures.attraction = done.experiment.attraction;
    return same_pictures == done.experiment && done.runs.size() == experiment.solvers.size() &&
           !done.stopped && std::ranges::all_of(done.runs, has_ended);
}

Results redraw(Results done, const Experiment& experiment, const EventSink& sink, std::stop_token outer) try {
    const auto start = Clock::now();
    std::mutex mutex;
    const EventSink emit = serialised(sink, mutex);
    const RunLimit limit(experiment.max_seconds, std::move(outer));
    const std::stop_token stop = limit.token();
    const PreparedProblem prepared = prepare_again(experiment, done.minimiser, done.x0);
    const bool other_plane = drop_outdated(done, experiment);
    done.experiment = experiment;
    std::erase_if(done.failed, [](const FailedPart& failed) { return is_picture(failed.part); });
    StageBorder border(emit, done.failed);
    std::optional<LandscapePlane> plane;
    border.run("landscape plane", [&] {
        plane = choose_plane(experiment, prepared, done.runs);
        if (plane && other_plane) lay_paths(*plane, done.runs, emit);
    });
    MapPart rest;
    if (done.basin_map) rest.known = computed_cells(*done.basin_map);
    Pictures pictures(experiment, prepared, emit, stop, rest, border);
    if (plane && !done.landscape) pictures.start_landscape(*plane);
    pictures.finish(plane, done);
    end_run(done, start, emit, stop, limit, experiment);
    return done;
} catch (const SinkFailed& failed) {
    return_to_caller(failed);
}

}  // namespace basin
