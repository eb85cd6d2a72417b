// SPDX-License-Identifier: GPL-3.0-or-later
// One Newton step of softmax regression against the rate that dgemm reaches on the same threads.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <cblas.h>

#include "core/numeric/cholesky.h"
#include "core/numeric/parallel.h"
#include "core/problems/softmax_instance.h"
#include "tests/benchmarks/stopwatch.h"

using namespace basin;

namespace {

constexpr int gemm_size = 1500;
constexpr double gemm_flops = 2.0 * gemm_size * gemm_size * gemm_size;

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
double gemm_rate(int threads) {
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

void gemm(benchmark::State& state, int threads) {
    const BlasThreads blas(threads);
    GemmData data;
    const Stopwatch stopwatch;
    for (auto _ : state) data.multiply();
    const double seconds = stopwatch.seconds() / static_cast<double>(state.iterations());
    state.counters["GFLOPS"] = 1e-9 * gemm_flops / seconds;
}

struct Sizes {
    Index n, d, m;

    std::string name() const {
        return "n:" + std::to_string(n) + "/d:" + std::to_string(d) + "/m:" + std::to_string(m);
    }
    double newton_flops() const {
        const auto [rows, unknowns, outputs] =
            std::array{static_cast<double>(n), static_cast<double>(d), static_cast<double>(m)};
        return 2 * outputs * rows * unknowns + rows * unknowns * unknowns + outputs * unknowns * unknowns +
               unknowns * unknowns * unknowns / 3;
    }
};

SoftmaxInstance instance_of(Sizes sizes) {
    SoftmaxInstanceSpec spec;
    spec.n = sizes.n;
    spec.d = sizes.d;
    spec.m = sizes.m;
    spec.ridge = 100;  // makes the Hessian positive definite at the planted point of every size here
    return generate_softmax_instance(spec);
}

void newton_step(benchmark::State& state, Sizes sizes, int threads) {
    const ThreadLimit limit(threads);
    SoftmaxInstance instance = instance_of(sizes);
    const SoftmaxRegression problem(std::move(instance.data));
    const auto evaluator = problem.evaluator();
    // Two points in turn: the evaluator remembers the last one.
    const std::array<Vector, 2> points{instance.x_planted, 1.001 * instance.x_planted};
    Vector g, step;
    Matrix H;
    Cholesky cholesky;
    double f = 0;
    std::size_t turn = 0;
    bool definite = true;
    const Stopwatch stopwatch;
    for (auto _ : state) {
        const Vector& x = points[turn ^= 1];
        evaluator->gradient(x, f, g);
        evaluator->hessian(x, H);
        definite = definite && cholesky.factorise(H);
        if (definite) cholesky.solve(g, step);
        benchmark::ClobberMemory();
    }
    const double rate = sizes.newton_flops() * static_cast<double>(state.iterations()) / stopwatch.seconds();
    if (!definite) state.SkipWithError("the Hessian is not positive definite");
    state.counters["GFLOPS"] = 1e-9 * rate;
    if (sizes.newton_flops() > 1e8) state.counters["share_of_gemm"] = rate / gemm_rate(threads);
}

const bool registered = [] {
    const Sizes large{4096, 512, 256};
    const Sizes small{64, 2, 16};
    const auto add = [](const std::string& name, const auto& body) {
        benchmark::RegisterBenchmark(name.c_str(), body);
    };
    const std::array variants{std::pair{std::string(), hardware_threads()},
                              std::pair{std::string("/one_thread"), 1}};
    for (const auto& [suffix, threads] : variants) {
        const int count = threads;
        add("Gemm/1500" + suffix, [count](benchmark::State& state) { gemm(state, count); });
        add("NewtonStep/" + large.name() + suffix,
            [large, count](benchmark::State& state) { newton_step(state, large, count); });
    }
    add("NewtonStep/" + small.name(), [small](benchmark::State& state) { newton_step(state, small, 1); });
    return true;
}();

}  // namespace
