// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>

#include "core/numeric/types.h"

namespace basin {

/// Threads of this machine, at least 1.
int hardware_threads();

/// For how many threads a loop of so many floating-point operations is worth sharing out: one where it is
/// short, or where solvers, maps or repeats keep all helper threads busy. Its results must be the same with
/// any number.
int threads_for(double flops);

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

/// A reference to something that can be called with an index; unlike std::function it never allocates.
class IndexFunction {
  public:
    template <class F>
    IndexFunction(const F& f)  // NOLINT(google-explicit-constructor): stands in for the callable itself
        : object_(&f), call_([](const void* object, Index i) { (*static_cast<const F*>(object))(i); }) {}

    void operator()(Index i) const { call_(object_, i); }

  private:
    const void* object_;
    void (*call_)(const void*, Index);
};

/// In which order parallel_for() hands out items. From both ends, helpers take them from the last one down:
/// in loops that follow each other over the same data a thread meets about the same items again, and in its
/// cache what they need. The shortest items should stand in the middle, where threads meet.
enum class ItemOrder { upwards, from_both_ends };

/// Calls work(i) for i = 0, ..., count - 1, each once, on up to `threads` threads including this one; items
/// are handed out in that order as threads become free. A stop request is seen between items. Returns whether
/// all items were done. The first exception ends the loop and is rethrown here. Calls may nest and overlap:
/// they share one set of helper threads.
bool parallel_for(Index count, int threads, std::stop_token stop, IndexFunction work,
                  ItemOrder order = ItemOrder::upwards);

}  // namespace basin
