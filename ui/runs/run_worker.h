// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <variant>
#include <vector>

#include "core/experiment/events.h"
#include "core/experiment/pause_gate.h"
#include "ui/runs/background_task.h"
#include "ui/runs/record_buffer.h"

namespace basin::ui {

/// Something that computes and tells events, e.g. stream_experiment().
using RunTask = std::function<void(const EventSink&, std::stop_token, PauseGate&)>;

/// One task in the background, its events and the gate that holds it. The last event it leaves is RunFinished
/// or RunFailed. Destruction requests a stop, then joins.
class RunWorker {
  public:
    explicit RunWorker(RunTask task);

    /// Returns at once; the thread ends soon after.
    void requestStop() { task_.requestStop(); }
    void pause() { gate_.close(); }
    void resume() { gate_.open(); }
    /// The thread has left its last event and does nothing any more: joining it does not block.
    bool hasEnded() const { return task_.hasEnded(); }
    std::vector<RunEvent> takeEvents();

  private:
    RecordBuffer buffer_;
    PauseGate gate_;
    bool failureTold_ = false;
    BackgroundTask<std::monostate> task_;  // last: joined before what it uses goes away
};

}  // namespace basin::ui
