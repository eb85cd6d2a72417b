// SPDX-License-Identifier: GPL-3.0-or-later
// How fast this machine reads memory, which the passes over sparse data are to be compared with; Gemm/1500
// says how fast it multiplies.
#include <benchmark/benchmark.h>

#include "core/numeric/parallel.h"
#include "core/numeric/types.h"
#include "tests/benchmarks/stopwatch.h"

using namespace basin;

namespace {

void reading(benchmark::State& state) {
    const auto threads = static_cast<int>(state.range(0));
    constexpr Index size = 32'000'000, shares = 64;  // 256 MB, beyond any cache
    const Vector v = Vector::Ones(size);
    Vector sums(shares);
    const Stopwatch stopwatch;
    for (auto _ : state) {
        parallel_for(shares, threads, {},
                     [&](Index s) { sums[s] = v.segment(s * (size / shares), size / shares).sum(); });
        benchmark::DoNotOptimize(sums.data());
    }
    state.counters["GB/s"] = 8e-9 * static_cast<double>(size * state.iterations()) / stopwatch.seconds();
}

}  // namespace

BENCHMARK(reading)
    ->Name("Reading/256MB")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
