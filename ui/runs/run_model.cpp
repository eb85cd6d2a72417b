// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <utility>

#include "core/experiment/results_fold.h"
#include "core/experiment/sections.h"

namespace basin::ui {

namespace {

// Records that memory is set aside for before a run.
constexpr Index mostSetAside = 1 << 18;

// Pictures that another plane leaves behind.
constexpr std::array onThePlane{Stage::landscape, Stage::attraction};

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
    bool problem = false, history = false, outcomes = false, certificate = false, progress = false,
         finished = false;
    std::set<Stage> sections;
};

}  // namespace

/// Notes what an event changes beside the results.
class RunModel::Noter {
  public:
    explicit Noter(RunModel& model) : model_(model) {}

    void operator()(const ProblemReady&) { changes.problem = true; }
    void operator()(const MinimiserFound&) { changes.problem = true; }
    void operator()(const SolverStarted&) { changes.history = true; }
    void operator()(const IterationDone& event) {
        model_.lastIteration_ = std::max(model_.lastIteration_, event.record.iteration);
        changes.history = true;
    }
    void operator()(const SolverFinished& event) {
        changes.outcomes = changes.outcomes || event.network;
        changes.history = true;
    }
    void operator()(const PlaneReady&) {
        changes.problem = changes.history = true;
        changes.sections.insert(onThePlane.begin(), onThePlane.end());
    }
    void operator()(const CertificateReady&) { model_.hasCertificate_ = changes.certificate = true; }
    template <class Result>
    void operator()(const SectionUpdate<Result>&) {
        changes.sections.insert(*section_of<Result>().info.stage);
    }
    void operator()(const PicturesDropped&) { changes.sections.insert(onThePlane.begin(), onThePlane.end()); }
    void operator()(const Progress& event) {
        model_.progress_ = event;
        changes.progress = true;
    }
    void operator()(const RunFinished&) { changes.finished = true; }
    void operator()(const RunFailed& event) {
        model_.failure_ = QString::fromStdString(event.message);
        changes.finished = true;
    }
    // What they tell is shown with what comes after them.
    void operator()(const RunStarted&) {}
    void operator()(const RedrawStarted&) {}
    void operator()(const StartTested&) {}
    void operator()(const FailedPart&) {}

    Changes changes;

  private:
    RunModel& model_;
};

RunModel::RunModel(QObject* parent) : QObject(parent) {}

Results& RunModel::own() {
    if (std::exchange(shared_, false)) results_ = std::make_shared<Results>(*results_);
    return *results_;
}

std::shared_ptr<const Results> RunModel::share() {
    shared_ = true;
    return results_;
}

void RunModel::setPinned(std::vector<PinnedRun> pinned) {
    pinned_ = std::move(pinned);
    emit pinnedChanged();
}

void RunModel::reset() {
    if (shared_)
        results_ = std::make_shared<Results>();
    else
        *results_ = {};
    shared_ = false;
    problem_.reset();
    progress_ = {};
    failure_.clear();
    playhead_ = 0;
    lastIteration_ = 0;
    hasCertificate_ = false;
    running_ = false;
    followsRun_ = true;
}

void RunModel::begin(const Experiment& experiment) {
    reset();
    results_->experiment = experiment;
    running_ = true;
    emit cleared();
}

void RunModel::await(const Experiment& experiment) {
    reset();
    results_->experiment = experiment;
    emit cleared();
}

void RunModel::redraw(const Experiment& experiment) {
    own().experiment = experiment;
    failure_.clear();
    running_ = true;
    for (const Stage stage : onThePlane) emit sectionChanged(stage);
}

void RunModel::load(const Results& results) {
    take(std::make_shared<Results>(results), false);
}

// What is const is never changed: own() copies it first.
void RunModel::load(std::shared_ptr<const Results> results) {
    take(std::const_pointer_cast<Results>(std::move(results)), true);
}

void RunModel::take(std::shared_ptr<Results> whole, bool isShared) {
    reset();
    results_ = std::move(whole);
    shared_ = isShared;
    const Results& results = *results_;
    problem_ = problem_of(results);
    hasCertificate_ = !std::isnan(results.certificate.start_radius);
    for (const SolverRun& run : results.runs)
        if (!run.history.empty()) lastIteration_ = std::max(lastIteration_, run.history.back().iteration);
    playhead_ = lastIteration_;
    emit cleared();
    emit problemChanged();
    emit historyChanged();
    emit outcomesChanged();
    if (hasCertificate_) emit certificateChanged();
    for_each_result([this](const SectionInfo& info, auto, auto result) {
        if ((*results_).*result) emit sectionChanged(*info.stage);
    });
    emit playheadChanged();
    emit finished();
}

void RunModel::apply(std::vector<RunEvent> events) {
    Noter noter(*this);
    Results& results = own();
    for (RunEvent& event : events) {
        std::visit(noter, event);
        const auto* started = std::get_if<SolverStarted>(&event);
        const std::optional<std::size_t> begun = started ? std::optional(started->solver) : std::nullopt;
        basin::apply(results, std::move(event));
        if (begun) setMemoryAside(results.runs[*begun], results.experiment.stopping.max_iterations);
    }
    const Changes& changes = noter.changes;
    if (changes.problem) problem_ = problem_of(results);
    if (changes.finished) running_ = false;
    const bool moved = followsRun_ && playhead_ != lastIteration_;
    if (moved) playhead_ = lastIteration_;

    if (changes.problem) emit problemChanged();
    if (changes.history) emit historyChanged();
    if (changes.outcomes) emit outcomesChanged();
    if (moved) emit playheadChanged();
    if (changes.certificate) emit certificateChanged();
    for (const Stage stage : changes.sections) emit sectionChanged(stage);
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
