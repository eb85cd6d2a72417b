// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/estimate.h"

#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/experiment/network_sizes.h"
#include "core/families/problem_of.h"
#include "core/numeric/memory.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_network.h"

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

EstimateSpec sizes_and_seconds(ProblemSize sizes, double seconds) {
    EstimateSpec spec;
    spec.sizes = std::move(sizes);
    spec.max_seconds = seconds;
    return spec;
}

QString names_of(const ProblemSize& size) {
    QStringList names;
    for (const NamedSize& one : size) names << QString::fromStdString(one.name);
    return names.join(QLatin1Char(' '));
}

}  // namespace

class EstimateTest : public QObject {
    Q_OBJECT

  private slots:
    void measuredAndEstimated() {
        const Experiment experiment =
            experiment_with({{"newton", {}}, {"approximate-newton", {{"approximation", "stale"}}}});
        std::vector<double> told;
        const Estimate estimate = estimate_cost(experiment, sizes_and_seconds({{"n", 2000}, {"d", 32}}, 2),
                                                [&](double done) { told.push_back(done); });
        QCOMPARE(value_of_size(estimate.wanted, "nnz"), 64000.0);
        QCOMPARE(estimate.data_bytes, 8 * (64000.0 + 16 * 2000));
        QVERIFY(told.size() >= 3 && told.front() == 0 && told.back() == 1);
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QCOMPARE(estimate.solvers.size(), std::size_t{2});
        QCOMPARE(estimate.solvers[1].label, std::string("approximate-newton (stale 5)"));
        for (const SolverEstimate& solver : estimate.solvers) {
            QVERIFY2(solver.note.empty(), solver.note.c_str());
            QCOMPARE(solver.ending, Termination::converged);
            QVERIFY(solver.steps > 0 && solver.step_seconds > 0);
            QVERIFY(solver.step.low > 0 && solver.step.low <= solver.step.cost);
            QVERIFY(solver.step.high >= solver.step.cost);
            const double total = static_cast<double>(solver.steps) * solver.step.cost;
            QVERIFY(std::abs(solver.total.cost - total) <= 1e-12 * total);
            QCOMPARE(names_of(solver.exponents),
                     QStringLiteral("n d"));  // dense: nnz says nothing of its own
        }
    }

    void sparseProblemsGrowWithTheirEntries() {
        Experiment experiment = experiment_with({{"newton", {}}});
        softmax_of(experiment).instance.d = 16;
        softmax_of(experiment).instance.density = 0.25;
        const Estimate estimate =
            estimate_cost(experiment, sizes_and_seconds({{"n", 4000}, {"d", 64}, {"nnz", 32000}}, 2));
        QCOMPARE(value_of_size(estimate.present, "nnz"), 64.0 * 16 / 4);
        QCOMPARE(value_of_size(estimate.wanted, "nnz"), 32000.0);
        QCOMPARE(estimate.data_bytes, 12.0 * 32000 + 8 * 4000 + 8 * 16 * 4000);
        const SolverEstimate& newton = estimate.solvers.front();
        QVERIFY2(newton.note.empty(), newton.note.c_str());
        QCOMPARE(names_of(newton.exponents), QStringLiteral("n d nnz"));
        QVERIFY(newton.step.cost > 0);
    }

    /// What a run holds is counted, not timed: the estimate must agree with a run at the wanted size itself.
    /// newton holds the Hessian and its factor, d x d numbers each, and less than as much beside them.
    void memoryIsThatOfTheWantedSize() {
        const Experiment experiment = experiment_with({{"newton", {}}});
        const Estimate estimate = estimate_cost(experiment, sizes_and_seconds({{"n", 600}, {"d", 200}}, 2));
        if (std::isnan(heap_bytes())) {  // a sanitizer's heap tells nothing: then nothing is claimed either
            QVERIFY(estimate.solvers.front().step.cost > 0);
            QVERIFY(std::isnan(estimate.solvers.front().memory.cost));
            return;
        }
        Experiment there = experiment;
        softmax_of(there).instance.n = 600;
        softmax_of(there).instance.d = 200;
        const Estimate truth = estimate_cost(there, sizes_and_seconds({{"n", 600}}, 1e-9));
        const SolverEstimate& newton = estimate.solvers.front();
        const double held = truth.solvers.front().bytes;
        QVERIFY2(held >= 2 * 8 * 200 * 200, std::to_string(held).c_str());
        QVERIFY2(newton.memory.low <= held && held <= newton.memory.high,
                 (std::to_string(newton.memory.low) + " " + std::to_string(held) + " " +
                  std::to_string(newton.memory.high))
                     .c_str());
        // A factor of two both ways, whichever of the sizes the time reached for.
        QVERIFY(newton.memory.high <= 4 * newton.memory.low);
    }

    void networksGrowWithTheirOwnSizes() {
        Experiment experiment = small_network();
        experiment.solvers.push_back({"damped-newton", {}});
        const Estimate estimate =
            estimate_cost(experiment, sizes_and_seconds({{"T", 60}, {"Nh", 12}, {"Nx", 8}}, 2));
        QCOMPARE(names_of(estimate.present), QStringLiteral("T Nh Nx Ny"));
        QCOMPARE(value_of_size(estimate.present, "T"), 8.0);
        QCOMPARE(value_of_size(estimate.wanted, "T"), 60.0);
        QCOMPARE(value_of_size(estimate.wanted, "Nx"), 8.0);
        QCOMPARE(value_of_size(estimate.wanted, "Ny"), 3.0);  // as now
        QCOMPARE(estimate.data_bytes, 8.0 * (8 + 3) * 60);
        for (const SolverEstimate& solver : estimate.solvers) {
            QVERIFY2(solver.note.empty(), (solver.label + ": " + solver.note).c_str());
            QVERIFY(solver.steps > 0 && solver.step_seconds > 0);
            QCOMPARE(names_of(solver.exponents), QStringLiteral("T Nh Nx"));  // Ny stays
            QVERIFY(solver.step.low > 0 && solver.step.low <= solver.step.cost);
            QVERIFY(solver.step.cost <= solver.step.high && std::isfinite(solver.step.high));
            if (!std::isnan(heap_bytes())) QVERIFY(solver.memory.low > 0 && solver.memory.high > 0);
        }
    }

    /// Their steps are of another kind than those of narrow ones, which say nothing of them.
    void wideNetworksAreEstimatedFromWideOnes() {
        Experiment experiment = small_network();
        experiment.solvers = {{"piecewise-affine", {}}, {"damped-newton", {}}};
        const ProblemSize asked{{"T", 16}, {"Nh", 36}, {"Nx", 11}, {"Ny", 1}};
        EstimateSpec spec = sizes_and_seconds(asked, 60);  // more than it takes, on slow machines too
        const Estimate estimate = estimate_cost(experiment, spec);
        QVERIFY(network_weights(estimate.largest_timed) > 1500);
        for (const SolverEstimate& solver : estimate.solvers) {
            QVERIFY2(solver.note.empty(), (solver.label + ": " + solver.note).c_str());
            QVERIFY(solver.step.low > 0 && std::isfinite(solver.step.high));
        }
        spec.max_seconds = 1;
        spec.largest_timed = {{"T", 16}, {"Nh", 12}, {"Nx", 5}, {"Ny", 1}};
        for (const SolverEstimate& solver : estimate_cost(experiment, spec).solvers)
            QVERIFY(solver.note.find("more than 1500 weights") != std::string::npos);
    }

    void stopped() {
        std::stop_source source;
        source.request_stop();
        const Estimate estimate =
            estimate_cost(experiment_with({{"newton", {}}}), sizes_and_seconds({{"n", 100}, {"d", 4}}, 10),
                          {}, source.get_token());
        QVERIFY(estimate.stopped);
        QVERIFY(estimate.largest_timed.empty());
        QVERIFY(!estimate.solvers.front().note.empty());
    }

    void unusableInput() {
        const Experiment experiment = experiment_with({{"newton", {}}});
        const auto refused = [](const ProblemSize& sizes, const Experiment& what, double seconds = 10) {
            return input_error([&] { estimate_cost(what, sizes_and_seconds(sizes, seconds)); });
        };
        QVERIFY(refused({{"n", 0}, {"d", 4}}, experiment).starts_with("n:"));
        QVERIFY(refused({{"n", 10}, {"d", -1}}, experiment).starts_with("d:"));
        QVERIFY(refused({{"n", 10}, {"d", 4}, {"nnz", 41}}, experiment).starts_with("nnz:"));
        QVERIFY(refused({{"n", 10}, {"d", 4}}, experiment, 0).starts_with("max_seconds"));
        QVERIFY(refused({{"n", 10}}, experiment_with({})).find("solvers") != std::string::npos);
        QVERIFY(refused({{"Nh", 10}}, experiment).find("some of n, d, nnz") != std::string::npos);
        QVERIFY(refused({{"n", 10}}, small_network()).find("some of T, Nh, Nx, Ny") != std::string::npos);
        QVERIFY(refused({{"T", 1}}, small_network()).starts_with("T:"));
    }
};

QTEST_APPLESS_MAIN(EstimateTest)
#include "estimate_test.moc"
