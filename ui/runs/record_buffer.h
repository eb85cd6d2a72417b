// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <vector>

#include "core/experiment/events.h"

namespace basin::ui {

/// Hands events from the computing threads to the GUI thread: append here, take the whole batch there.
class RecordBuffer {
  public:
    void append(RunEvent event);
    /// Everything since the last call, in order.
    std::vector<RunEvent> takeAll();

  private:
    std::mutex mutex_;
    std::vector<RunEvent> events_;
};

}  // namespace basin::ui
