// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/blas_kernels.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include <cblas.h>

// Of OpenBLAS, which exports but does not declare them: how it chooses its kernels when it is loaded.
extern "C" {
[[gnu::weak]] void gotoblas_dynamic_init();
[[gnu::weak]] void gotoblas_dynamic_quit();
}

namespace basin {

namespace {

constexpr const char* choice_variable = "OPENBLAS_CORETYPE";

// The kernels without AVX2 that it takes unknown processors of 64 bits for, and those before them.
constexpr std::array<std::string_view, 9> kernels_without_avx2{"Prescott",     "Core2",     "Penryn",
                                                               "Dunnington",   "Nehalem",   "Opteron",
                                                               "Opteron_SSE3", "Barcelona", "Sandybridge"};

/// The name of the fastest kernels that the processor can run, if they are of those with AVX2.
const char* best_kernels() {
#ifdef __x86_64__
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return nullptr;
    const bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512cd") &&
                            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
                            __builtin_cpu_supports("avx512vl");
    return has_avx512 ? "SkylakeX" : "Haswell";
#else
    return nullptr;
#endif
}

}  // namespace

const char* blas_kernels() {
    return openblas_get_corename();
}

bool blas_kernels_are_outdated() {
    return best_kernels() != nullptr && std::ranges::count(kernels_without_avx2, blas_kernels()) > 0;
}

void choose_blas_kernels() {
    if (gotoblas_dynamic_init == nullptr || gotoblas_dynamic_quit == nullptr) return;
    if (std::getenv(choice_variable) != nullptr || !blas_kernels_are_outdated()) return;
    setenv(choice_variable, best_kernels(), 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    // Programs that this one starts choose for themselves.
    unsetenv(choice_variable);
}

}  // namespace basin
