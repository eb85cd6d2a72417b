// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include <benchmark/benchmark.h>

#include "core/experiment/runner.h"
#include "core/io/presets.h"
#include "core/numeric/parallel.h"
#include "tests/benchmarks/stopwatch.h"

namespace {

using namespace basin;

Experiment swept_default(Index trials) {
    Experiment experiment = default_experiment();
    experiment.sweep = SweepSpec{.axes = {{"start.radius", 0.05, 5, 12, SweepScale::log, {}},
                                          {"problem.ridge", 0.01, 10, 8, SweepScale::log, {}}},
                                 .repeats = {.count = trials},
                                 .refinement = 0};
    return experiment;
}

double sweep_seconds(const Experiment& experiment, int threads) {
    const ThreadLimit limit(threads);
    const Stopwatch watch;
    benchmark::DoNotOptimize(sweep_only(experiment));
    return watch.seconds();
}

/// efficiency: the time on one thread, in that of all of them times their number; the shortest of some turns
/// of each.
void SweepScaling(benchmark::State& state) {
    const Experiment experiment = swept_default(state.range(0));
    double one = std::numeric_limits<double>::infinity(), all = one;
    for (auto _ : state) {
        state.PauseTiming();
        one = std::min(one, sweep_seconds(experiment, 1));
        state.ResumeTiming();
        all = std::min(all, sweep_seconds(experiment, hardware_threads()));
    }
    state.counters["efficiency"] = one / (all * hardware_threads());
}
BENCHMARK(SweepScaling)
    ->ArgName("trials")
    ->Arg(24)
    ->Iterations(5)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
