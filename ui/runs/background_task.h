// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <exception>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include "ui/runs/work_at_exit.h"
#include "ui/runs/worker_priority.h"

namespace basin::ui {

/// One piece of work on its own thread, which owns everything it uses. Destruction requests a stop, then
/// joins.
template <class Result>
class BackgroundTask {
  public:
    /// Receives the share that is done, 0..1; on the thread.
    using Tell = std::function<void(double)>;
    using Work = std::function<Result(const Tell& tell, const std::stop_token& stop)>;

    explicit BackgroundTask(Work work, AtExit atExit = AtExit::lose)
        : atWork_(std::in_place, atExit),
          thread_([this, work = std::move(work)](const std::stop_token& stop) {
              lowerOwnPriority();
              try {
                  result_ =
                      work([this](double done) { progress_.store(done, std::memory_order_relaxed); }, stop);
              } catch (const std::bad_alloc&) {
                  failure_ = "There is not enough memory for problems of this size.";
              } catch (const std::exception& error) {
                  failure_ = error.what();
              }
              atWork_.reset();
              ended_.store(true, std::memory_order_release);
          }) {}
    BackgroundTask(const BackgroundTask&) = delete;
    BackgroundTask& operator=(const BackgroundTask&) = delete;

    /// Returns at once; the thread ends soon after.
    void requestStop() { thread_.request_stop(); }
    void wait() { thread_.join(); }
    double progress() const { return progress_.load(std::memory_order_relaxed); }
    bool hasEnded() const { return ended_.load(std::memory_order_acquire); }

    // Once it has ended.
    const std::optional<Result>& result() const { return result_; }
    const std::string& failure() const { return failure_; }

  private:
    std::atomic<double> progress_{0};
    std::atomic<bool> ended_{false};
    std::optional<Result> result_;
    std::string failure_;
    std::optional<WorkAtExit> atWork_;  // until the work has ended
    std::jthread thread_;               // last: joined before what it uses goes away
};

}  // namespace basin::ui
