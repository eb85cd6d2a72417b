// SPDX-License-Identifier: GPL-3.0-or-later
// The basin of attraction of newton on the default preset: the whole picture, and how soon the first comes;
// and the same of a window into it, on the boundary, where runs take longest. Targets of a window: its first
// picture in 100 ms, the whole in 1 s.
#include <cmath>
#include <limits>
#include <optional>

#include <benchmark/benchmark.h>

#include "core/analysis/attraction.h"
#include "core/analysis/attraction_part.h"
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

/// Around the start that is nearest to the middle of the picture and has a neighbour that ends otherwise.
PlanePart boundary_window(const Attraction& whole) {
    PlanePart window;
    double nearest = std::numeric_limits<double>::infinity();
    for (Index j = 0; j < whole.b.size(); ++j) {
        for (Index i = 1; i < whole.a.size(); ++i) {
            const double distance = std::hypot(whole.a[i], whole.b[j]);
            if (whole.pixel(i, j).converged() == whole.pixel(i - 1, j).converged() || distance >= nearest)
                continue;
            nearest = distance;
            window.a = whole.a[i];
            window.b = whole.b[j];
        }
    }
    return window;
}

void AttractionZoom(benchmark::State& state) {
    const Experiment experiment = default_experiment();
    const PreparedProblem prepared = prepare(experiment);
    const auto plane =
        make_landscape_plane(*prepared.problem, *experiment.landscape, prepared.minimiser, prepared.x0);
    const AttractionSpec spec{.resolution = 256};
    const Newton newton(trial_options(experiment.stopping, spec.max_iterations));
    const auto whole = compute_attraction(*prepared.problem, plane, spec, newton);
    PlanePart window = boundary_window(*whole);
    window.half_width = plane.half_width * std::pow(2.0, -static_cast<double>(state.range(0)));
    double first_seconds = 0, steps = 0;
    for (auto _ : state) {
        const Stopwatch stopwatch;
        std::optional<double> first;
        const auto picture =
            compute_attraction_part(*prepared.problem, *whole, window, *whole, newton, [&](const auto&) {
                if (!first) first = stopwatch.seconds();
            });
        first_seconds += *first;
        for (const AttractionPixel& pixel : picture->pixels) steps += pixel.iterations;
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["first_picture_ms"] = 1e3 * first_seconds / runs;
    state.counters["steps/start"] = steps / runs / static_cast<double>(spec.resolution * spec.resolution);
}

}  // namespace

BENCHMARK(AttractionZoom)
    ->Name("AttractionZoom/256x256")
    ->ArgName("halvings")
    ->Arg(2)
    ->Arg(12)
    ->Arg(36)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(BasinOfAttraction)
    ->Name("BasinOfAttraction/256x256")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
