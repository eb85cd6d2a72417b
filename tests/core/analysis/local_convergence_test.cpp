// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/local_convergence.h"

#include <cmath>
#include <limits>

#include <QtTest/QTest>

using namespace basin;

class LocalConvergenceTest : public QObject {
    Q_OBJECT

  private slots:
    void publishedBoundAtTheEdge() {
        // r0 M = 0.1 l, the values of mathematics.md 1.4.
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
        // Rounded up, by a few roundings times the condition.
        QVERIFY(found.eta >= std::hypot(6, 4) && found.eta <= std::hypot(6, 4) * (1 + 1e-12));
        QVERIFY(std::abs(found.h(0.1) - 0.2 * found.eta) <= 1e-12);
        QCOMPARE(found.negative, Index{1});
        QCOMPARE(found.positive, Index{2});
        // Errors of what it is made from make it larger, and too large ones leave nothing.
        const NewtonKantorovich vague = newton_kantorovich(Eigen::Vector3d(0, 3, 8), H, 0.1, 0.25);
        QVERIFY(vague.beta >= 4 && vague.eta >= found.eta + 0.4);
        QVERIFY(std::isnan(newton_kantorovich(Eigen::Vector3d(0, 3, 8), H, 0, 0.5).beta));
        QVERIFY(std::isnan(newton_kantorovich(Vector::Ones(2), Matrix::Zero(2, 2)).h(1)));
        QVERIFY(std::isnan(newton_kantorovich(Vector::Ones(2), Matrix::Zero(2, 2)).h(0)));
    }

    void provesByTheSignsAtTheStart() {
        using enum KantorovichProves;
        const auto proves = [](const Vector& eigenvalues, double gradient, double M) {
            const Vector g = Vector::Constant(eigenvalues.size(), gradient);
            return prove_kantorovich(newton_kantorovich(g, eigenvalues.asDiagonal()),
                                     [M](double) { return M; })
                .proves;
        };
        QCOMPARE(proves(Eigen::Vector2d(1, 2), 0.1, 1), minimum);
        QCOMPARE(proves(Eigen::Vector2d(-1, -2), 0.1, 1), maximum);
        QCOMPARE(proves(Eigen::Vector2d(-1, 2), 0.1, 1), saddle);
        QCOMPARE(proves(Eigen::Vector2d(1, 2), 1, 1), nothing);
        // A kink in the ball, and a singular Hessian.
        QCOMPARE(proves(Eigen::Vector2d(1, 2), 0.1, std::numeric_limits<double>::infinity()), nothing);
        QCOMPARE(proves(Eigen::Vector2d(0, 2), 0.1, 1), nothing);
        for (const KantorovichProves kind : {nothing, stationary_point, minimum, maximum, saddle})
            QCOMPARE(parse_kantorovich_proves(to_string(kind)), std::optional(kind));
        QVERIFY(!parse_kantorovich_proves("peak"));
    }

    /// M on a smaller ball is smaller, and so is the ball that then suffices.
    void goesOnToSmallerBalls() {
        const NewtonKantorovich newton = newton_kantorovich(Eigen::Vector2d(0.1, 0), Matrix::Identity(2, 2));
        const KantorovichProof proof = prove_kantorovich(newton, [](double r) { return 20 * r; });
        // r = 0.2: h = 0.4, t* = 0.1382; then M(0.1382) = 2.76, h = 0.276, ...; the limit solves r = t*(r).
        QVERIFY(proof.h < 0.25 && proof.radius < 0.12 && proof.radius > 0.1);
        QCOMPARE(proof.proves, KantorovichProves::minimum);
    }

    void onlyWhatIsBeyondTheErrorOfTheMinimiserIsExceeded() {
        Minimiser minimiser;
        minimiser.x = Vector::Ones(2);
        minimiser.resolution = 1e-15;
        // A step from 1e-8 that leaves 1.5e-15 where 0.9e-15 is allowed: no double can tell.
        QVERIFY(!exceeds_bound(1.5e-7, 0.9e-7, 1e-8, minimiser));
        QVERIFY(exceeds_bound(1.5e-7, 0.9e-7, 1e-6, minimiser));
        QVERIFY(!exceeds_bound(0.5, 0.5, 1, minimiser));
        QVERIFY(exceeds_bound(2, 0.5, 1, minimiser));
        QVERIFY(!exceeds_bound(2, 0.5, 1e-15, minimiser));
        QVERIFY(!exceeds_bound(not_applicable, 0.5, 1, minimiser));
    }
};

QTEST_APPLESS_MAIN(LocalConvergenceTest)
#include "local_convergence_test.moc"
