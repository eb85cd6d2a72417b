// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_worker.h"

#include <exception>
#include <new>
#include <utility>

#include "core/experiment/runner.h"

#ifdef __linux__
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace basin::ui {

namespace {

// Keeps the event loop responsive when every core is busy; the threads a run starts inherit it.
void lowerOwnPriority() {
#ifdef __linux__
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), 10);
#endif
}

}  // namespace

RunWorker::RunWorker(std::uint64_t id, Experiment experiment)
    : id_(id), thread_([this, experiment = std::move(experiment)](const std::stop_token& stop) {
          lowerOwnPriority();
          run(stop, experiment);
          ended_.store(true, std::memory_order_release);
      }) {}

void RunWorker::run(std::stop_token stop, const Experiment& experiment) {
    try {
        run_experiment(
            experiment, [this](RunEvent event) { buffer_.append(std::move(event)); }, std::move(stop),
            &gate_);
    } catch (const std::bad_alloc&) {
        buffer_.append(RunFailed{"There is not enough memory for this experiment; choose smaller sizes."});
    } catch (const std::exception& error) {
        buffer_.append(RunFailed{error.what()});
    }
}

}  // namespace basin::ui
