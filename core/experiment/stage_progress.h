// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "core/experiment/events.h"

namespace basin {

/// How far one stage of a run is and how long it still takes, told at most ten times a second and always at
/// the end.
class StageProgress {
  public:
    StageProgress(Stage stage, const EventSink& sink);
    /// This share was done before: it says nothing about how long the rest takes.
    void skip(double done) { skipped_ = done; }
    /// done in 0..1; never goes back.
    void report(double done);

  private:
    using Clock = std::chrono::steady_clock;

    Stage stage_;
    const EventSink& sink_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point last_ = start_;
    double done_ = 0;
    double skipped_ = 0;
};

}  // namespace basin
