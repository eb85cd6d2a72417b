// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/experiment/experiment.h"
#include "ui/runs/playback.h"
#include "ui/runs/run_worker.h"

namespace basin::ui {

class RunModel;

/// idle: nothing to compute or to play; running: computing or playing back; paused: both are held.
enum class RunState { idle, running, paused };

/// The GUI side of a run: starts and stops workers, moves their events into the RunModel in batches (at most
/// 60 a second), and has the playback move the model's playhead. Nothing here blocks, and nothing ticks at
/// rest.
class RunController : public QObject {
    Q_OBJECT

  public:
    explicit RunController(RunModel* model, QObject* parent = nullptr);
    /// Requests a stop of every worker, then joins.
    ~RunController() override;

    /// Computes at full speed; the playhead moves at speed(), or with the run when followAtOnce. A run that
    /// is on is asked to stop, and its events are dropped from now on.
    void start(const Experiment& experiment, bool followAtOnce = false);
    /// Computes only the pictures of the run in the model anew, when that has ended and the experiment asks
    /// for nothing else (see can_redraw()); returns whether it does. Playhead and playback stay where they
    /// are.
    bool redraw(const Experiment& experiment);
    bool canRedraw(const Experiment& experiment) const;
    void stop();
    /// Stops at once and drops what still comes, so that the model may show something else.
    void abandon();
    void pause();
    /// Goes on: with the run, or with the playback from the playhead when the run has ended.
    void resume();
    /// Pauses, and moves the playhead by one iteration as soon as that has been computed.
    void stepForward();
    void stepBack();
    /// Iteration 0 of the same start, held there.
    void reset();
    /// Holds the playhead at an iteration that has been computed.
    void seek(Index iteration);
    /// The same while a run goes on, and nothing is played.
    void hold(Index iteration);

    RunState state() const { return state_; }
    /// The current worker has not ended.
    bool isComputing() const { return worker_ != nullptr; }
    /// No thread of any run is alive.
    bool isIdle() const { return !worker_ && retired_.empty(); }
    std::uint64_t currentId() const { return id_; }

    /// Iterations per second of the playhead; nothing: as fast as they come (a finished run is replayed in a
    /// few seconds).
    std::optional<double> speed() const { return playback_.speed(); }
    void setSpeed(std::optional<double> iterationsPerSecond);
    /// Iterations of all solvers per second, of the present or last run; 0 of none or one that was left.
    double rate() const;

  signals:
    void stateChanged();

  private:
    void tick();
    void drain();
    void movePlayhead();
    void startWorker(RunTask task);
    void keepRunTime();
    void retireWorker();
    void reapRetired();
    std::chrono::milliseconds tickInterval() const;
    void setState(RunState state);

    RunModel* model_;
    Playback playback_;
    std::unique_ptr<RunWorker> worker_;                // null when nothing is computed
    std::vector<std::unique_ptr<RunWorker>> retired_;  // asked to stop, not yet ended
    bool redrawing_ = false;                           // the worker only draws pictures
    bool picturesWhole_ = true;                        // the model's are all of its experiment
    QTimer timer_;
    RunState state_ = RunState::idle;
    std::uint64_t id_ = 0;
    QElapsedTimer runClock_;
    Index iterationsSeen_ = 0;
    double runSeconds_ = 0;
};

}  // namespace basin::ui
