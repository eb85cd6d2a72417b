// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <array>

#include <benchmark/benchmark.h>
#include <cblas.h>

#include "core/numeric/types.h"
#include "tests/benchmarks/stopwatch.h"

namespace basin {

inline constexpr int gemm_size = 1500;
inline constexpr double gemm_flops = 2.0 * gemm_size * gemm_size * gemm_size;

/// Lets BLAS use several threads: what is measured is its own parallel product.
class BlasThreads {
  public:
    explicit BlasThreads(int n) { openblas_set_num_threads(n); }
    ~BlasThreads() { openblas_set_num_threads(1); }
    BlasThreads(const BlasThreads&) = delete;
    BlasThreads& operator=(const BlasThreads&) = delete;
};

struct GemmData {
    Matrix A = Matrix::Random(gemm_size, gemm_size);
    Matrix B = Matrix::Random(gemm_size, gemm_size);
    Matrix C = Matrix::Zero(gemm_size, gemm_size);

    void multiply() {
        cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, gemm_size, gemm_size, gemm_size, 1, A.data(),
                    gemm_size, B.data(), gemm_size, 0, C.data(), gemm_size);
        benchmark::ClobberMemory();
    }
};

/// Median rate of a few multiplications in flops a second, taken beside what it is compared with.
inline double gemm_rate(int threads) {
    const BlasThreads blas(threads);
    GemmData data;
    data.multiply();
    std::array<double, 3> rates{};
    for (double& rate : rates) {
        const Stopwatch stopwatch;
        data.multiply();
        rate = gemm_flops / stopwatch.seconds();
    }
    std::ranges::sort(rates);
    return rates[1];
}

}  // namespace basin
