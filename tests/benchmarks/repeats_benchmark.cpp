// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>

#include <benchmark/benchmark.h>

#include "core/experiment/catalogue.h"
#include "core/experiment/problem_family.h"
#include "core/experiment/repeats_stage.h"
#include "core/io/presets.h"
#include "core/numeric/parallel.h"
#include "tests/benchmarks/stopwatch.h"

namespace {

using namespace basin;

Experiment repeated_default(Index count) {
    Experiment experiment = default_experiment();
    experiment.spectrum.reset();
    experiment.repeats = RepeatsSpec{count, {"start.seed"}};
    return experiment;
}

/// The solvers alone, from every seed, one after the other.
double bare_seconds(const Experiment& experiment, const PreparedProblem& prepared) {
    const Stopwatch watch;
    for (Index repeat = 0; repeat < experiment.repeats->count; ++repeat) {
        PreparedProblem from = prepared;
        family_of(experiment).place_start(repeated(experiment, repeat), from);
        for (const SolverSpec& spec : experiment.solvers) {
            SolverOptions options;
            options.stopping = experiment.stopping;
            options.spectrum = {.every = 0};
            const auto solver = make_solver(spec, options);
            benchmark::DoNotOptimize(solver->solve(*from.problem, from.x0, {}, {}));
        }
    }
    return watch.seconds();
}

/// All seeds of all solvers of the default preset. over_bare: its time, in that of the solvers alone divided
/// by the threads; the shortest of some turns of each. first_ms: until the first band.
void RepeatsRun(benchmark::State& state) {
    const Experiment experiment = repeated_default(state.range(0));
    const PreparedProblem prepared = prepare(experiment);
    double seconds = std::numeric_limits<double>::infinity(), bare = seconds, first = seconds;
    for (auto _ : state) {
        state.PauseTiming();
        bare = std::min(bare, bare_seconds(experiment, prepared));
        state.ResumeTiming();
        const Stopwatch watch;
        double told = 0;
        const EventSink sink = [&](const RunEvent& event) {
            if (told == 0 && std::holds_alternative<SectionUpdate<Repeats>>(event)) told = watch.seconds();
        };
        repeats_stage(experiment, prepared, std::nullopt, sink, {});
        seconds = std::min(seconds, watch.seconds());
        first = std::min(first, told);
    }
    state.counters["over_bare"] = seconds / (bare / hardware_threads());
    state.counters["first_ms"] = 1000 * first;
}
BENCHMARK(RepeatsRun)
    ->Name("Repeats")
    ->ArgName("default")
    ->Arg(1000)
    ->Iterations(5)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
