// SPDX-License-Identifier: GPL-3.0-or-later
// All eigenvalues against LAPACK itself, and what is estimated instead where there are too many.
#include <algorithm>
#include <memory>
#include <vector>

#include <benchmark/benchmark.h>
#include <lapacke.h>

#include "core/numeric/spectral_density.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "tests/benchmarks/stopwatch.h"

using namespace basin;

namespace {

/// A Hessian of that dimension, as the recorder hands it on.
Matrix hessian_of(Index d) {
    const SoftmaxInstance instance = generate_softmax_instance({.n = 2 * d, .d = d, .m = 16, .ridge = 10});
    const SoftmaxRegression problem(instance.data);
    Matrix H;
    problem.evaluator()->hessian(instance.x_planted, H);
    return H;
}

/// LAPACK's own call, its work space ready.
class Reference {
  public:
    explicit Reference(Index d) : values_(d), d_(static_cast<lapack_int>(d)) {
        double size = 0;
        lapack_int integers = 0;
        Matrix A(d, d);
        LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, 'N', 'L', d_, A.data(), d_, values_.data(), &size, -1,
                            &integers, -1);
        work_.resize(static_cast<std::size_t>(size));
        integer_work_.resize(static_cast<std::size_t>(integers));
    }
    double seconds(const Matrix& H) {
        Matrix A = H;
        const Stopwatch stopwatch;
        LAPACKE_dsyevd_work(LAPACK_COL_MAJOR, 'N', 'L', d_, A.data(), d_, values_.data(), work_.data(),
                            static_cast<lapack_int>(work_.size()), integer_work_.data(),
                            static_cast<lapack_int>(integer_work_.size()));
        return stopwatch.seconds();
    }

  private:
    Vector values_;
    lapack_int d_;
    std::vector<double> work_;
    std::vector<lapack_int> integer_work_;
};

double median(std::vector<double> seconds) {
    std::ranges::sort(seconds);
    return seconds[seconds.size() / 2];
}

/// Basin and LAPACK in turn, so that both meet the same load.
void full_spectrum(benchmark::State& state, Index d) {
    const Matrix H = hessian_of(d);
    Reference reference(d);
    Vector values;
    std::vector<double> own, lapack;
    for (auto _ : state) {
        const Stopwatch stopwatch;
        symmetric_eigenvalues(H, values);
        own.push_back(stopwatch.seconds());
        state.PauseTiming();
        lapack.push_back(reference.seconds(H));
        state.ResumeTiming();
    }
    state.counters["seconds"] = median(own);
    const auto size = static_cast<double>(d);
    state.counters["GFLOP/s"] = 4e-9 / 3 * size * size * size / median(own);  // the reduction, most of it
    state.counters["dsyevd_seconds"] = median(lapack);
    state.counters["over_dsyevd"] = median(own) / median(lapack);
}

/// Both ends and the density of one Hessian that is never formed.
void estimated_spectrum(benchmark::State& state, Index d) {
    const SoftmaxInstance instance = generate_softmax_instance({.n = 2 * d, .d = d, .m = 16, .ridge = 10});
    const SoftmaxRegression problem(instance.data);
    const auto make = [&]() -> SymmetricProduct {
        return [&instance, own = std::shared_ptr(problem.evaluator())](const Vector& v, Vector& out) {
            return own->hessian_product(instance.x_planted, v, out) == EvalStatus::ok;
        };
    };
    double ends = 0, density = 0;
    for (auto _ : state) {
        const Stopwatch first;
        benchmark::DoNotOptimize(spectrum_ends(make(), d));
        ends += first.seconds();
        const Stopwatch second;
        benchmark::DoNotOptimize(spectral_density(make, d, {}));
        density += second.seconds();
    }
    const auto runs = static_cast<double>(state.iterations());
    state.counters["ends_seconds"] = ends / runs;
    state.counters["density_seconds"] = density / runs;
}

[[maybe_unused]] const bool registered = [] {
    benchmark::RegisterBenchmark("Spectrum/d:1000",
                                 [](benchmark::State& state) { full_spectrum(state, 1000); })
        ->Unit(benchmark::kMillisecond)
        ->Iterations(7);
    benchmark::RegisterBenchmark("SpectrumEstimate/d:2000",
                                 [](benchmark::State& state) { estimated_spectrum(state, 2000); })
        ->Unit(benchmark::kMillisecond)
        ->Iterations(3);
    return true;
}();

}  // namespace
