// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/estimate.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

Experiment experiment_with(std::vector<SolverSpec> solvers) {
    Experiment experiment;
    softmax_of(experiment).instance.ridge = 2;
    experiment.start.radius = 0.05;
    experiment.solvers = std::move(solvers);
    return experiment;
}

}  // namespace

class EstimateTest : public QObject {
    Q_OBJECT

  private slots:
    void sizesLeadUpToTheWantedOne() {
        const auto sizes = timed_sizes({4000, 64, 4000 * 64}, 16, 1e12);
        QCOMPARE(std::ssize(sizes), std::ptrdiff_t{9});
        QCOMPARE(sizes.back().n, 4000.0);
        QCOMPARE(sizes.back().d, 64.0);
        QCOMPARE(sizes.front().nnz, 1000.0 * 16.0);
        std::set<double> rows, columns;
        for (const ProblemSize& size : sizes) {
            rows.insert(size.n);
            columns.insert(size.d);
            QCOMPARE(size.nnz, size.n * size.d);
        }
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(columns.size(), std::size_t{3});
    }

    void sizesKeepToTheWorkAllowed() {
        const double work = 1e7;
        const auto sizes = timed_sizes({1e8, 1e4, 1e12}, 16, work);
        const ProblemSize& largest = sizes.back();
        QVERIFY(32 * largest.nnz + (largest.n + 16 + largest.d) * largest.d * largest.d <= 1.1 * work);
        // A wanted size of one row still varies.
        const auto small = timed_sizes({1, 1, 1}, 16, work);
        QVERIFY(small.front().n < small.back().n && small.front().d < small.back().d);
    }

    void sizesKeepToTheMemoryAllowed() {
        const double bytes = 1e8;
        const auto sizes = timed_sizes({1e8, 1e4, 1e12}, 16, 1e30, bytes);
        const ProblemSize& largest = sizes.back();
        const double taken = data_bytes(largest, 16) + 8 * largest.d * largest.d;
        QVERIFY(taken <= 1.1 * bytes);
        QVERIFY(taken >= 0.5 * bytes);  // a step down is 0.8 in n and in d
    }

    void measuredAndEstimated() {
        const Experiment experiment =
            experiment_with({{"newton", {}}, {"approximate-newton", {{"approximation", "stale"}}}});
        std::vector<double> told;
        const Estimate estimate = estimate_cost(experiment, {.n = 2000, .d = 32, .max_seconds = 2},
                                                [&](double done) { told.push_back(done); });
        QCOMPARE(estimate.wanted.nnz, 64000.0);
        QCOMPARE(estimate.data_bytes, 8 * (64000.0 + 16 * 2000));
        QVERIFY(told.size() >= 3 && told.front() == 0 && told.back() == 1);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(estimate.solvers.size(), std::size_t{2});
        QCOMPARE(estimate.solvers[1].label, std::string("approximate-newton (stale 5)"));
        for (const SolverEstimate& solver : estimate.solvers) {
            QVERIFY2(solver.note.empty(), solver.note.c_str());
            QCOMPARE(solver.ending, Termination::converged);
            QVERIFY(solver.steps > 0 && solver.step_seconds > 0);
            QVERIFY(solver.step.low > 0 && solver.step.low <= solver.step.seconds);
            QVERIFY(solver.step.high >= solver.step.seconds);
            const double total = static_cast<double>(solver.steps) * solver.step.seconds;
            QVERIFY(std::abs(solver.total.seconds - total) <= 1e-12 * total);
            QVERIFY(std::isnan(solver.exponent_nnz));  // dense: nnz says nothing of its own
        }
    }

    void sparseProblemsGrowWithTheirEntries() {
        std::set<double> densities;
        for (const ProblemSize& size : timed_sizes({1e6, 100, 1e7}, 16, 1e8)) {
            QVERIFY(size.nnz >= size.n && size.nnz < size.n * size.d);
            densities.insert(std::round(1000 * size.nnz / (size.n * size.d)));
        }
        QVERIFY(densities.size() >= 3);
        Experiment experiment = experiment_with({{"newton", {}}});
        softmax_of(experiment).instance.d = 16;
        softmax_of(experiment).instance.density = 0.25;
        const Estimate estimate =
            estimate_cost(experiment, {.n = 4000, .d = 64, .nnz = 32000, .max_seconds = 2});
        QCOMPARE(estimate.present.nnz, 64.0 * 16 / 4);
        QCOMPARE(estimate.wanted.nnz, 32000.0);
        QCOMPARE(estimate.data_bytes, 12.0 * 32000 + 8 * 4000 + 8 * 16 * 4000);
        const SolverEstimate& newton = estimate.solvers.front();
        QVERIFY2(newton.note.empty(), newton.note.c_str());
        QVERIFY(std::isfinite(newton.exponent_nnz) && newton.step.seconds > 0);
    }

    void stopped() {
        std::stop_source source;
        source.request_stop();
        const Estimate estimate =
            estimate_cost(experiment_with({{"newton", {}}}), {.n = 100, .d = 4}, {}, source.get_token());
        QVERIFY(estimate.stopped);
        QCOMPARE(estimate.largest_timed.n, 0.0);
        QVERIFY(!estimate.solvers.front().note.empty());
    }

    void unusableInput() {
        const Experiment experiment = experiment_with({{"newton", {}}});
        const auto refused = [&](const EstimateSpec& spec, const Experiment& what) {
            return input_error([&] { estimate_cost(what, spec); });
        };
        QVERIFY(refused({.n = 0, .d = 4}, experiment).starts_with("n:"));
        QVERIFY(refused({.n = 10, .d = -1}, experiment).starts_with("d:"));
        QVERIFY(refused({.n = 10, .d = 4, .nnz = 41}, experiment).starts_with("nnz:"));
        QVERIFY(refused({.n = 10, .d = 4, .max_seconds = 0}, experiment).starts_with("max_seconds"));
        QVERIFY(refused({.n = 10, .d = 4}, experiment_with({})).find("solvers") != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(EstimateTest)
#include "estimate_test.moc"
