// SPDX-License-Identifier: GPL-3.0-or-later
// Softmax regression with sparse A1: a Hessian-vector product and one approximate-Newton step against the
// passes over the data that they are made of, and how the step grows with nnz(A1) and d.
#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "core/numeric/parallel.h"
#include "core/numeric/products.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/solvers/hessian_approximation.h"
#include "tests/benchmarks/stopwatch.h"

using namespace basin;

namespace {

struct Sizes {
    Index n, d, nnz;
    Index m = 16;
    double ridge = 100;  // makes the Hessian positive definite at the planted point
};

struct Case {
    std::unique_ptr<SoftmaxRegression> problem;
    Vector x;  // d

    explicit Case(Sizes sizes) {
        SoftmaxInstanceSpec spec{.n = sizes.n, .d = sizes.d, .m = sizes.m};
        spec.density = static_cast<double>(sizes.nnz) / static_cast<double>(sizes.n * sizes.d);
        spec.ridge = sizes.ridge;
        SoftmaxInstance instance = generate_softmax_instance(spec);
        problem = std::make_unique<SoftmaxRegression>(std::move(instance.data));
        x = std::move(instance.x_planted);
    }

    const SoftmaxData& data() const { return problem->data(); }
    /// What A1 and A2 take.
    double bytes() const {
        const SparseRows& A1 = data().A1.sparse();
        return 12.0 * static_cast<double>(A1.nonzeros()) + 8.0 * static_cast<double>(A1.starts.size()) +
               8.0 * static_cast<double>(data().A2.size());
    }
};

/// Median seconds of a few calls.
double median_seconds(const std::function<void()>& work, int calls) {
    std::vector<double> seconds;
    for (int i = 0; i < calls; ++i) {
        const Stopwatch stopwatch;
        work();
        seconds.push_back(stopwatch.seconds());
    }
    std::ranges::nth_element(seconds, seconds.begin() + calls / 2);
    return seconds[static_cast<std::size_t>(calls / 2)];
}

/// One A1 x and one A1^T y.
double pass_seconds(const Case& problem) {
    const DesignMatrix& A1 = problem.data().A1;
    Vector u, g;
    const auto pass = [&] {
        A1.times(problem.x, u);
        A1.transpose_times(u, g);
        benchmark::ClobberMemory();
    };
    pass();
    return median_seconds(pass, 5);
}

/// One A2 f and one A2^T y.
double value_pass_seconds(const Case& problem) {
    const Matrix& A2 = problem.data().A2;
    const Vector f = Vector::Ones(A2.cols());
    Vector z, q;
    const auto pass = [&] {
        multiply(A2, f, z);
        multiply_transposed(A2, z, q);
        benchmark::ClobberMemory();
    };
    pass();
    return median_seconds(pass, 5);
}

/// Most memory that the process has held, bytes; since the last reset where the system can reset it.
double peak_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:")) return 1024 * std::stod(line.substr(6));
    }
    return 0;
}

void reset_peak_memory() {
    std::ofstream("/proc/self/clear_refs") << 5;
}

ApproximationOptions sketched_leverage() {
    ApproximationOptions options;
    options.approximation = Approximation::leverage_sampling;
    options.scores = ScoreMethod::sketched;
    options.error = 0.1;
    return options;
}

/// An evaluator and a model of their own, as a run has them.
class Step {
  public:
    explicit Step(const Case& problem)
        : evaluator_(problem.problem->evaluator()),
          model_(make_hessian_model(sketched_leverage(), problem.x.size())),
          x_(problem.x) {}

    /// One approximate-Newton step, at another point each time. Returns whether there is one.
    bool take() {
        // Back and forth, because the evaluator remembers its last point.
        x_ *= iteration_ % 2 == 0 ? 1.0001 : 1 / 1.0001;
        double f = 0;
        if (evaluator_->gradient(x_, f, gradient_) != EvalStatus::ok ||
            model_->assemble(*evaluator_, x_, iteration_++) != EvalStatus::ok ||
            !model_->positive_definite()) {
            return false;
        }
        model_->solve(gradient_, step_);
        return true;
    }

  private:
    std::unique_ptr<Evaluator> evaluator_;
    std::unique_ptr<HessianModel> model_;
    Vector x_, gradient_, step_;
    Index iteration_ = 0;
};

void hessian_product(benchmark::State& state) {
    const Case problem({.n = 1'000'000, .d = 100, .nnz = 10'000'000});
    const auto evaluator = problem.problem->evaluator();
    const Vector v = Vector::Ones(problem.x.size());
    Vector Hv;
    evaluator->hessian_product(problem.x, v, Hv);
    const double passes = pass_seconds(problem) + value_pass_seconds(problem);
    std::vector<double> seconds;
    for (auto _ : state) {
        const Stopwatch stopwatch;
        evaluator->hessian_product(problem.x, v, Hv);
        seconds.push_back(stopwatch.seconds());
    }
    std::ranges::nth_element(seconds, seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2));
    state.counters["times_the_passes"] = seconds[seconds.size() / 2] / passes;
    state.counters["passes_ms"] = 1e3 * passes;
    state.counters["passes_GB/s"] = 2e-9 * problem.bytes() / passes;  // A1 and A2, each twice
    state.counters["threads"] = hardware_threads();
}

void leverage_step(benchmark::State& state) {
    const Case problem({.n = 1'000'000, .d = 100, .nnz = 10'000'000});
    reset_peak_memory();
    Step step(problem);
    bool done = step.take();
    const double memory = peak_memory() / problem.bytes();
    const double pass = pass_seconds(problem);
    std::vector<double> seconds;
    for (auto _ : state) {
        const Stopwatch stopwatch;
        done = step.take() && done;
        seconds.push_back(stopwatch.seconds());
    }
    if (!done) state.SkipWithError("the model is not positive definite");
    std::ranges::nth_element(seconds, seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2));
    state.counters["times_the_pass"] = seconds[seconds.size() / 2] / pass;
    state.counters["pass_ms"] = 1e3 * pass;
    state.counters["memory_times_data"] = memory;
    state.counters["threads"] = hardware_threads();
}

/// What a fixed n = 10^5 costs over nnz and d, and the exponents of seconds ~ nnz^a and seconds ~ d^b fitted
/// where either rules: the claim is nnz + d^omega ([LSWY]), omega = 3 for the factorisations used here.
void scaling(benchmark::State& state) {
    const std::array<Index, 3> entries{100'000, 1'000'000, 10'000'000};
    const std::array<Index, 5> unknowns{50, 100, 200, 400, 800};
    std::vector<std::array<double, 3>> rows;  // log nnz, log d, log seconds
    for (auto _ : state) {
        for (const Index d : unknowns) {
            for (const Index nnz : entries) {
                const Index n = std::max<Index>(20'000, nnz / 20);
                // Few entries a row make large logits, and those a Hessian that needs more ridge.
                const Case problem({.n = n, .d = d, .nnz = nnz, .ridge = 1e4});
                Step step(problem);
                bool done = step.take();
                const double seconds = median_seconds([&] { done = step.take() && done; }, 3);
                if (!done) state.SkipWithError("the model is not positive definite");
                const auto log = [](auto value) { return std::log(static_cast<double>(value)); };
                rows.push_back({log(nnz), log(d), std::log(seconds)});
                state.counters["ms_nnz:" + std::to_string(nnz) + "_d:" + std::to_string(d)] = 1e3 * seconds;
            }
        }
    }
    /// Slope of log seconds over column `by`, among the rows where column `other` has the given value.
    const auto slope = [&](std::size_t by, std::size_t other, double at, double from) {
        double sx = 0, sy = 0, sxx = 0, sxy = 0, count = 0;
        for (const auto& row : rows) {
            if (std::abs(row[other] - at) > 1e-9 || row[by] < from - 1e-9) continue;
            sx += row[by], sy += row[2], sxx += row[by] * row[by], sxy += row[by] * row[2], count += 1;
        }
        return (count * sxy - sx * sy) / (count * sxx - sx * sx);
    };
    state.counters["exponent_of_nnz_at_d:50"] = slope(0, 1, std::log(50.0), std::log(1e6));
    state.counters["exponent_of_d_at_nnz:1e5"] = slope(1, 0, std::log(1e5), std::log(200.0));
    state.counters["claim_exponent_of_nnz"] = 1;
    state.counters["claim_exponent_of_d"] = 3;
}

const bool registered = [] {
    const auto add = [](const char* name, void (*body)(benchmark::State&)) {
        benchmark::RegisterBenchmark(name, body)->Unit(benchmark::kMillisecond);
    };
    add("HessianProduct/sparse", hessian_product);
    add("LeverageStep/n:1000000/d:100/nnz:1e7", leverage_step);
    add("LeverageStepScaling", scaling);
    return true;
}();

}  // namespace
