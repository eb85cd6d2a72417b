// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_worker.h"

#include <exception>
#include <new>
#include <utility>

#include "ui/runs/worker_priority.h"

namespace basin::ui {

RunWorker::RunWorker(std::uint64_t id, RunTask task)
    : id_(id), thread_([this, task = std::move(task)](const std::stop_token& stop) {
          lowerOwnPriority();
          run(stop, task);
          ended_.store(true, std::memory_order_release);
      }) {}

void RunWorker::run(std::stop_token stop, const RunTask& task) {
    try {
        task([this](RunEvent event) { buffer_.append(std::move(event)); }, std::move(stop), gate_);
    } catch (const std::bad_alloc&) {
        buffer_.append(RunFailed{"There is not enough memory for this experiment; choose smaller sizes."});
    } catch (const std::exception& error) {
        buffer_.append(RunFailed{error.what()});
    }
}

}  // namespace basin::ui
