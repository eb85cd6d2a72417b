// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <ctime>

#include <benchmark/benchmark.h>

#include "core/analysis/basin_map.h"
#include "tests/benchmarks/stopwatch.h"
#include "tests/support/instances.h"
#include "tests/support/probed_problem.h"

namespace {

using namespace basin;
using namespace basin::test;

BasinMapSpec spec() {
    BasinMapSpec spec;
    spec.trials = 200;
    spec.refinement = 0;
    return spec;
}

/// Steps that one map takes: one Hessian each.
std::int64_t count_steps(const SoftmaxCase& made) {
    std::atomic<std::int64_t> steps = 0;
    const ProbedProblem probed(*made.problem, [&steps](Evaluation kind, const Vector&) {
        steps += kind == Evaluation::hessian;
        return EvalStatus::ok;
    });
    compute_basin_map(probed, made.minimiser, spec(), {});
    return steps;
}

/// One map, and the clock and processor time it took.
struct Timing {
    double seconds = 0, processor_seconds = 0;

    void add_map(const SoftmaxCase& made, int threads) {
        const std::clock_t begin = std::clock();
        const Stopwatch watch;
        benchmark::DoNotOptimize(
            compute_basin_map(*made.problem, made.minimiser, spec(), {}, {}, {}, threads));
        seconds += watch.seconds();
        processor_seconds += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
    }
};

/// Approximate-Newton steps per second, in all and per thread, within a whole basin map; steps/cpu_s is per
/// second of processor time, which other programs do not take away.
void BasinMapSteps(benchmark::State& state) {
    const SoftmaxCase made = softmax_case({.n = 64, .d = 2, .m = 16});
    const std::int64_t steps = count_steps(made);
    const auto threads = static_cast<int>(state.range(0));
    Timing timing;
    for (auto _ : state) timing.add_map(made, threads);
    const auto all = static_cast<double>(steps * state.iterations());
    state.counters["steps/s"] = all / timing.seconds;
    state.counters["steps/s/core"] = all / timing.seconds / threads;
    state.counters["steps/cpu_s"] = all / timing.processor_seconds;
}

/// Two threads against one, by turns, so that whatever else changes changes for both: linear = 1 is twice as
/// fast, processor = 1 is no more processor time in all.
void BasinMapScaling(benchmark::State& state) {
    const SoftmaxCase made = softmax_case({.n = 64, .d = 2, .m = 16});
    Timing one, two;
    for (auto _ : state) {
        one.add_map(made, 1);
        two.add_map(made, 2);
    }
    state.counters["linear"] = one.seconds / two.seconds / 2;
    state.counters["processor"] = one.processor_seconds / two.processor_seconds;
}

}  // namespace

BENCHMARK(BasinMapSteps)
    ->Name("BasinMapSteps/n:64/d:2/m:16")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime();
BENCHMARK(BasinMapScaling)->Name("BasinMapScaling/n:64/d:2/m:16")->UseRealTime();
