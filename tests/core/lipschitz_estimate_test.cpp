// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lipschitz_estimate.h"

#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/parallel.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/test_functions.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

class LipschitzEstimateTest : public QObject {
    Q_OBJECT

  private slots:
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
};

QTEST_APPLESS_MAIN(LipschitzEstimateTest)
#include "lipschitz_estimate_test.moc"
