// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Counts heap allocations by standing in for malloc and operator new. Include it in one source file of a test
// program. Under a sanitizer, which owns malloc, only operator new is counted.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <latch>
#include <new>

#include "core/numeric/parallel.h"

namespace basin::test {

// Only threads that run core's code count: QtTest's watchdog begins when it likes, and allocates.
inline thread_local bool allocations_count = false;
inline std::atomic<std::int64_t> allocations{0};

inline void note_allocation() {
    if (allocations_count) ++allocations;
}

/// Counts what its thread and all helpers of parallel_for() allocate while it lives.
class AllocationCounter {
  public:
    AllocationCounter() {
        static const bool all = include_helpers();
        allocations_count = all;
        before_ = allocations;
    }

    std::int64_t count() const { return allocations - before_; }

  private:
    /// Nobody goes on before all have come, so that each helper takes one item.
    static bool include_helpers() {
        const int threads = hardware_threads();
        std::latch all_here(threads);
        return parallel_for(threads, threads, {}, [&](Index) {
            allocations_count = true;
            all_here.arrive_and_wait();
        });
    }

    std::int64_t before_ = 0;
};

}  // namespace basin::test

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

// Eigen allocates with malloc, operator new ends in it.
void* malloc(std::size_t size) {
    basin::test::note_allocation();
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
    basin::test::note_allocation();
    return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) {
    basin::test::note_allocation();
    return __libc_realloc(memory, size);
}
}

#else

void* operator new(std::size_t size) {
    basin::test::note_allocation();
    if (void* memory = std::malloc(size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

#endif
