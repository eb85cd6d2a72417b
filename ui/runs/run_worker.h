// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stop_token>
#include <thread>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/pause_gate.h"
#include "ui/runs/record_buffer.h"

namespace basin::ui {

/// Something that computes and tells events, e.g. run_experiment().
using RunTask = std::function<void(const EventSink&, std::stop_token, PauseGate&)>;

/// One task on its own thread, which owns everything it uses. The last event it leaves is RunFinished or
/// RunFailed. Destruction requests a stop, then joins.
class RunWorker {
  public:
    RunWorker(std::uint64_t id, RunTask task);
    ~RunWorker() = default;
    RunWorker(const RunWorker&) = delete;
    RunWorker& operator=(const RunWorker&) = delete;

    std::uint64_t id() const { return id_; }
    /// Returns at once; the thread ends soon after.
    void requestStop() { thread_.request_stop(); }
    void pause() { gate_.close(); }
    void resume() { gate_.open(); }
    /// The thread has left its last event and does nothing any more: joining it does not block.
    bool hasEnded() const { return ended_.load(std::memory_order_acquire); }
    std::vector<RunEvent> takeEvents() { return buffer_.takeAll(); }

  private:
    void run(std::stop_token stop, const RunTask& task);

    const std::uint64_t id_;
    RecordBuffer buffer_;
    PauseGate gate_;
    std::atomic<bool> ended_{false};
    std::jthread thread_;  // last: joined before what it uses goes away
};

}  // namespace basin::ui
