// SPDX-License-Identifier: GPL-3.0-or-later
// The basin of attraction of newton on the default preset: the whole picture, and how soon the first comes.
#include <optional>

#include <benchmark/benchmark.h>

#include "core/analysis/attraction.h"
#include "core/experiment/prepared_problem.h"
#include "core/io/presets.h"
#include "core/solvers/newton.h"
#include "tests/benchmarks/stopwatch.h"

using namespace basin;

namespace {

void BasinOfAttraction(benchmark::State& state) {
    const Experiment experiment = default_experiment();
    const PreparedProblem prepared = prepare(experiment);
    const auto plane =
        make_landscape_plane(*prepared.problem, *experiment.landscape, prepared.minimiser, prepared.x0);
    const AttractionSpec spec{.resolution = 256};
    const Newton newton(trial_options(experiment.stopping, spec.max_iterations));
    const auto threads = static_cast<int>(state.range(0));
    double first_seconds = 0, steps = 0;
    for (auto _ : state) {
        const Stopwatch stopwatch;
        std::optional<double> first;
        const auto picture = compute_attraction(
            *prepared.problem, plane, spec, newton,
            [&](const auto&) {
                if (!first) first = stopwatch.seconds();
            },
            {}, threads);
        first_seconds += *first;
        for (const AttractionPixel& pixel : picture->pixels) steps += pixel.iterations;
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["first_picture_ms"] = 1e3 * first_seconds / runs;
    state.counters["steps/s"] = benchmark::Counter(steps, benchmark::Counter::kIsRate);
    state.counters["steps/start"] = steps / runs / static_cast<double>(spec.resolution * spec.resolution);
}

}  // namespace

BENCHMARK(BasinOfAttraction)
    ->Name("BasinOfAttraction/256x256")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
