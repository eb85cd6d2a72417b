// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/run.h"

#include <exception>
#include <utility>
#include <variant>

#include "core/experiment/results_fold.h"

namespace basin {

Run::Run(Experiment experiment, const EventSink& sink, std::stop_token outer, Records records)
    : Run(std::move(experiment), sink, std::move(outer), records, {}) {}

Run::Run(Experiment experiment, const EventSink& sink, std::stop_token outer, Records records, Results before)
    : experiment_(std::move(experiment)),
      limit_(experiment_.max_seconds, std::move(outer)),
      stop_(limit_.token()),
      records_(records),
      results_(std::move(before)),
      outside_(sink),
      emit_([this](RunEvent event) { publish(std::move(event)); }),
      border_(emit_) {}

Results Run::carry_out(RunEvent first, const std::function<void(Run&)>& stages) try {
    experiment_.validate();  // before anything is told
    const bool only_pictures = std::holds_alternative<RedrawStarted>(first);
    tell(std::move(first));
    stages(*this);
    finish(only_pictures);
    return std::move(results_);
} catch (const SinkFailed& failed) {
    std::rethrow_exception(failed.error);  // the caller's own
}

/// Calls of several threads come one at a time. What the outside throws is no failure of the part that told
/// it: SinkFailed takes it through the stages.
void Run::publish(RunEvent event) {
    const std::lock_guard lock(mutex_);
    const bool kept = records_ == Records::kept || !std::holds_alternative<IterationDone>(event);
    if (!outside_) {
        if (kept) apply(results_, std::move(event));
        return;
    }
    if (kept) apply(results_, event);
    try {
        outside_(std::move(event));
    } catch (...) {
        throw SinkFailed{std::current_exception()};
    }
}

void Run::finish(bool only_pictures) {
    RunFinished end;
    end.stopped = is_called_off();
    end.seconds = std::chrono::duration<double>(Clock::now() - start_).count();
    end.cut_off = limit_.cut_off(experiment_, results_);
    end.only_pictures = only_pictures;
    tell(std::move(end));
}

}  // namespace basin
