// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/runner.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "core/experiment/basin_map_stage.h"
#include "core/experiment/certificate_stage.h"
#include "core/experiment/part_words.h"
#include "core/experiment/pictures.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/run.h"
#include "core/experiment/sections.h"
#include "core/experiment/solver_stage.h"
#include "core/experiment/stage_progress.h"
#include "core/experiment/sweep/sweep_stage.h"
#include "core/numeric/deadline.h"
#include "core/numeric/interruption.h"

namespace basin {

namespace {

RunEvent started(const Experiment& experiment) {
    return RunStarted{std::make_shared<const Experiment>(experiment), current_environment()};
}

/// Nothing where the run is called off meanwhile: large data take a while to be made.
std::optional<PreparedProblem> prepare_stage(const Run& run) {
    StageProgress progress(Stage::problem, run.sink());
    std::optional<PreparedProblem> prepared;
    until([&run] { return run.is_called_off(); },
          [&] { prepared = prepare_valid(run.experiment(), run.stop()); });
    if (prepared) progress.report(1);
    return prepared;
}

void tell_problem(Run& run, const PreparedProblem& prepared, const std::optional<LandscapePlane>& plane) {
    run.tell(ProblemReady{prepared.problem->description(), prepared.problem->dimension(), prepared.x0,
                          prepared.minimiser, prepared.minimiser.smallest_eigenvalue, plane,
                          prepared.series()});
}

/// Carries out stages that need no plane, on the problem, which is made and told first.
template <class Stages>
Results carry_out_bare(Run& alone, const Experiment& experiment, const Stages& stages) {
    return alone.carry_out(started(experiment), [&](Run& run) {
        std::optional<PreparedProblem> prepared = prepare_stage(run);
        if (!prepared) return;
        tell_problem(run, *prepared, std::nullopt);
        stages(run, *prepared);
    });
}

/// Of families whose best point is known after the runs only.
void minimiser_stage(Run& run, PreparedProblem& prepared) {
    auto best = family_of(run.experiment()).best_solution(prepared, run.results().runs);
    if (!best) return;
    prepared.minimiser = *std::move(best);
    run.tell(MinimiserFound{prepared.minimiser});
}

/// Unless the ends of the runs have certificates of their own.
void certify_start(Run& run, const PreparedProblem& prepared) {
    if (family_of(run.experiment()).certifies_ends()) return;
    if (!run.stop().stop_requested()) {
        run.border().run(part_words::certificate,
                         [&] { certificate_stage(run.experiment(), prepared, run.sink(), run.stop()); });
    }
    run.limit().after(part_words::certificate);
}

/// The last stage, because it may take long and nothing waits for it.
void measure_basin(Run& run, const PreparedProblem& prepared) {
    if (!has_basin(prepared.minimiser)) return;
    const std::string_view name = stage_words(Stage::basin_radius).name;
    run.border().run(name, [&] {
        Certificate certificate = run.results().certificate;
        basin_radius_stage(run.experiment(), prepared, certificate, run.sink(), run.stop());
    });
    if (run.experiment().basin_radius.trials > 0) run.limit().after(name);
}

/// Of what is certified without solvers.
void test_start(Run& run, const PreparedProblem& prepared) {
    if (!run.results().runs.empty()) return;
    const Deadline deadline(run.experiment().stopping.max_seconds, run.stop());
    if (auto outcome = family_of(run.experiment()).start_outcome(prepared, deadline.token()))
        run.tell(StartTested{std::move(outcome)});
}

Results whole_run(const Experiment& experiment, const EventSink& sink, std::stop_token stop, Records records,
                  PauseGate* gate, const GridParts& parts) {
    Run whole(experiment, sink, std::move(stop), records);
    return whole.carry_out(started(experiment), [&](Run& run) {
        std::optional<PreparedProblem> made = prepare_stage(run);
        if (!made) return;
        PreparedProblem& prepared = *made;
        refuse_parts(experiment, prepared);
        Pictures pictures(run, prepared, asked_pictures(experiment), parts);
        pictures.place_plane();
        tell_problem(run, prepared, pictures.plane());
        pictures.start_landscape();
        solver_stage(experiment, prepared, pictures.plane(), run.sink(), run.stop(), gate);
        minimiser_stage(run, prepared);
        pictures.place_plane_after_runs();
        pictures.start_landscape();
        certify_start(run, prepared);
        pictures.finish();
        measure_basin(run, prepared);
    });
}

bool has_ended(const SolverRun& run) {
    return run.iterates && run.iterates->cols() == std::ssize(run.history);
}

/// What another experiment changes of the pictures that are there.
struct Outdated {
    bool plane, attraction;

    bool has(Stage stage) const {
        return (stage == Stage::landscape && plane) || (stage == Stage::attraction && attraction);
    }
};

Outdated outdated(const Results& done, const Experiment& experiment) {
    const bool plane = !done.landscape || done.experiment.landscape != experiment.landscape;
    return {plane, plane || done.experiment.attraction != experiment.attraction};
}

WantedPictures missing_pictures(const Results& done, const Experiment& experiment, const Outdated& old) {
    WantedPictures wanted = asked_pictures(experiment);
    for_each_result([&](const SectionInfo& info, auto, auto result) {
        const auto& there = done.*result;
        if (old.has(*info.stage) || !there) return;
        if (is_complete(*there) || !info.redraw_completes) wanted.erase(*info.stage);
    });
    return wanted;
}

/// Old pictures that nothing has taken the place of: of a part that is not asked for any more, that broke
/// off, or that was stopped before its first sight.
void drop_outdated(Run& run, const Results& before, const Outdated& old) {
    const Results& now = run.results();
    const PicturesDropped dropped{old.plane && now.landscape == before.landscape,
                                  old.attraction && now.attraction == before.attraction};
    if (dropped.landscape || dropped.attraction) run.tell(dropped);
}

Results redraw(Results done, const Experiment& experiment, const EventSink& sink, std::stop_token stop,
               Records records) {
    const Results before = without_records(done);
    const Outdated old = outdated(before, experiment);
    GridParts rest;
    if (before.basin_map) rest.map.known = computed_cells(*before.basin_map);
    if (before.sweep) rest.sweep.known = computed_cells(*before.sweep);
    Run again(experiment, sink, std::move(stop), records, std::move(done));
    return again.carry_out(RedrawStarted{std::make_shared<const Experiment>(experiment)}, [&](Run& run) {
        const PreparedProblem prepared = prepare_again(experiment, before.minimiser, before.x0);
        Pictures pictures(run, prepared, missing_pictures(before, experiment, old), rest);
        pictures.place_plane_again(old.plane);
        pictures.start_landscape();
        pictures.finish();
        drop_outdated(run, before, old);
    });
}

}  // namespace

Results run_experiment(const Experiment& experiment, const EventSink& sink, std::stop_token stop,
                       PauseGate* gate, const GridParts& parts) {
    return whole_run(experiment, sink, std::move(stop), Records::kept, gate, parts);
}

void stream_experiment(const Experiment& experiment, const EventSink& sink, std::stop_token stop,
                       PauseGate* gate, const GridParts& parts) {
    whole_run(experiment, sink, std::move(stop), Records::only_told, gate, parts);
}

bool can_redraw(const Results& done, const Experiment& experiment) {
    Experiment same_pictures = experiment;
    same_pictures.title = done.experiment.title;
    same_pictures.view = done.experiment.view;
    same_pictures.landscape = done.experiment.landscape;
    same_pictures.attraction = done.experiment.attraction;
    return same_pictures == done.experiment && done.runs.size() == experiment.solvers.size() &&
           !done.stopped && std::ranges::all_of(done.runs, has_ended);
}

Results redraw(Results done, const Experiment& experiment, const EventSink& sink, std::stop_token stop) {
    return redraw(std::move(done), experiment, sink, std::move(stop), Records::kept);
}

void stream_redraw(Results done, const Experiment& experiment, const EventSink& sink, std::stop_token stop) {
    redraw(std::move(done), experiment, sink, std::move(stop), Records::only_told);
}

Results certify_only(const Experiment& experiment, const EventSink& sink, std::stop_token stop) {
    const Experiment bare = experiment.only("basin_radius");
    Run alone(bare, sink, std::move(stop), Records::kept);
    return carry_out_bare(alone, experiment, [&](Run& run, PreparedProblem& prepared) {
        if (family_of(experiment).certifies_ends()) {
            solver_stage(bare, prepared, std::nullopt, run.sink(), run.stop(), nullptr);
            minimiser_stage(run, prepared);
            test_start(run, prepared);
        }
        certify_start(run, prepared);
        measure_basin(run, prepared);
    });
}

Results map_network(const Experiment& experiment, const EventSink& sink, std::stop_token stop,
                    const MapPart& part) {
    Run alone(experiment, sink, std::move(stop), Records::kept);
    return carry_out_bare(alone, experiment, [&](Run& run, PreparedProblem& prepared) {
        minimiser_stage(run, prepared);
        basin_map_stage(experiment, prepared, run.sink(), run.stop(), part);
    });
}

Results sweep_only(const Experiment& experiment, const EventSink& sink, std::stop_token stop,
                   const SweepPart& part) {
    Experiment bare = experiment.only("sweep");
    bare.basin_radius = experiment.basin_radius;  // how its cells measure theirs
    Run alone(std::move(bare), sink, std::move(stop), Records::kept);
    return carry_out_bare(alone, experiment, [&](Run& run, PreparedProblem& prepared) {
        minimiser_stage(run, prepared);
        run.border().run(stage_words(Stage::sweep).name,
                         [&] { sweep_stage(run.experiment(), run.sink(), run.stop(), part); });
    });
}

}  // namespace basin
