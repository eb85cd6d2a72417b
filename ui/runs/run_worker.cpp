// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_worker.h"

#include <utility>

namespace basin::ui {

RunWorker::RunWorker(RunTask task)
    : task_([this, task = std::move(task)](const auto&, const std::stop_token& stop) {
          task([this](RunEvent event) { buffer_.append(std::move(event)); }, stop, gate_);
          return std::monostate();
      }) {}

std::vector<RunEvent> RunWorker::takeEvents() {
    const bool ended = hasEnded();  // asked first: nothing comes after it
    std::vector<RunEvent> events = buffer_.takeAll();
    if (ended && !task_.failure().empty() && !std::exchange(failureTold_, true))
        events.push_back(RunFailed{task_.failure()});
    return events;
}

}  // namespace basin::ui
