// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Counts heap allocations of the whole program, by standing in for malloc and operator new. Include it in one
// source file of a test program. Under a sanitizer, which owns malloc, only operator new is counted.

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace basin::test {

inline std::atomic<std::int64_t> allocations{0};

}  // namespace basin::test

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);

// Eigen allocates with malloc, operator new ends in it.
void* malloc(std::size_t size) {
    ++basin::test::allocations;
    return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) {
    ++basin::test::allocations;
    return __libc_calloc(count, size);
}
void* realloc(void* memory, std::size_t size) {
    ++basin::test::allocations;
    return __libc_realloc(memory, size);
}
}

#else

void* operator new(std::size_t size) {
    ++basin::test::allocations;
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
