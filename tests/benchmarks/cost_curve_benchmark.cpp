// SPDX-License-Identifier: GPL-3.0-or-later
// What a step costs along one size at a time: n, d, m and nnz of a softmax regression, T and Nh of a network.
// Names are CostCurve/STEP/over:SIZE/...; tests/benchmarks/summarise.py fits the exponents.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/numeric/cholesky.h"
#include "core/numeric/parallel.h"
#include "core/problems/penalty_rnn.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"

using namespace basin;

namespace {

struct CurvePoint {
    Index n = 2048, d = 64, m = 16;
    Index nnz = 0;  // 0: dense

    std::string name() const {
        const std::string sizes =
            "n:" + std::to_string(n) + "/d:" + std::to_string(d) + "/m:" + std::to_string(m);
        return nnz > 0 ? sizes + "/nnz:" + std::to_string(nnz) : sizes;
    }
};

/// A softmax regression at the point that it was planted around, and at one beside it: evaluators remember
/// the last point.
struct CurveProblem {
    explicit CurveProblem(const CurvePoint& point) {
        SoftmaxInstanceSpec spec;
        spec.n = point.n;
        spec.d = point.d;
        spec.m = point.m;
        spec.ridge = 1e4;  // positive definite at every size here
        if (point.nnz > 0)
            spec.density = static_cast<double>(point.nnz) / static_cast<double>(point.n * point.d);
        SoftmaxInstance instance = generate_softmax_instance(spec);
        problem = std::make_unique<SoftmaxRegression>(std::move(instance.data));
        points = {instance.x_planted, 1.001 * instance.x_planted};
    }

    std::unique_ptr<SoftmaxRegression> problem;
    std::array<Vector, 2> points;
};

void softmax_newton(benchmark::State& state, const CurvePoint& point) {
    const ThreadLimit limit(1);
    const CurveProblem made(point);
    const auto evaluator = made.problem->evaluator();
    Vector g, step;
    Matrix H;
    Cholesky cholesky;
    double f = 0;
    std::size_t turn = 0;
    for (auto _ : state) {
        const Vector& x = made.points[turn ^= 1];
        evaluator->gradient(x, f, g);
        evaluator->hessian(x, H);
        if (!cholesky.factorise(H)) {
            state.SkipWithError("the Hessian is not positive definite");
            break;
        }
        cholesky.solve(g, step);
        benchmark::ClobberMemory();
    }
}

void softmax_product(benchmark::State& state, const CurvePoint& point) {
    const ThreadLimit limit(1);
    const CurveProblem made(point);
    const auto evaluator = made.problem->evaluator();
    const Vector v = Vector::Ones(point.d);
    Vector Hv;
    std::size_t turn = 0;
    for (auto _ : state) {
        evaluator->hessian_product(made.points[turn ^= 1], v, Hv);
        benchmark::ClobberMemory();
    }
}

std::shared_ptr<const ElmanTraining> curve_network(Index T, Index hidden) {
    const ElmanShape shape{hidden, 11, 1};
    ElmanTraining training;
    training.hidden = hidden;
    training.lambdas = TikhonovWeights::from_tau(1.2, shape);
    training.series = generate_series({.teacher = shape, .steps = T, .test_steps = 0}).series;
    return std::make_shared<const ElmanTraining>(std::move(training));
}

void network_gradient(benchmark::State& state, Index T, Index hidden) {
    const ThreadLimit limit(1);
    const ElmanRnn problem(curve_network(T, hidden));
    const auto evaluator = problem.evaluator();
    const ElmanShape shape = problem.training().shape();
    const std::array points{random_weights(shape, 0.1, 1), random_weights(shape, 0.1, 2)};
    Vector g;
    double f = 0;
    std::size_t turn = 0;
    for (auto _ : state) {
        evaluator->gradient(points[turn ^= 1], f, g);
        benchmark::ClobberMemory();
    }
}

/// Mean over the steps of one run, its first factorisation among them.
void network_step(benchmark::State& state, Index T, Index hidden) {
    const ThreadLimit limit(1);
    const auto training = curve_network(T, hidden);
    const PenaltyRnn problem(training, {});
    const Vector start = lift(*training, random_weights(training->shape(), 0.1, 1));
    SolverOptions options;
    options.stopping.max_iterations = 20;
    options.stopping.max_seconds = 1e9;
    options.measure_errors = false;
    PiecewiseAffineOptions affine;
    affine.eta1 = 0.7, affine.eta2 = 1.1, affine.rho = 0.03;
    double seconds = 0;
    for (auto _ : state) {
        const SolveResult result = PiecewiseAffine(options, affine).solve(problem, start, {}, {});
        seconds += result.seconds / static_cast<double>(result.iterations);
    }
    state.counters["seconds"] = seconds / static_cast<double>(state.iterations());
}

template <class Body>
void add_curve_point(const std::string& name, Body body) {
    benchmark::RegisterBenchmark(("CostCurve/" + name).c_str(), std::move(body))->MinTime(0.2);
}

void add_softmax(const std::string& step, const std::string& over, const CurvePoint& point) {
    const auto body = step == "newton" ? softmax_newton : softmax_product;
    add_curve_point(step + "/over:" + over + "/" + point.name(),
                    [=](benchmark::State& state) { body(state, point); });
}

void add_networks(const std::string& over, const std::vector<std::pair<Index, Index>>& sizes) {
    for (const auto& [steps, units] : sizes) {
        const Index T = steps, Nh = units;
        const std::string rest =
            "/over:" + over + "/T:" + std::to_string(T) + "/Nh:" + std::to_string(Nh) + "/Nx:11/Ny:1";
        add_curve_point("network-gradient" + rest,
                        [=](benchmark::State& state) { network_gradient(state, T, Nh); });
        benchmark::RegisterBenchmark(("CostCurve/piecewise-affine" + rest).c_str(),
                                     [=](benchmark::State& state) { network_step(state, T, Nh); })
            ->Iterations(1);
    }
}

[[maybe_unused]] const bool curves_registered = [] {
    for (const Index n : {512, 1024, 2048, 4096, 8192}) add_softmax("newton", "n", {.n = n});
    for (const Index d : {32, 64, 128, 256, 512}) add_softmax("newton", "d", {.d = d});
    for (const Index m : {16, 32, 64, 128, 256}) add_softmax("newton", "m", {.m = m});
    for (const char* step : {"newton", "hessian-product"}) {
        for (const Index nnz : {100'000, 200'000, 400'000, 800'000, 1'600'000})
            add_softmax(step, "nnz", {.n = 50'000, .d = 100, .nnz = nnz});
    }
    add_networks("T", {{100, 20}, {200, 20}, {400, 20}, {800, 20}, {1600, 20}});
    add_networks("Nh", {{393, 10}, {393, 14}, {393, 20}, {393, 28}, {393, 40}, {393, 56}});
    return true;
}();

}  // namespace
