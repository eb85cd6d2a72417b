// SPDX-License-Identifier: GPL-3.0-or-later
// One Newton step of softmax regression against the rate that dgemm reaches on the same threads.
#include <array>
#include <string>

#include <benchmark/benchmark.h>

#include "core/numeric/blas_kernels.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/parallel.h"
#include "core/problems/softmax_instance.h"
#include "tests/benchmarks/gemm_rate.h"

using namespace basin;

namespace {

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
    if (sizes.newton_flops() > 1e5) state.counters["share_of_gemm"] = rate / gemm_rate(threads);
}

const bool registered = [] {
    benchmark::AddCustomContext("blas_kernels", blas_kernels());
    const std::array sizes{Sizes{64, 2, 16},     Sizes{128, 8, 16},    Sizes{256, 32, 32},
                           Sizes{512, 64, 64},   Sizes{1024, 128, 64}, Sizes{2048, 256, 128},
                           Sizes{4096, 512, 256}};
    const auto add = [](const std::string& name, const auto& body) {
        benchmark::RegisterBenchmark(name.c_str(), body);
    };
    const std::array variants{std::pair{std::string(), hardware_threads()},
                              std::pair{std::string("/one_thread"), 1}};
    for (const auto& [suffix, threads] : variants) {
        const int count = threads;
        add("Gemm/1500" + suffix, [count](benchmark::State& state) { gemm(state, count); });
        for (const Sizes& some : sizes) {
            add("NewtonStep/" + some.name() + suffix,
                [some, count](benchmark::State& state) { newton_step(state, some, count); });
        }
    }
    return true;
}();

}  // namespace
