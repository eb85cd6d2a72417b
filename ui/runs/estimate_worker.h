// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <thread>

#include "core/experiment/estimate.h"

namespace basin::ui {

/// One estimate on its own thread, which owns everything it uses. Destruction requests a stop, then joins.
class EstimateWorker {
  public:
    EstimateWorker(Experiment experiment, const EstimateSpec& spec);
    EstimateWorker(const EstimateWorker&) = delete;
    EstimateWorker& operator=(const EstimateWorker&) = delete;

    /// Returns at once; the thread ends soon after.
    void requestStop() { thread_.request_stop(); }
    double progress() const { return progress_.load(std::memory_order_relaxed); }
    bool hasEnded() const { return ended_.load(std::memory_order_acquire); }

    // Once it has ended.
    const std::optional<Estimate>& estimate() const { return estimate_; }
    const std::string& failure() const { return failure_; }

  private:
    std::atomic<double> progress_{0};
    std::atomic<bool> ended_{false};
    std::optional<Estimate> estimate_;
    std::string failure_;
    std::jthread thread_;  // last: joined before what it uses goes away
};

}  // namespace basin::ui
