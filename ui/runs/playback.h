// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QElapsedTimer>

#include "core/numeric/types.h"

namespace basin::ui {

class RunModel;

/// Moves the model's playhead over what has been computed: with the run, at a speed, or step by step.
class Playback {
  public:
    explicit Playback(RunModel* model) : model_(model) {}

    /// Iterations per second; nothing: as fast as they come (a finished run is replayed in a few seconds).
    std::optional<double> speed() const { return speed_; }
    void setSpeed(std::optional<double> iterationsPerSecond) { speed_ = iterationsPerSecond; }

    /// Of a run that begins: with it, or from iteration 0 at the speed.
    void begin(bool withTheRun);
    /// From the playhead: with the run when it is on and no speed is chosen, else at the speed.
    void play(bool isRunOn);
    /// Plays nothing more.
    void end();
    /// Holds the playhead at an iteration that has been computed.
    void hold(Index iteration);
    /// One iteration further as soon as that has been computed; returns whether it has been.
    bool step();
    void cancelStep() { stepPending_ = false; }
    bool isStepPending() const { return stepPending_; }
    /// Takes the step that was waited for, once its iteration has been computed; returns whether it did.
    bool takeStep();
    /// Moves the playhead as far as the clock says.
    void advance();
    /// Nothing is left to play of what has been computed.
    bool isDone() const;
    /// The playhead is at the newest iteration.
    bool isAtEnd() const;

  private:
    void restart();
    double iterationsPerSecond() const;

    RunModel* model_;
    std::optional<double> speed_;
    QElapsedTimer clock_;
    Index origin_ = 0;        // playhead when clock_ started
    Index replayOrigin_ = 0;  // playhead when the playback was asked for
    bool following_ = true;   // the model's playhead goes with the run
    bool stepPending_ = false;
};

}  // namespace basin::ui
