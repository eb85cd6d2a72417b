// SPDX-License-Identifier: GPL-3.0-or-later
// The linear recursions by segments of time against those from step to step.
#include "core/problems/segmented_sweep.h"

#include <QtTest/QTest>

#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/problems/elman_sweep.h"

using namespace basin;

namespace {

struct Sizes {
    Index hidden, steps;
};

Matrix random_matrix(Index rows, Index columns, std::uint64_t seed) {
    RandomStream draws(seed);
    Matrix A(rows, columns);
    for (double& entry : A.reshaped()) entry = draws.normal();
    return A;
}

struct Case {
    Matrix W, Wt, slopes, first, second;

    /// A network whose states die out at less than `growth` a step, with slopes of a leaky relu.
    Case(Sizes sizes, double growth)
        : W(growth / std::sqrt(static_cast<double>(sizes.hidden)) *
            random_matrix(sizes.hidden, sizes.hidden, 1)),
          Wt(W.transpose()),
          slopes(random_matrix(sizes.hidden, sizes.steps, 2).unaryExpr([](double u) {
              return u > 0 ? 1 : 0.01;
          })),
          first(random_matrix(sizes.hidden, sizes.steps, 3)),
          second(random_matrix(sizes.hidden, sizes.steps, 4)) {}
};

/// What both recursions make of the driving terms.
struct Results {
    Matrix dU, dH, GH, GU;
};

Results by_steps(const Case& c) {
    Results results{c.first, c.second, c.first, c.second};
    run_linearised({c.W.data(), c.W.rows(), c.W.cols()}, c.slopes, results.dU, results.dH);
    run_adjoint(c.Wt, c.slopes, results.GH, results.GU);
    return results;
}

Results by_segments(const Case& c) {
    SegmentedSweep sweep;
    if (!sweep.set(c.W, c.slopes)) return {};
    Results results{c.first, c.second, c.first, c.second};
    sweep.run_linearised(results.dU, results.dH);
    sweep.run_adjoint(results.GH, results.GU);
    return results;
}

/// Largest difference, relative to the largest entry.
double difference(const Matrix& a, const Matrix& b) {
    return (a - b).lpNorm<Eigen::Infinity>() / b.lpNorm<Eigen::Infinity>();
}

}  // namespace

class SegmentedSweepTest : public QObject {
    Q_OBJECT

  private slots:
    void isTheRecursion_data() {
        QTest::addColumn<int>("hidden");
        QTest::addColumn<int>("steps");
        QTest::addColumn<double>("growth");
        for (const int steps : {1, 2, 9, 96, 97, 393, 1000})
            for (const double growth : {0.3, 0.9, 1.3})
                QTest::addRow("%d, %g", steps, growth) << 24 << steps << growth;
        QTest::addRow("wide") << 150 << 200 << 0.9;
        QTest::addRow("many groups") << 70 << 1500 << 0.9;
    }

    void isTheRecursion() {
        QFETCH(int, hidden);
        QFETCH(int, steps);
        QFETCH(double, growth);
        const Case c({hidden, steps}, growth);
        const Results expected = by_steps(c), found = by_segments(c);
        // Roundings of as many additions, passed on by a network that lets them die out or grow as the
        // states.
        const double tolerance = 1e-16 * static_cast<double>(10 * hidden + steps);
        for (const auto part : {&Results::dU, &Results::dH, &Results::GH, &Results::GU}) {
            QCOMPARE((found.*part).size(), (expected.*part).size());
            const double error = difference(found.*part, expected.*part);
            QVERIFY2(error <= tolerance, qPrintable(QString::number(error)));
        }
    }

    void theSameBitsOnAnyNumberOfThreads() {
        const Case c({96, 800}, 0.9);
        const Results all = by_segments(c);
        const ThreadLimit one(1);
        const Results alone = by_segments(c);
        for (const auto part : {&Results::dU, &Results::dH, &Results::GH, &Results::GU})
            QCOMPARE(all.*part, alone.*part);
    }

    void overflowIsTold() {
        const Case c({64, 400}, 1e40);
        SegmentedSweep sweep;
        QVERIFY(!sweep.set(c.W, c.slopes));
        QVERIFY(!sweep.ready());
    }

    void anotherModelTakesItsPlace() {
        SegmentedSweep sweep;
        for (const Sizes sizes : {Sizes{64, 400}, Sizes{80, 120}, Sizes{64, 400}}) {
            const Case c(sizes, 0.8);
            QVERIFY(sweep.set(c.W, c.slopes));
            Matrix dU = c.first, dH = c.second;
            sweep.run_linearised(dU, dH);
            QVERIFY(difference(dU, by_steps(c).dU) <= 1e-13);
        }
        sweep.clear();
        QVERIFY(!sweep.ready());
    }

    void suitsLongSeriesOfWideNetworks() {
        QVERIFY(SegmentedSweep::suits(160, 393));
        QVERIFY(!SegmentedSweep::suits(160, 100));
        QVERIFY(!SegmentedSweep::suits(10, 10000));
        QVERIFY(!SegmentedSweep::suits(64, 20));
    }
};

QTEST_APPLESS_MAIN(SegmentedSweepTest)
#include "segmented_sweep_test.moc"
