// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/network_sizes.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include <QtTest/QTest>

#include "tests/support/small_network.h"

using namespace basin;

namespace {

const ProblemSize wide{{"T", 393}, {"Nh", 96}, {"Nx", 11}, {"Ny", 8}};

double work_of(const ProblemSize& size) {
    return value_of_size(size, "T") * std::pow(value_of_size(size, "Nh"), 2);
}

/// A machine on which a step takes that work; what it was asked for is counted.
TimingBudget budget_of(double seconds, int& probes) {
    return {seconds, 10, 1e12, [&probes](const ProblemSize& size) {
                ++probes;
                return ProbedCost{1e-8 * work_of(size), 8 * work_of(size)};
            }};
}

}  // namespace

class NetworkSizesTest : public QObject {
    Q_OBJECT

  private slots:
    /// Each size comes at three values while the others are the same, so that each has an exponent.
    void everySizeVariesAlone() {
        const auto sizes = network_timed_sizes(wide);
        QCOMPARE(std::ssize(sizes), std::ptrdiff_t{13});
        QVERIFY(std::ranges::find(sizes, wide) != sizes.end());
        for (std::size_t one = 0; one < wide.size(); ++one) {
            std::size_t most = 0;
            for (const ProblemSize& from : sizes) {
                std::set<double> values;
                for (ProblemSize size : sizes) {
                    const double value = std::exchange(size[one].value, from[one].value);
                    if (size == from) values.insert(value);
                }
                most = std::max(most, values.size());
            }
            QCOMPARE(most, std::size_t{3});
        }
        double least = wide[1].value;
        for (const ProblemSize& size : sizes) least = std::min(least, size[1].value);
        QCOMPARE(least, 48.0);  // near: of the wanted kind
    }

    void aFewInputsStayAsTheyAre() {
        for (const ProblemSize& size : network_timed_sizes({{"T", 40}, {"Nh", 8}, {"Nx", 3}, {"Ny", 1}})) {
            QCOMPARE(size[2].value, 3.0);
            QCOMPARE(size[3].value, 1.0);
        }
    }

    void whatIsAffordableIsTimedAsItIs() {
        int probes = 0;
        QVERIFY(affordable_network(wide, budget_of(1e6, probes)) == wide);
        QVERIFY(probes > 0);
    }

    /// Small ones are probed until the next would take more than there is.
    void whatIsNotIsScaledDown() {
        int probes = 0;
        const double seconds = 0.5;
        const ProblemSize found = affordable_network(wide, budget_of(seconds, probes));
        QVERIFY(value_of_size(found, "Nh") < 96 && value_of_size(found, "Nh") >= 8);
        QVERIFY(2 * 3 * 10 * 1e-8 * work_of(found) <= seconds);
        // Sizes 1.4 times as large would take at most 16 times as long.
        QVERIFY(16 * 2 * 3 * 10 * 1e-8 * work_of(found) >= seconds);
    }

    void memoryIsALimitToo() {
        TimingBudget budget{1e6, 10, 1e8, [](const ProblemSize& size) {
                                return ProbedCost{1e-9, 8 * work_of(size)};
                            }};
        QVERIFY(8 * work_of(affordable_network(wide, budget)) <= 1e8);
    }

    void aSolverThatComesToNoStepEndsTheSearch() {
        int probes = 0;
        const TimingBudget budget{1, 10, 1e12, [&probes](const ProblemSize&) {
                                      ++probes;
                                      return ProbedCost{};
                                  }};
        affordable_network(wide, budget);
        QCOMPARE(probes, 1);
    }

    /// However few of the wide ones there is time for, each of T and Nh comes at three values.
    void wideNetworksAreTimedByWideOnes() {
        const auto sizes = sized_network(test::small_network());
        for (const double seconds : {0.1, 1.0, 10.0, 1e6}) {
            int probes = 0;
            const auto timed = sizes->timed(wide, budget_of(seconds, probes));
            std::set<double> steps, hidden;
            for (const ProblemSize& size : timed) {
                QVERIFY(network_weights(size) > 1500);
                for (std::size_t k = 0; k < size.size(); ++k) QVERIFY(size[k].value <= wide[k].value);
                steps.insert(size[0].value);
                hidden.insert(size[1].value);
            }
            QCOMPARE(steps.size(), std::size_t{3});
            QCOMPARE(hidden.size(), std::size_t{3});
            QVERIFY((timed.back() == wide) == (seconds >= 10));
        }
    }

    /// One that has hardly more weights has but near ones beside it.
    void hardlyWideOnesLieNearEachOther() {
        const ProblemSize hardly{{"T", 100}, {"Nh", 34}, {"Nx", 11}, {"Ny", 1}};
        const auto sizes = network_timed_sizes(hardly, 1500);
        QVERIFY(std::ranges::find(sizes, hardly) != sizes.end());
        for (const ProblemSize& size : sizes) QVERIFY(network_weights(size) > 1500);
        // By their inputs: a half and a quarter of them would be too few.
        const ProblemSize inputs{{"T", 100}, {"Nh", 8}, {"Nx", 250}, {"Ny", 1}};
        std::set<double> values;
        for (const ProblemSize& size : network_timed_sizes(inputs, 1500)) {
            QVERIFY(network_weights(size) > 1500);
            values.insert(size[2].value);
        }
        QCOMPARE(values.size(), std::size_t{3});
    }

    /// Then the methods that do not mind are timed, and those that do say so.
    void whereThereIsNoTimeForWideOnesNarrowOnesAreTimed() {
        int probes = 0;
        const auto sizes = sized_network(test::small_network());
        const auto timed = sizes->timed(wide, budget_of(1e-3, probes));
        QVERIFY(network_weights(timed.back()) < 1500);
        QVERIFY(!sizes->unlike({"piecewise-affine", {}}, timed.back(), wide).empty());
    }

    void narrowNetworksSayNothingOfWideOnes() {
        const Experiment experiment = test::small_network();
        const auto sizes = sized_network(experiment);
        const SolverSpec affine{"piecewise-affine", {}}, lbfgs{"lbfgs", {}}, damped{"damped-newton", {}};
        const ProblemSize narrow{{"T", 393}, {"Nh", 20}, {"Nx", 11}, {"Ny", 1}};
        const ProblemSize wider{{"T", 393}, {"Nh", 96}, {"Nx", 11}, {"Ny", 1}};
        QVERIFY(sizes->unlike(affine, narrow, wider).find("1500 weights") != std::string::npos);
        QVERIFY(sizes->unlike(damped, narrow, wider) == sizes->unlike(affine, narrow, wider));
        QVERIFY(sizes->unlike(affine, narrow, narrow).empty());
        QVERIFY(sizes->unlike(affine, wider, wider).empty());
        QVERIFY(sizes->unlike(lbfgs, narrow, wider).empty());
    }
};

QTEST_APPLESS_MAIN(NetworkSizesTest)
#include "network_sizes_test.moc"
