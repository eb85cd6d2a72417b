// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <map>

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

/// Best rate of a few multiplications in flops a second, of this process.
inline double gemm_rate(int threads) {
    static std::map<int, double> known;
    double& rate = known[threads];
    if (rate > 0) return rate;
    const BlasThreads blas(threads);
    GemmData data;
    for (int turn = 0; turn < 5; ++turn) {
        const Stopwatch stopwatch;
        data.multiply();
        rate = std::max(rate, gemm_flops / stopwatch.seconds());
    }
    return rate;
}

}  // namespace basin
