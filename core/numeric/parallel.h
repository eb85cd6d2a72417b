// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>

#include "core/numeric/types.h"

namespace basin {

/// Threads of this machine, at least 1.
int hardware_threads();

/// While it lives, parallel_for() called on this thread uses at most n >= 1 threads. Results are the same
/// with any limit.
class ThreadLimit {
  public:
    explicit ThreadLimit(int n);
    ~ThreadLimit();
    ThreadLimit(const ThreadLimit&) = delete;
    ThreadLimit& operator=(const ThreadLimit&) = delete;

  private:
    int previous_;
};

/// Calls work(i) for i = 0, ..., count - 1, each once, on up to `threads` threads including this one; items
/// are handed out in order as threads become free. A stop request is seen between items. Returns whether all
/// items were done. The first exception ends the loop and is rethrown here. Calls may nest and overlap: they
/// share one set of helper threads.
bool parallel_for(Index count, int threads, std::stop_token stop, const std::function<void(Index)>& work);

}  // namespace basin
