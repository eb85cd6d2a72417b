// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <benchmark/benchmark.h>

#include "core/analysis/basin_map.h"
#include "tests/support/instances.h"
#include "tests/support/probed_problem.h"

namespace {

using namespace basin;
using namespace basin::test;

BasinMapSpec spec() {
    BasinMapSpec spec;
    spec.trials = 200;
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

/// Approximate-Newton steps per second, in all and per thread, within a whole basin map.
void BasinMapSteps(benchmark::State& state) {
    const SoftmaxCase made = softmax_case({.n = 64, .d = 2, .m = 16});
    const std::int64_t steps = count_steps(made);
    const auto threads = static_cast<int>(state.range(0));
    for (auto _ : state) {
        benchmark::DoNotOptimize(
            compute_basin_map(*made.problem, made.minimiser, spec(), {}, {}, {}, threads));
    }
    const auto all = static_cast<double>(steps * state.iterations());
    state.counters["steps/s"] = benchmark::Counter(all, benchmark::Counter::kIsRate);
    state.counters["steps/s/core"] = benchmark::Counter(all / threads, benchmark::Counter::kIsRate);
}

}  // namespace

BENCHMARK(BasinMapSteps)
    ->Name("BasinMapSteps/n:64/d:2/m:16")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime();
