// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <future>
#include <stop_token>

#include "core/analysis/landscape.h"
#include "core/experiment/events.h"

namespace basin {

/// Computes a landscape beside the caller and tells each finer picture. Destroying it stops the work and
/// waits for its end.
class LandscapeTask {
  public:
    LandscapeTask(const Problem& problem, const LandscapePlane& plane, Index resolution,
                  const EventSink& sink, std::stop_token stop);
    ~LandscapeTask() { own_stop_.request_stop(); }
    LandscapeTask(const LandscapeTask&) = delete;
    LandscapeTask& operator=(const LandscapeTask&) = delete;

    /// Waits for the end. Rethrows what the computation threw. To be called once.
    void wait() { future_.get(); }

  private:
    std::stop_source own_stop_;
    std::stop_callback<std::function<void()>> relay_;  // the run's stop request reaches this task
    std::future<void> future_;
};

}  // namespace basin
