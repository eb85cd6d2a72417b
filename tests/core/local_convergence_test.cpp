// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/local_convergence.h"

#include <cmath>

#include <QtTest/QTest>

using namespace basin;

class LocalConvergenceTest : public QObject {
    Q_OBJECT

  private slots:
    void publishedBoundAtTheEdge() {
        // r0 M = 0.1 l, the values of math.md 1.4.
        QVERIFY(std::abs(published_contraction_bound(0.08, 1, 0.1, 1) - 0.382) <= 5e-4);
        QVERIFY(std::abs(published_contraction_bound(0.1, 1, 0.1, 1) - 0.422) <= 5e-4);
        QCOMPARE(published_contraction_bound(0.1, 2, 0, 1), 0.2);
        QVERIFY(std::isinf(published_contraction_bound(0.1, 1, 1, 1)));
    }

    void energyBound() {
        QCOMPARE(energy_contraction_bound(0, 1, 0, 1), 0.0);
        QCOMPARE(energy_contraction_bound(0.5, 1, 0, 1), 1.0);
        QCOMPARE(energy_contraction_bound(0, 1, 0.5, 1), 0.5);
        QVERIFY(std::isinf(energy_contraction_bound(1, 1, 0, 1)));
        QVERIFY(std::isinf(energy_contraction_bound(0, 1, 2, 1)));
    }

    void promisedIterations() {
        QCOMPARE(promised_iterations(1, 1e-10), Index{26});  // log(1e10) / log(2.5) = 25.13
        QCOMPARE(promised_iterations(1, 0.5), Index{1});
        QCOMPARE(promised_iterations(0.5, 0.5), Index{0});
        QCOMPARE(promised_iterations(0, 1e-3), Index{0});
        QVERIFY(promised_iterations(1, 0) > 700);
    }

    void newtonKantorovich() {
        // grad L = x^2 / 2 - a, H = x, M = 1: h = |x^2 / 2 - a| / x^2, which is 1/2 exactly at a = 0.
        const auto h = [](double x, double a) {
            const Vector g = Vector::Constant(1, x * x / 2 - a);
            return newton_kantorovich(g, Matrix::Constant(1, 1, x)).h(1);
        };
        QCOMPARE(h(2, 0), 0.5);
        QCOMPARE(h(2, 2), 0.0);
        QCOMPARE(h(-1, 2), 1.5);
        // In several dimensions: |H^-1| is that of the softest direction, whatever its sign.
        const Matrix H = Eigen::Vector3d(4, -0.5, 2).asDiagonal();
        const NewtonKantorovich found = newton_kantorovich(Eigen::Vector3d(0, 3, 8), H);
        QCOMPARE(found.beta, 2.0);
        QVERIFY(std::abs(found.eta - std::hypot(6, 4)) <= 1e-14);
        QVERIFY(std::abs(found.h(0.1) - 0.2 * std::hypot(6, 4)) <= 1e-14);
        QVERIFY(std::isnan(newton_kantorovich(Vector::Ones(2), Matrix::Zero(2, 2)).h(1)));
        QVERIFY(std::isnan(newton_kantorovich(Vector::Ones(2), Matrix::Zero(2, 2)).h(0)));
    }
};

QTEST_APPLESS_MAIN(LocalConvergenceTest)
#include "local_convergence_test.moc"
