// SPDX-License-Identifier: GPL-3.0-or-later
// The recurrent network: gradient sweeps against their matrix products, and piecewise-affine steps against
// gradient sweeps, each pair in the same run.
#include <array>
#include <string>
#include <sys/resource.h>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/analysis/landscape.h"
#include "core/numeric/parallel.h"
#include "core/numeric/small_products.h"
#include "core/problems/penalty_rnn.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"
#include "tests/benchmarks/gemm_rate.h"

using namespace basin;

namespace {

struct Sizes {
    Index T, hidden, inputs, outputs;

    std::string name() const {
        return "T:" + std::to_string(T) + "/Nh:" + std::to_string(hidden) + "/Nx:" + std::to_string(inputs) +
               "/Ny:" + std::to_string(outputs);
    }
    ElmanShape shape() const { return {hidden, inputs, outputs}; }
};

/// The size of the published real series, and of the reference problem.
constexpr Sizes series_size{393, 20, 11, 1};
constexpr Sizes syn_size{8, 4, 5, 3};

std::shared_ptr<const ElmanTraining> training_of(Sizes sizes) {
    ElmanTraining training;
    training.hidden = sizes.hidden;
    training.lambdas = TikhonovWeights::from_tau(1.2, sizes.shape());
    training.series = generate_series({.teacher = sizes.shape(), .steps = sizes.T, .test_steps = 0}).series;
    return std::make_shared<const ElmanTraining>(std::move(training));
}

/// Seconds of one gradient, two points in turn because an evaluator remembers the last one.
double gradient_seconds(const ElmanRnn& problem, Index repeats) {
    const auto evaluator = problem.evaluator();
    const ElmanShape shape = problem.training().shape();
    const std::array points{random_weights(shape, 0.1, 1), random_weights(shape, 0.1, 2)};
    double f = 0;
    Vector g;
    for (const Vector& point : points) evaluator->gradient(point, f, g);
    const Stopwatch stopwatch;
    for (Index k = 0; k < repeats; ++k) {
        evaluator->gradient(points[static_cast<std::size_t>(k % 2)], f, g);
        benchmark::ClobberMemory();
    }
    return stopwatch.seconds() / static_cast<double>(repeats);
}

/// The matrix products of one forward and one backward sweep, and nothing else.
struct SweepProducts {
    explicit SweepProducts(const ElmanTraining& training)
        : shape(training.shape()),
          theta(random_weights(shape, 0.1, 1)),
          inputs(Matrix::Ones(shape.inputs + 1, training.steps())),
          regressors(Matrix::Ones(shape.regressors(), training.steps())),
          U(shape.hidden, training.steps()),
          H(Matrix::Ones(shape.hidden, training.steps())),
          E(shape.outputs, training.steps()),
          g(shape.parameters()) {}

    void multiply() {
        const ConstWeights weights = weights_of(shape, theta.data());
        const auto n = static_cast<std::size_t>(shape.hidden);
        U.noalias() = weights.Vb * inputs;
        for (Index t = 1; t < U.cols(); ++t)
            small_multiply(weights.W.data(), n, n, n, H.col(t - 1).data(), U.col(t).data());
        E.noalias() = weights.A * H;
        U.noalias() = weights.A.transpose() * E;
        for (Index t = U.cols(); t-- > 1;)
            small_multiply(weights.W.data(), n, n, n, H.col(t).data(), U.col(t - 1).data());
        MutableWeights part = parts_of(shape, g.data());
        part.A.noalias() = E * H.transpose();
        part.WVb.noalias() = U * regressors.transpose();
        benchmark::ClobberMemory();
    }

    ElmanShape shape;
    Vector theta;
    Matrix inputs, regressors, U, H, E;
    Vector g;
};

void gradient(benchmark::State& state, Sizes sizes) {
    const auto training = training_of(sizes);
    const ElmanRnn problem(training);
    SweepProducts products(*training);
    constexpr Index repeats = 200;
    double seconds = 0, products_seconds = 0;
    for (auto _ : state) {
        seconds += gradient_seconds(problem, repeats);
        const Stopwatch stopwatch;
        for (Index k = 0; k < repeats; ++k) products.multiply();
        products_seconds += stopwatch.seconds() / static_cast<double>(repeats);
    }
    state.counters["microseconds"] = 1e6 * seconds / static_cast<double>(state.iterations());
    state.counters["over_products"] = seconds / products_seconds;
}

/// Of the whole process so far.
double peak_megabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return 1e-3 * static_cast<double>(usage.ru_maxrss);
}

/// Mean over the steps of one run, in gradients of the same problem.
void affine_steps(benchmark::State& state, Sizes sizes, Index steps) {
    const auto training = training_of(sizes);
    const ElmanRnn network(training);
    SolverOptions options;
    options.stopping.max_iterations = steps;
    options.stopping.max_seconds = 1e9;
    options.measure_errors = false;
    PiecewiseAffineOptions affine;
    if (sizes.T > 100) affine.eta1 = 0.7, affine.eta2 = 1.1, affine.rho = 0.03;
    double gradients = 0, seconds = 0, inner = 0, refused = 0, saturated = 0;
    SolveResult result;
    for (auto _ : state) {
        const PenaltyRnn problem(training, {});
        const Vector start = lift(*training, random_weights(sizes.shape(), 0.1, 1));
        gradients += gradient_seconds(network, 400);
        result = PiecewiseAffine(options, affine).solve(problem, start, [&](const IterationEvent& event) {
            const IterationRecord& record = event.record;
            if (record.iteration > 0) {
                inner += record.step.inner_iterations;
                refused += record.accepted ? 0 : 1;
                saturated += record.step.saturated_rows > 0 ? 1 : 0;
            }
            return Proceed::yes;
        });
        seconds += result.seconds / static_cast<double>(result.iterations);
    }
    const double runs = static_cast<double>(state.iterations());
    const double all_steps = runs * static_cast<double>(result.iterations);
    state.counters["milliseconds"] = 1e3 * seconds / runs;
    state.counters["gradients"] = seconds / gradients;
    state.counters["inner"] = inner / all_steps;
    state.counters["refused"] = refused / all_steps;
    state.counters["with_saturated"] = saturated / all_steps;
    state.counters["objective"] = result.objective;
    state.counters["peak_MB"] = peak_megabytes();
}

/// The landscape of 129 x 129 points, against as many seconds of value() one by one as there are points.
void landscape(benchmark::State& state, Sizes sizes) {
    const auto training = training_of(sizes);
    const ElmanRnn problem(training);
    LandscapePlane plane;
    plane.plane = {random_weights(sizes.shape(), 0.1, 1), random_weights(sizes.shape(), 0.1, 2).normalized(),
                   random_weights(sizes.shape(), 0.1, 3).normalized()};
    constexpr Index resolution = 129, single = 300;
    double first = 0, whole = 0, one_by_one = 0;
    for (auto _ : state) {
        const Stopwatch stopwatch;
        double coarse = 0;
        compute_landscape(problem, plane, resolution, [&](const auto&) {
            if (coarse == 0) coarse = stopwatch.seconds();
        });
        whole += stopwatch.seconds();
        first += coarse;
        const auto evaluator = problem.evaluator();
        const Stopwatch plain;
        double f = 0;
        for (Index k = 0; k < single; ++k) {
            evaluator->value(point_on(plane, 1e-3 * static_cast<double>(k), 0.1), f);
            benchmark::DoNotOptimize(f);
        }
        one_by_one += plain.seconds() / static_cast<double>(single);
    }
    const auto runs = static_cast<double>(state.iterations());
    const double points = static_cast<double>(resolution * resolution);
    state.counters["first_ms"] = 1e3 * first / runs;
    state.counters["whole_ms"] = 1e3 * whole / runs;
    state.counters["times_value"] = points * one_by_one / whole;
    // Each time step multiplies W and A.
    const double flops = 2 * points * runs * static_cast<double>(sizes.T) *
                         static_cast<double>(sizes.hidden * (sizes.hidden + sizes.outputs));
    state.counters["GFLOPS"] = 1e-9 * flops / whole;
    state.counters["share_of_gemm"] = flops / whole / gemm_rate(hardware_threads());
}

const bool registered = [] {
    benchmark::RegisterBenchmark(("RnnGradient/" + series_size.name()).c_str(),
                                 [](benchmark::State& state) { gradient(state, series_size); });
    benchmark::RegisterBenchmark(("PiecewiseAffineStep/" + series_size.name()).c_str(),
                                 [](benchmark::State& state) { affine_steps(state, series_size, 200); })
        ->Iterations(1);
    benchmark::RegisterBenchmark("PiecewiseAffineStep/syn",
                                 [](benchmark::State& state) { affine_steps(state, syn_size, 200); });
    benchmark::RegisterBenchmark(("Landscape/129/" + series_size.name()).c_str(),
                                 [](benchmark::State& state) { landscape(state, series_size); })
        ->UseRealTime();
    for (const Index T : {100, 300, 1000, 3000}) {
        const Sizes sizes{T, 20, 11, 1};
        benchmark::RegisterBenchmark(("PiecewiseAffineStep/growth/" + sizes.name()).c_str(),
                                     [=](benchmark::State& state) { affine_steps(state, sizes, 40); })
            ->Iterations(1);
    }
    for (const Index hidden : {10, 20, 40, 80, 160}) {
        const Sizes sizes{393, hidden, 11, 1};
        benchmark::RegisterBenchmark(("PiecewiseAffineStep/growth/" + sizes.name()).c_str(),
                                     [=](benchmark::State& state) { affine_steps(state, sizes, 40); })
            ->Iterations(1);
    }
    return true;
}();

}  // namespace
