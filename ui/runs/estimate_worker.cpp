// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/estimate_worker.h"

#include <exception>
#include <new>
#include <utility>

#include "ui/runs/worker_priority.h"

namespace basin::ui {

EstimateWorker::EstimateWorker(Experiment experiment, const EstimateSpec& spec)
    : thread_([this, experiment = std::move(experiment), spec](const std::stop_token& stop) {
          lowerOwnPriority();
          try {
              estimate_ = estimate_cost(
                  experiment, spec, [this](double done) { progress_.store(done, std::memory_order_relaxed); },
                  stop);
          } catch (const std::bad_alloc&) {
              failure_ = "There is not enough memory to time problems of this size.";
          } catch (const std::exception& error) {
              failure_ = error.what();
          }
          ended_.store(true, std::memory_order_release);
      }) {}

}  // namespace basin::ui
