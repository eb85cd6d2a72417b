// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/softmax_sizes.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/numeric/check.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_regression.h"

namespace basin {

namespace {

// Multiplications a second of one slow core: how large a problem may be to be timed within the budget.
constexpr double slow_core = 2e9;
constexpr double most_rows = 1e12, most_unknowns = 1e6;
constexpr double steeper = 100;  // the ridge of a problem that is not convex where its solvers go

ProblemSize named_size(const SoftmaxSize& size) {
    return {{"n", size.n}, {"d", size.d}, {"nnz", size.nnz}};
}

SoftmaxSize plain(const ProblemSize& size) {
    return {value_of_size(size, "n"), value_of_size(size, "d"), value_of_size(size, "nnz")};
}

bool is_convex_at_plant(const SoftmaxInstance& instance) {
    const SoftmaxRegression problem(instance.data);
    Matrix H;
    return problem.evaluator()->hessian(instance.x_planted, H) == EvalStatus::ok && Cholesky().factorise(H);
}

class SoftmaxSizes : public SizedProblems {
  public:
    explicit SoftmaxSizes(const Experiment& experiment)
        : instance_(std::get<SoftmaxProblemSpec>(experiment.problem).instance),
          start_seed_(experiment.start.seed) {}

    ProblemSize present() const override {
        const auto n = static_cast<double>(instance_.n), d = static_cast<double>(instance_.d);
        return named_size({n, d, instance_.density * n * d});
    }

    ProblemSize wanted(const ProblemSize& asked) const override {
        SoftmaxSize size = plain(with_sizes(present(), asked, most_rows * most_unknowns));
        require(size.n <= most_rows, "n", size.n, "1 <= n <= 1e12");
        require(size.d <= most_unknowns, "d", size.d, "1 <= d <= 1e6");
        // As dense as now, unless the entries are said.
        const double said = value_of_size(asked, "nnz");
        if (std::isnan(said)) size.nnz = instance_.density * size.n * size.d;
        require(size.nnz <= size.n * size.d, "nnz", size.nnz, "1 <= nnz <= n d");
        return named_size(size);
    }

    double data_bytes(const ProblemSize& size) const override {
        return basin::data_bytes(plain(size), static_cast<double>(instance_.m));
    }

    std::vector<ProblemSize> timed(const ProblemSize& largest, const TimingBudget& budget) const override {
        // Nine sizes, whose work adds up to about three times that of the largest.
        const double work = slow_core * budget.seconds / (3 * budget.steps);
        std::vector<ProblemSize> sizes;
        for (const SoftmaxSize& size : timed_sizes(plain(largest), instance_.m, work, budget.bytes))
            sizes.push_back(named_size(size));
        return sizes;
    }

    SizedProblem generate(const ProblemSize& size, const PreparedProblem& present, Index) const override {
        const SoftmaxSize wanted = plain(size);
        SoftmaxInstanceSpec spec = instance_;
        spec.n = static_cast<Index>(wanted.n);
        spec.d = static_cast<Index>(wanted.d);
        spec.density = std::min(1.0, wanted.nnz / (wanted.n * wanted.d));
        SoftmaxInstance instance = generate_softmax_instance(spec);
        // A step of Newton's method is defined there then, and costs as much.
        if (!is_convex_at_plant(instance)) {
            spec.ridge = steeper * std::max(spec.ridge, 1.0);
            instance = generate_softmax_instance(spec);
        }
        SizedProblem made;
        made.size = named_size({wanted.n, wanted.d, static_cast<double>(instance.data.A1.entries())});
        made.prepared.problem = std::make_shared<SoftmaxRegression>(std::move(instance.data));
        made.prepared.minimiser.x = std::move(instance.x_planted);  // near enough to begin around
        RandomStream stream(start_seed_);
        made.prepared.x0 = made.prepared.minimiser.x +
                           present.minimiser.distance(present.x0) * uniform_direction(stream, spec.d);
        return made;
    }

  private:
    SoftmaxInstanceSpec instance_;
    std::uint64_t start_seed_;
};

}  // namespace

double data_bytes(const SoftmaxSize& size, double m) {
    const bool sparse = size.nnz < size.n * size.d;
    // A stored entry has its column beside it, a row its first entry.
    return (sparse ? 12 * size.nnz + 8 * size.n : 8 * size.nnz) + 8 * m * size.n;
}

double newton_step_work(const SoftmaxSize& size, double m) {
    const auto& [n, d, nnz] = size;
    return 2 * m * nnz + nnz * (nnz / n) + m * n + m * d * d + d * d * d;
}

std::vector<SoftmaxSize> timed_sizes(const SoftmaxSize& wanted, Index m, double work, double bytes) {
    // Below these, calls cost more than arithmetic and the power law does not hold.
    constexpr double least_n = 64, least_d = 4;
    double n = std::max(least_n, wanted.n / 4), d = std::max(least_d, wanted.d / 4);
    const double density = wanted.nnz / (wanted.n * wanted.d);
    const auto outputs = static_cast<double>(m);
    const auto too_large = [&] {
        const SoftmaxSize largest{4 * n, 4 * d, 16 * density * n * d};
        return newton_step_work(largest, outputs) > work ||
               data_bytes(largest, outputs) + 8 * largest.d * largest.d > bytes;
    };
    while (too_large() && (n > least_n || d > least_d)) {
        // Each keeps its share of the way up, so that the shape stays that of the wanted problem.
        n = std::max(least_n, 0.8 * n);
        d = std::max(least_d, 0.8 * d);
    }
    std::vector<SoftmaxSize> sizes;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            const double rows = std::round(std::exp2(i) * n), columns = std::round(std::exp2(j) * d);
            // Of a sparse problem the density varies too, in a Latin square: 1, 1/2 and 1/4 of the wanted
            // one, with an entry in every row.
            const double share = density < 1 ? density * std::exp2(-((i + j) % 3)) : 1;
            sizes.push_back({rows, columns, std::max(share * rows * columns, rows)});
        }
    }
    std::ranges::sort(sizes, {}, &SoftmaxSize::nnz);
    return sizes;
}

std::unique_ptr<SizedProblems> sized_softmax(const Experiment& experiment) {
    return std::make_unique<SoftmaxSizes>(experiment);
}

}  // namespace basin
