// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/local_convergence.h"

#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/analysis/spectrum.h"
#include "core/numeric/parallel.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/test_functions.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

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

    void aQuadraticHasNoLipschitzConstant() {
        const auto problem = make_quadratic(Eigen::Vector3d(1, 2, 3).asDiagonal(), Vector::Ones(3));
        QCOMPARE(estimate_hessian_lipschitz(*problem, Vector::Zero(3), 2, 16, 1), 0.0);
    }

    void knownLipschitzConstant() {
        // The fourth powers of Powell's function act along orthogonal vectors; the stiffer, 10 (x1 - x4)^4,
        // gives |H'(x)[u]| <= 240 sqrt(2) R sqrt(2) 2 = 960 R.
        const TestFunction function = powell_singular();
        for (const double radius : {0.1, 3.0}) {
            const double estimate =
                estimate_hessian_lipschitz(*function.problem, Vector::Zero(4), radius, 64, 1);
            QVERIFY(estimate <= 960 * radius * (1 + 1e-6));
            QVERIFY2(estimate >= 0.9 * 960 * radius, std::to_string(estimate / radius).c_str());
        }
    }

    void estimateIsDeterministicAndStops() {
        const SoftmaxCase made = softmax_case({});
        const auto estimate = [&](std::stop_token stop) {
            return estimate_hessian_lipschitz(*made.problem, made.minimiser.x, 0.5, 64, 3, stop);
        };
        QVERIFY(estimate({}) > 0);
        QCOMPARE(estimate({}), estimate({}));
        std::stop_source source;
        source.request_stop();
        QCOMPARE(estimate(source.get_token()), 0.0);
    }

    void estimateIsTheSameOnAnyNumberOfThreads() {
        const SoftmaxCase made = softmax_case({});
        const auto estimate = [&] {
            return estimate_hessian_lipschitz(*made.problem, made.minimiser.x, 0.5, 64, 3);
        };
        const double with_all = estimate();
        const ThreadLimit one_thread(1);
        QCOMPARE(estimate(), with_all);
    }

    void estimateReachesTheSampledQuotients() {
        // Dense Hessians of many pairs, in as many dimensions as sampling alone can still fill.
        const SoftmaxCase made = softmax_case({});
        const double radius = 0.1;
        const double estimate = estimate_hessian_lipschitz(*made.problem, made.minimiser.x, radius, 64, 1);
        const auto evaluator = made.problem->evaluator();
        Matrix first, second;
        double sampled = 0;
        for (std::uint64_t seed = 0; seed < 500; ++seed) {
            const Vector x = start_at(made.minimiser, radius, 2 * seed);
            const Vector y = start_at(made.minimiser, radius, 2 * seed + 1);
            evaluator->hessian(x, first);
            evaluator->hessian(y, second);
            Vector eigenvalues;
            symmetric_eigenvalues(second - first, eigenvalues);
            sampled = std::max(sampled, eigenvalues.cwiseAbs().maxCoeff() / (y - x).norm());
        }
        QVERIFY(sampled > 0);
        QVERIFY2(estimate >= sampled, std::to_string(estimate / sampled).c_str());
    }

    void certificate() {
        const SoftmaxCase made = softmax_case({});
        const Certificate far = certify(*made.problem, made.minimiser, start_at(made.minimiser, 0.5, 1));
        QCOMPARE(far.l, made.minimiser.smallest_eigenvalue);
        QVERIFY(std::abs(far.start_radius - 0.5) <= 1e-12);
        QVERIFY(far.M_estimate > 0);
        QCOMPARE(far.guaranteed_radius, 0.1 * far.l / far.M_estimate);
        QVERIFY(!far.good_start);
        const Certificate near =
            certify(*made.problem, made.minimiser, start_at(made.minimiser, 0.01 * far.guaranteed_radius, 1));
        QVERIFY(near.good_start);
        QVERIFY(std::isnan(certify(*made.problem, {}, made.minimiser.x).l));
    }

    void spectrum() {
        const Matrix H = Eigen::Vector3d(3, -1, 2).asDiagonal();
        const auto problem = make_quadratic(H, Vector::Zero(3));
        const auto found = hessian_spectrum(*problem, Vector::Ones(3));
        QVERIFY(found.has_value());
        QVERIFY((found->eigenvalues - Eigen::Vector3d(-1, 2, 3)).norm() <= 1e-14);
        const Matrix product =
            found->eigenvectors * found->eigenvalues.asDiagonal() * found->eigenvectors.transpose();
        QVERIFY((product - H).norm() <= 1e-13);
    }
};

QTEST_APPLESS_MAIN(LocalConvergenceTest)
#include "local_convergence_test.moc"
