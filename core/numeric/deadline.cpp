// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/deadline.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace basin {

namespace {

// Longer than anybody waits, and still a number of nanoseconds that fits.
constexpr double longest = 1e9;

}  // namespace

Deadline::Deadline(double seconds, const std::stop_token& outer)
    : forward_(outer, [this] { source_.request_stop(); }),
      timer_([this, seconds](const std::stop_token& over) {
          std::mutex mutex;
          std::condition_variable_any woken;
          std::unique_lock lock(mutex);
          const auto time = std::chrono::duration<double>(std::clamp(seconds, 0.0, longest));
          woken.wait_for(lock, over, time, [] { return false; });
          if (!over.stop_requested()) source_.request_stop();
      }) {
    // Less than the clock can tell is over already, whenever the thread gets its turn.
    using Tick = std::chrono::steady_clock::duration;
    const auto time = std::chrono::duration<double>(std::min(seconds, longest));
    if (std::chrono::duration_cast<Tick>(time) <= Tick::zero()) source_.request_stop();
}

}  // namespace basin
