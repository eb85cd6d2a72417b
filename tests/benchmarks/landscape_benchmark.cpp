// SPDX-License-Identifier: GPL-3.0-or-later
// A loss landscape by the grid sampler and point by point, on the same threads.
#include <algorithm>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/analysis/landscape.h"
#include "core/numeric/parallel.h"
#include "core/problems/softmax_instance.h"
#include "tests/benchmarks/stopwatch.h"

using namespace basin;

namespace {

constexpr Index resolution = 256;

struct Setting {
    Setting() {
        SoftmaxInstanceSpec spec;
        spec.n = 1024;
        spec.d = 128;
        spec.m = 64;
        SoftmaxInstance instance = generate_softmax_instance(spec);
        problem = std::make_unique<SoftmaxRegression>(std::move(instance.data));
        LandscapeSpec landscape;
        landscape.plane = PlaneKind::random;
        Minimiser minimiser;
        minimiser.x = instance.x_planted;
        plane = make_landscape_plane(*problem, landscape, minimiser, 1.5 * instance.x_planted);
    }

    std::unique_ptr<SoftmaxRegression> problem;
    LandscapePlane plane;
};

void set_rate(benchmark::State& state, Index points, const Stopwatch& stopwatch) {
    state.counters["points_per_second"] =
        static_cast<double>(state.iterations() * points) / stopwatch.seconds();
}

void landscape_grid(benchmark::State& state, int threads) {
    const ThreadLimit limit(threads);
    const Setting setting;
    const Stopwatch stopwatch;
    for (auto _ : state) {
        benchmark::DoNotOptimize(compute_landscape(*setting.problem, setting.plane, resolution));
    }
    set_rate(state, resolution * resolution, stopwatch);
}

/// value() point by point over every eighth row of the same grid: enough for a rate.
void landscape_pointwise(benchmark::State& state) {
    const ThreadLimit limit(1);
    const Setting setting;
    constexpr Index rows = resolution / 8;
    const Vector axis = Vector::LinSpaced(resolution, -setting.plane.half_width, setting.plane.half_width);
    const auto evaluator = setting.problem->evaluator();
    double f = 0;
    const Stopwatch stopwatch;
    for (auto _ : state) {
        for (Index row = 0; row < rows; ++row) {
            for (const double a : axis) {
                evaluator->value(point_on(setting.plane, a, axis[8 * row]), f);
                benchmark::DoNotOptimize(f);
            }
        }
    }
    set_rate(state, rows * resolution, stopwatch);
}

const bool registered = [] {
    const std::string size = "/256x256/n:1024/d:128/m:64";
    const auto add = [&size](const std::string& name, const std::string& suffix, const auto& body) {
        benchmark::RegisterBenchmark((name + size + suffix).c_str(), body);
    };
    add("LandscapeGrid", "", [](benchmark::State& state) { landscape_grid(state, hardware_threads()); });
    add("LandscapeGrid", "/one_thread", [](benchmark::State& state) { landscape_grid(state, 1); });
    add("LandscapePointwise", "", landscape_pointwise);
    return true;
}();

}  // namespace
