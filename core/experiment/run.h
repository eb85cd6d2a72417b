// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <stop_token>

#include "core/experiment/events.h"
#include "core/experiment/results.h"
#include "core/experiment/run_limit.h"
#include "core/experiment/stage_border.h"

namespace basin {

/// Who keeps the records of the iterations: the run for its results, or nobody but who is told.
enum class Records { kept, only_told };

/// What all stages of a run share: its experiment, its clock and limit, the stop request, and the sink of its
/// events, which are told one at a time and put into the results.
class Run {
  public:
    /// Of an experiment, from the beginning. The sink may be empty; it must outlive the run.
    Run(Experiment experiment, const EventSink& sink, std::stop_token outer, Records records);
    /// Going on from the results of an earlier run.
    Run(Experiment experiment, const EventSink& sink, std::stop_token outer, Records records, Results before);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    /// Validates the experiment, tells the first event, carries out the stages, tells RunFinished, and hands
    /// the results over. Throws InputError for unusable input, and what the sink threw. To be called once.
    Results carry_out(RunEvent first, const std::function<void(Run&)>& stages);

    // For stages.
    const Experiment& experiment() const { return experiment_; }
    /// What has been told so far; without records, unless they are kept.
    const Results& results() const { return results_; }
    const std::stop_token& stop() const { return stop_; }
    const EventSink& sink() const { return emit_; }
    void tell(RunEvent event) { emit_(std::move(event)); }
    /// Stopped from outside, not by the time limit, which leaves a run of no length its problem.
    bool is_called_off() const { return stop_.stop_requested() && !limit_.over(); }
    StageBorder& border() { return border_; }
    RunLimit& limit() { return limit_; }

  private:
    using Clock = std::chrono::steady_clock;

    void publish(RunEvent event);
    void finish(bool only_pictures);

    const Experiment experiment_;
    const Clock::time_point start_ = Clock::now();
    RunLimit limit_;
    const std::stop_token stop_;
    const Records records_;
    Results results_;
    std::mutex mutex_;
    const EventSink& outside_;
    const EventSink emit_;
    StageBorder border_;
};

}  // namespace basin
