// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/results_fold.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/experiment/part_words.h"
#include "core/experiment/sections.h"

namespace basin {

namespace {

/// A part that a redraw makes anew.
bool is_picture(const FailedPart& failed) {
    bool is_one = failed.part == part_words::plane;
    for_each_result(
        [&](const SectionInfo& info, auto, auto) { is_one = is_one || failed.part == info.name; });
    return is_one;
}

/// The run of that solver, begun where it was not.
SolverRun& run_of(Results& results, std::size_t solver) {
    auto& runs = results.runs;
    while (runs.size() <= solver) {
        SolverRun run;
        const auto& specs = results.experiment.solvers;
        if (runs.size() < specs.size()) run.spec = specs[runs.size()];
        runs.push_back(std::move(run));
    }
    return runs[solver];
}

/// All lists of the run get one entry, or none does.
void append(SolverRun& run, IterationDone&& done, bool has_plane) {
    const std::size_t records = run.history.size();
    try {
        run.history.push_back(done.record);
        run.eigenvalues.emplace_back();
        run.model_eigenvalues.emplace_back();
        run.eigenvalue_errors.emplace_back();
        run.densities.emplace_back();
        if (has_plane) run.path.push_back(done.position);
    } catch (...) {
        run.history.resize(records);
        run.eigenvalues.resize(records);
        run.model_eigenvalues.resize(records);
        run.eigenvalue_errors.resize(records);
        run.densities.resize(records);
        throw;
    }
    run.eigenvalues.back() = std::move(done.eigenvalues);
    run.model_eigenvalues.back() = std::move(done.model_eigenvalues);
    run.eigenvalue_errors.back() = std::move(done.eigenvalue_errors);
    run.densities.back() = std::move(done.density);
}

class Fold {
  public:
    explicit Fold(Results& results) : results_(results) {}

    void operator()(RunStarted&& event) {
        if (event.experiment) results_.experiment = *event.experiment;
        results_.environment = std::move(event.environment);
    }
    void operator()(RedrawStarted&& event) {
        if (event.experiment) results_.experiment = *event.experiment;
        std::erase_if(results_.failed, is_picture);
    }
    void operator()(ProblemReady&& event) {
        results_.minimiser = std::move(event.minimiser);
        results_.x0 = std::move(event.x0);
        results_.plane = std::move(event.plane);
        results_.series = std::move(event.series);
    }
    void operator()(SolverStarted&& event) { run_of(results_, event.solver); }
    void operator()(IterationDone&& event) {
        append(run_of(results_, event.solver), std::move(event), results_.plane.has_value());
    }
    void operator()(SolverFinished&& event) {
        SolverRun& run = run_of(results_, event.solver);
        run.result = std::move(event.result);
        run.end = event.end;
        run.reached_kink = event.reached_kink;
        run.cause = event.cause;
        run.iterates = std::move(event.iterates);
        run.network = std::move(event.network);
    }
    void operator()(MinimiserFound&& event) { results_.minimiser = std::move(event.minimiser); }
    void operator()(StartTested&& event) { results_.start = std::move(event.network); }
    void operator()(PlaneReady&& event) {
        results_.plane = std::move(event.plane);
        // What is there lies in another plane.
        results_.landscape.reset();
        results_.attraction.reset();
        auto& runs = results_.runs;
        for (std::size_t i = 0; i < std::min(runs.size(), event.paths.size()); ++i)
            runs[i].path = std::move(event.paths[i]);
    }
    void operator()(CertificateReady&& event) { results_.certificate = event.certificate; }
    template <class Result>
    void operator()(SectionUpdate<Result>&& event) {
        results_.*section_of<Result>().result = std::move(event.result);
    }
    void operator()(PicturesDropped&& event) {
        if (event.landscape) results_.landscape.reset();
        if (event.attraction) results_.attraction.reset();
    }
    void operator()(FailedPart&& event) { results_.failed.push_back(std::move(event)); }
    void operator()(RunFinished&& event) {
        if (!event.only_pictures) results_.stopped = event.stopped;
        results_.cut_off = std::move(event.cut_off);
    }
    void operator()(Progress&&) {}
    void operator()(RunFailed&&) {}

  private:
    Results& results_;
};

}  // namespace

void apply(Results& results, RunEvent event) {
    std::visit([fold = Fold(results)](auto&& told) mutable { fold(std::forward<decltype(told)>(told)); },
               std::move(event));
}

ProblemReady problem_of(const Results& results) {
    ProblemReady ready;
    ready.dimension = std::max(results.x0.size(), results.minimiser.x.size());
    ready.series = results.series;
    ready.x0 = results.x0;
    ready.minimiser = results.minimiser;
    ready.l = results.minimiser.smallest_eigenvalue;
    ready.plane = results.plane;
    // Of results read back.
    if (!ready.plane && results.attraction) ready.plane = results.attraction->plane;
    if (!results.plane && results.landscape) ready.plane = results.landscape->plane;
    return ready;
}

}  // namespace basin
