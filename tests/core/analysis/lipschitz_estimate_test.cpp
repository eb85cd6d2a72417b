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

namespace {

/// What is found up to the radius, from a millionth of it outwards.
LipschitzEstimate estimate_up_to(const Problem& problem, const Vector& centre, double radius,
                                 std::uint64_t seed = 1, std::stop_token stop = {}) {
    return estimate_hessian_lipschitz(
        problem, centre, {.first = std::ldexp(radius, -20), .reach = radius, .length = radius, .seed = seed},
        {}, std::move(stop));
}

}  // namespace

class LipschitzEstimateTest : public QObject {
    Q_OBJECT

  private slots:
    void aQuadraticHasNoLipschitzConstant() {
        const auto problem = make_quadratic(Eigen::Vector3d(1, 2, 3).asDiagonal(), Vector::Ones(3));
        const LipschitzEstimate found = estimate_up_to(*problem, Vector::Zero(3), 2);
        QCOMPARE(found.on_ball(2), 0.0);
        QVERIFY(std::isinf(found.largest_radius(0.1)));
    }

    void knownLipschitzConstant() {
        // The fourth powers of Powell's function act along orthogonal vectors; the stiffer, 10 (x1 - x4)^4,
        // gives |H'(x)[u]| <= 240 sqrt(2) R sqrt(2) 2 = 960 R.
        const TestFunction function = powell_singular();
        for (const double radius : {0.1, 3.0}) {
            const double estimate =
                estimate_up_to(*function.problem, Vector::Zero(4), radius).on_ball(radius);
            QVERIFY(estimate <= 960 * radius * (1 + 1e-6));
            QVERIFY2(estimate >= 0.9 * 960 * radius, std::to_string(estimate / radius).c_str());
        }
    }

    void neverFallsAndStopsWithTheRadius() {
        const SoftmaxCase made = softmax_case({});
        const LipschitzEstimate found = estimate_up_to(*made.problem, made.minimiser.x, 4);
        QCOMPARE(found.radii.size(), 21U);
        QVERIFY(found.at_centre > 0 && found.at_centre <= found.values.front());
        QVERIFY(std::ranges::is_sorted(found.values));
        QCOMPARE(found.on_ball(0), found.at_centre);
        QCOMPARE(found.on_ball(1.5), found.on_ball(1));
        for (const double limit : {1e-9, 1e-4, 0.01, 1.0, 100.0}) {
            const double r = found.largest_radius(limit);
            QVERIFY(0.999999 * r * found.on_ball(0.999999 * r) <= limit);
            QVERIFY(1.000001 * r * found.on_ball(1.000001 * r) > limit);
        }
    }

    /// What is found in a ball is the same whichever larger ones are asked for.
    void doesNotDependOnHowFarItReaches() {
        const SoftmaxCase made = softmax_case({});
        const auto reaching = [&](double reach, double limit) {
            return estimate_hessian_lipschitz(*made.problem, made.minimiser.x,
                                              {.first = 1e-4, .reach = reach, .limit = limit});
        };
        const LipschitzEstimate near = reaching(0.1, 0), far = reaching(20, 0), limited = reaching(0, 0.01);
        QVERIFY(near.radii.size() < far.radii.size());
        for (std::size_t i = 0; i < near.radii.size(); ++i) QCOMPARE(near.values[i], far.values[i]);
        QCOMPARE(limited.largest_radius(0.01), far.largest_radius(0.01));
    }

    void estimateIsDeterministicAndStops() {
        const SoftmaxCase made = softmax_case({});
        const auto estimate = [&] { return estimate_up_to(*made.problem, made.minimiser.x, 0.5, 3).values; };
        QVERIFY(estimate() == estimate());
        std::stop_source source;
        source.request_stop();
        QVERIFY(estimate_up_to(*made.problem, made.minimiser.x, 0.5, 3, source.get_token()).stopped);
        const auto with_all = estimate();
        const ThreadLimit one_thread(1);
        QVERIFY(estimate() == with_all);
    }

    /// Rounding that may be all of a quotient leaves nothing of it.
    void takesRoundingOff() {
        const SoftmaxCase made = softmax_case({});
        const auto estimate = [&](double rounding) {
            return estimate_hessian_lipschitz(*made.problem, made.minimiser.x, {.first = 0.5, .reach = 0.5},
                                              [rounding](const Vector&) { return rounding; })
                .on_ball(0.5);
        };
        const double whole = estimate(0);
        QVERIFY(whole > 0);
        QVERIFY(estimate(1e-9) < whole && estimate(1e-9) > 0.99 * whole);
        QCOMPARE(estimate(1e9), 0.0);
    }

    void estimateReachesTheSampledQuotients() {
        // Dense Hessians of many pairs, in as many dimensions as sampling alone can still fill.
        const SoftmaxCase made = softmax_case({});
        for (const double radius : {0.1, 2.0}) {
            const double estimate = estimate_up_to(*made.problem, made.minimiser.x, radius).on_ball(radius);
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
    }
};

QTEST_APPLESS_MAIN(LipschitzEstimateTest)
#include "lipschitz_estimate_test.moc"
