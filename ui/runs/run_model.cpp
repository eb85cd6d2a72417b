// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace basin::ui {

namespace {

// Records that memory is set aside for before a run.
constexpr Index mostSetAside = 1 << 18;

/// Lists that grow are copied now and then, which holds the window up when they are long.
void setMemoryAside(SolverRun& run, Index iterations) {
    const auto records = static_cast<std::size_t>(std::min(iterations, mostSetAside) + 1);
    run.history.reserve(records);
    run.path.reserve(records);
    run.eigenvalues.reserve(records);
    run.model_eigenvalues.reserve(records);
    run.eigenvalue_errors.reserve(records);
    run.densities.reserve(records);
}

/// What changed while a batch of events was applied; each signal goes out once for the batch.
struct Changes {
    bool problem = false, history = false, outcomes = false, certificate = false, landscape = false,
         basinMap = false, tradeoff = false, exactness = false, progress = false, finished = false;
};

/// What a results folder still knows of the problem.
ProblemReady problemOf(const Results& results) {
    ProblemReady ready;
    ready.dimension = std::max(results.x0.size(), results.minimiser.x.size());
    ready.series = results.series;
    ready.x0 = results.x0;
    ready.minimiser = results.minimiser;
    ready.l = results.minimiser.smallest_eigenvalue;
    if (results.attraction) ready.plane = results.attraction->plane;
    if (results.landscape) ready.plane = results.landscape->plane;
    return ready;
}

}  // namespace

/// Applies one event after the other to the model and notes what changed.
class RunModel::Applier {
  public:
    explicit Applier(RunModel& model) : model_(model) {}

    void operator()(ProblemReady& event) {
        model_.results_.minimiser = event.minimiser;
        model_.results_.x0 = event.x0;
        model_.results_.series = event.series;
        model_.problem_ = std::move(event);
        changes.problem = true;
    }
    void operator()(SolverStarted& event) {
        setMemoryAside(model_.runAt(event.solver), model_.results_.experiment.stopping.max_iterations);
        changes.history = true;
    }
    void operator()(IterationDone& event) {
        SolverRun& run = model_.runAt(event.solver);
        run.history.push_back(event.record);
        if (model_.problem_ && model_.problem_->plane) run.path.push_back(event.position);
        run.eigenvalues.push_back(std::move(event.eigenvalues));
        run.model_eigenvalues.push_back(std::move(event.model_eigenvalues));
        run.eigenvalue_errors.push_back(std::move(event.eigenvalue_errors));
        run.densities.push_back(std::move(event.density));
        model_.lastIteration_ = std::max(model_.lastIteration_, event.record.iteration);
        changes.history = true;
    }
    void operator()(SolverFinished& event) {
        SolverRun& run = model_.runAt(event.solver);
        run.result = std::move(event.result);
        run.end = event.end;
        run.iterates = std::move(event.iterates);
        run.reached_kink = event.reached_kink;
        run.network = std::move(event.network);
        changes.outcomes = changes.outcomes || run.network;
        changes.history = true;
    }
    void operator()(CertificateReady& event) {
        model_.results_.certificate = event.certificate;
        model_.hasCertificate_ = true;
        changes.certificate = true;
    }
    void operator()(LandscapeUpdate& event) {
        model_.results_.landscape = std::move(event.landscape);
        changes.landscape = true;
    }
    void operator()(PlaneReady& event) {
        if (model_.problem_) model_.problem_->plane = event.plane;
        // What is there lies in another plane.
        model_.results_.landscape.reset();
        model_.results_.attraction.reset();
        auto& runs = model_.results_.runs;
        for (std::size_t i = 0; i < std::min(runs.size(), event.paths.size()); ++i)
            runs[i].path = std::move(event.paths[i]);
        changes.problem = changes.history = changes.landscape = true;
    }
    void operator()(AttractionUpdate& event) {
        model_.results_.attraction = std::move(event.attraction);
        changes.landscape = true;
    }
    void operator()(BasinMapUpdate& event) {
        model_.results_.basin_map = std::move(event.map);
        changes.basinMap = true;
    }
    void operator()(TradeoffUpdate& event) {
        model_.results_.tradeoff = std::move(event.tradeoff);
        changes.tradeoff = true;
    }
    void operator()(ExactnessUpdate& event) {
        model_.results_.exactness = std::move(event.curve);
        changes.exactness = true;
    }
    void operator()(Progress& event) {
        model_.progress_ = event;
        changes.progress = true;
    }
    void operator()(FailedPart& event) { model_.results_.failed.push_back(std::move(event)); }
    void operator()(RunFinished& event) {
        // Pictures that were stopped leave the run what it was.
        if (!model_.redrawing_) model_.results_.stopped = event.stopped;
        model_.results_.cut_off = std::move(event.cut_off);
        changes.finished = true;
    }
    void operator()(RunFailed& event) {
        model_.failure_ = QString::fromStdString(event.message);
        changes.finished = true;
    }

    Changes changes;

  private:
    RunModel& model_;
};

RunModel::RunModel(QObject* parent) : QObject(parent) {}

SolverRun& RunModel::runAt(std::size_t solver) {
    auto& runs = results_.runs;
    while (runs.size() <= solver) {
        SolverRun run;
        const auto& specs = results_.experiment.solvers;
        if (runs.size() < specs.size()) run.spec = specs[runs.size()];
        runs.push_back(std::move(run));
    }
    return runs[solver];
}

void RunModel::reset() {
    results_ = {};
    problem_.reset();
    progress_ = {};
    failure_.clear();
    playhead_ = 0;
    lastIteration_ = 0;
    hasCertificate_ = false;
    running_ = redrawing_ = false;
    followsRun_ = true;
}

void RunModel::begin(const Experiment& experiment) {
    reset();
    results_.experiment = experiment;
    results_.environment = current_environment();
    running_ = true;
    emit cleared();
}

void RunModel::await(const Experiment& experiment) {
    reset();
    results_.experiment = experiment;
    emit cleared();
}

void RunModel::redraw(const Experiment& experiment) {
    results_.experiment = experiment;
    failure_.clear();
    running_ = redrawing_ = true;
    emit landscapeChanged();
}

void RunModel::load(const Results& results) {
    reset();
    results_ = results;
    problem_ = problemOf(results);
    hasCertificate_ = !std::isnan(results.certificate.start_radius);
    for (const SolverRun& run : results.runs)
        if (!run.history.empty()) lastIteration_ = std::max(lastIteration_, run.history.back().iteration);
    playhead_ = lastIteration_;
    emit cleared();
    emit problemChanged();
    emit historyChanged();
    emit outcomesChanged();
    if (hasCertificate_) emit certificateChanged();
    if (results_.landscape || results_.attraction) emit landscapeChanged();
    if (results_.basin_map) emit basinMapChanged();
    if (results_.tradeoff) emit tradeoffChanged();
    if (results_.exactness) emit exactnessChanged();
    emit playheadChanged();
    emit finished();
}

void RunModel::apply(std::vector<RunEvent> events) {
    Applier applier(*this);
    for (RunEvent& event : events) std::visit(applier, event);
    const Changes& changes = applier.changes;
    if (changes.finished) running_ = redrawing_ = false;
    const bool moved = followsRun_ && playhead_ != lastIteration_;
    if (moved) playhead_ = lastIteration_;

    if (changes.problem) emit problemChanged();
    if (changes.history) emit historyChanged();
    if (changes.outcomes) emit outcomesChanged();
    if (moved) emit playheadChanged();
    if (changes.certificate) emit certificateChanged();
    if (changes.landscape) emit landscapeChanged();
    if (changes.basinMap) emit basinMapChanged();
    if (changes.tradeoff) emit tradeoffChanged();
    if (changes.exactness) emit exactnessChanged();
    if (changes.progress) emit progressChanged();
    if (changes.finished) emit finished();
}

void RunModel::setPlayhead(Index iteration) {
    const Index wanted = std::clamp<Index>(iteration, 0, lastIteration_);
    followsRun_ = wanted == lastIteration_;
    if (wanted == playhead_) return;
    playhead_ = wanted;
    emit playheadChanged();
}

void RunModel::followRun(bool follow) {
    if (follow) setPlayhead(lastIteration_);
    followsRun_ = follow;
}

}  // namespace basin::ui
