// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_controller.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/experiment/problem_family.h"
#include "core/experiment/runner.h"
#include "ui/runs/map_reuse.h"
#include "ui/runs/run_model.h"

namespace basin::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto firstInterval = 5ms;     // until there is something to see
constexpr auto liveInterval = 33ms;     // smooth to the eye, and leaves the event loop free between frames
constexpr auto pausedInterval = 100ms;  // only background pictures can still come

/// True if the batch contains an unstopped RunFinished.
bool endWhole(const std::vector<RunEvent>& events) {
    return std::ranges::any_of(events, [](const RunEvent& event) {
        const auto* end = std::get_if<RunFinished>(&event);
        return end != nullptr && !end->stopped;
    });
}

Index countIterations(const std::vector<RunEvent>& events) {
    return std::ranges::count_if(
        events, [](const RunEvent& event) { return std::holds_alternative<IterationDone>(event); });
}

}  // namespace

RunController::RunController(RunModel* model, QObject* parent)
    : QObject(parent), model_(model), playback_(model), timer_(this) {
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(liveInterval);
    connect(&timer_, &QTimer::timeout, this, &RunController::tick);
}

RunController::~RunController() {
    retireWorker();
    retired_.clear();
}

void RunController::start(const Experiment& experiment, bool followAtOnce) {
    retireWorker();
    picturesWhole_ = true;  // what is to come belongs to the experiment
    const auto map = reusableMap(model_->results(), experiment);
    const auto sweep = reusableSweep(model_->results(), experiment);
    GridParts known;
    if (map) known.map.known = computed_cells(*map);
    if (sweep) known.sweep.known = computed_cells(*sweep);
    model_->begin(experiment);
    playback_.begin(followAtOnce);
    iterationsSeen_ = 0;
    runSeconds_ = 0;
    runClock_.start();
    startWorker(
        [experiment, known = std::move(known)](const EventSink& sink, std::stop_token stop, PauseGate& gate) {
            stream_experiment(experiment, sink, std::move(stop), &gate, known);
        });
    if (map) model_->apply({SectionUpdate<BasinMap>{map}});
    if (sweep) model_->apply({SectionUpdate<Sweep>{sweep}});
    setState(RunState::running);
}

void RunController::startWorker(RunTask task) {
    ++id_;
    worker_ = std::make_unique<RunWorker>(std::move(task));
}

bool RunController::canRedraw(const Experiment& experiment) const {
    // What a run that is on has not told yet would be lost.
    const bool told = redrawing_ || !model_->isRunning();
    const bool whole = family_of(experiment).certifies_ends() || model_->hasCertificate();
    return told && whole && can_redraw(model_->results(), experiment);
}

bool RunController::redraw(const Experiment& experiment) {
    if (!canRedraw(experiment)) return false;
    if (worker_) keepRunTime();
    retireWorker();
    Results done = without_records(model_->results());
    if (!picturesWhole_) {
        // Left behind by a redraw that did not end: of which experiment is not known.
        done.landscape.reset();
        done.attraction.reset();
    }
    picturesWhole_ = false;
    redrawing_ = true;
    model_->redraw(experiment);
    startWorker(
        [done = std::move(done), experiment](const EventSink& sink, std::stop_token stop, PauseGate&) {
            stream_redraw(done, experiment, sink, std::move(stop));
        });
    // A held playhead stays held: the timer only brings the pictures.
    setState(state_ == RunState::paused ? RunState::paused : RunState::running);
    return true;
}

void RunController::stop() {
    if (worker_) worker_->requestStop();
    playback_.end();  // the end comes with the worker's last events
    if (worker_) {
        setState(RunState::running);
    } else {
        setState(RunState::idle);
    }
}

void RunController::abandon() {
    retireWorker();
    picturesWhole_ = true;
    iterationsSeen_ = 0;  // the rate was that of the run that is left
    runSeconds_ = 0;
    playback_.cancelStep();
    setState(RunState::idle);
}

void RunController::pause() {
    if (state_ != RunState::running) return;
    if (worker_) worker_->pause();
    model_->followRun(false);
    setState(RunState::paused);
}

void RunController::resume() {
    if (state_ == RunState::running) return;
    if (!worker_ && playback_.isAtEnd()) return;
    if (worker_) worker_->resume();
    playback_.play(worker_ != nullptr);
    setState(RunState::running);
}

void RunController::stepForward() {
    pause();
    if (playback_.isAtEnd() && !worker_) return;
    if (playback_.step()) return;
    worker_->resume();
    timer_.start(tickInterval());
}

void RunController::stepBack() {
    seek(model_->playhead() - 1);
}

void RunController::reset() {
    seek(0);
    if (state_ == RunState::idle && model_->lastIteration() > 0) setState(RunState::paused);
}

void RunController::seek(Index iteration) {
    pause();
    playback_.cancelStep();
    playback_.hold(iteration);
}

void RunController::hold(Index iteration) {
    playback_.end();
    playback_.hold(iteration);
}

void RunController::setSpeed(std::optional<double> iterationsPerSecond) {
    if (speed() == iterationsPerSecond) return;
    playback_.setSpeed(iterationsPerSecond);
    if (state_ == RunState::running) playback_.play(worker_ != nullptr);
}

double RunController::rate() const {
    const double seconds =
        worker_ && !redrawing_ ? static_cast<double>(runClock_.elapsed()) / 1e3 : runSeconds_;
    return seconds > 0 ? static_cast<double>(iterationsSeen_) / seconds : 0;
}

void RunController::tick() {
    drain();
    movePlayhead();
    reapRetired();
    if (!worker_ && state_ == RunState::running && playback_.isDone()) setState(RunState::idle);
    const bool atRest = !worker_ && state_ != RunState::running && retired_.empty();
    if (atRest) timer_.stop();
    if (!atRest && timer_.intervalAsDuration() != tickInterval()) timer_.setInterval(tickInterval());
}

std::chrono::milliseconds RunController::tickInterval() const {
    if (state_ == RunState::paused && !playback_.isStepPending()) return pausedInterval;
    return worker_ && iterationsSeen_ == 0 ? firstInterval : liveInterval;
}

void RunController::drain() {
    if (!worker_) return;
    const bool ended = worker_->hasEnded();  // asked first: whatever was left before it is in the batch
    std::vector<RunEvent> events = worker_->takeEvents();
    iterationsSeen_ += countIterations(events);
    if (endWhole(events)) picturesWhole_ = true;
    if (ended) {
        keepRunTime();
        worker_.reset();
        redrawing_ = false;
    }
    if (!events.empty()) model_->apply(std::move(events));
    if (ended) emit stateChanged();
}

void RunController::movePlayhead() {
    if (playback_.takeStep()) {
        if (worker_) worker_->pause();
        setState(RunState::paused);
    }
    if (state_ == RunState::running) playback_.advance();
}

void RunController::keepRunTime() {
    if (!redrawing_) runSeconds_ = static_cast<double>(runClock_.elapsed()) / 1e3;
}

void RunController::retireWorker() {
    redrawing_ = false;
    if (!worker_) return;
    worker_->requestStop();
    retired_.push_back(std::move(worker_));
}

void RunController::reapRetired() {
    std::erase_if(retired_, [](const auto& worker) { return worker->hasEnded(); });
}

void RunController::setState(RunState state) {
    const bool changed = state_ != state;
    state_ = state;
    if (state == RunState::running || !isIdle()) timer_.start(tickInterval());
    if (changed || state == RunState::running) emit stateChanged();
}

}  // namespace basin::ui
