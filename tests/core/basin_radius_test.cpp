// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_radius.h"

#include <cmath>
#include <vector>

#include <QtTest/QTest>

#include "core/numeric/parallel.h"
#include "core/solvers/newton.h"
#include "tests/support/instances.h"
#include "tests/support/one_variable.h"

using namespace basin;
using namespace basin::test;

namespace {

std::unique_ptr<Solver> newton(const SolverOptions& options, std::uint64_t) {
    return std::make_unique<Newton>(options);
}

Minimiser at_zero() {
    Minimiser minimiser;
    minimiser.x = Vector::Zero(1);
    minimiser.verified = true;
    return minimiser;
}

/// L' = x / sqrt(1 + x^2): Newton's step takes x to -x^3, so that it converges exactly when |x| < 1.
OneVariable pseudo_huber() {
    return {{.value = [](double x) { return std::sqrt(1 + x * x) - 1; },
             .first = [](double x) { return x / std::sqrt(1 + x * x); },
             .second = [](double x) { return 1 / std::pow(1 + x * x, 1.5); }}};
}

}  // namespace

class BasinRadiusTest : public QObject {
    Q_OBJECT

  private slots:
    void findsAKnownEdge() {
        const OneVariable problem = pseudo_huber();
        for (const double first : {1e-3, 0.7, 40.0}) {
            const BasinRadius basin =
                measure_basin_radius(problem, at_zero(), first, newton, {}, {.trials = 20});
            QVERIFY2(basin.radius < 1 && basin.radius >= 1 / 1.06, std::to_string(basin.radius).c_str());
            QCOMPARE(basin.successes, Index{20});
            QVERIFY(!basin.open);
            QCOMPARE(basin.done, 1.0);
        }
    }

    void aBasinWithoutAnEndIsOpen() {
        const OneVariable problem{{.value = [](double x) { return x * x; },
                                   .first = [](double x) { return 2 * x; },
                                   .second = [](double) { return 2.0; }}};
        const BasinRadius basin = measure_basin_radius(problem, at_zero(), 1, newton, {}, {.trials = 5});
        QVERIFY(basin.open);
        QVERIFY(basin.radius >= 500 && basin.radius <= 1000);
    }

    void noBasinIsNotApplicable() {
        // L = 2/3 |x|^(3/2): Newton's step takes x to -x.
        const OneVariable problem{{.value = [](double x) { return std::pow(std::abs(x), 1.5) / 1.5; },
                                   .first = [](double x) { return std::copysign(std::sqrt(std::abs(x)), x); },
                                   .second = [](double x) { return 0.5 / std::sqrt(std::abs(x)); }}};
        const BasinRadius basin = measure_basin_radius(problem, at_zero(), 1, newton, {}, {.trials = 5});
        QVERIFY(std::isnan(basin.radius) && basin.trials == 0 && !basin.open);
        QVERIFY(std::isnan(measure_basin_radius(problem, at_zero(), 1, newton, {}, {.trials = 0}).radius));
        QVERIFY(std::isnan(measure_basin_radius(problem, {}, 1, newton, {}, {}).radius));
    }

    void isTheSameOnAnyNumberOfThreadsAndKeepsItsWord() {
        const SoftmaxCase made = softmax_case({});
        const BasinRadiusSpec spec{.trials = 40};
        const auto measure = [&] {
            return measure_basin_radius(*made.problem, made.minimiser, 0.1, newton, {}, spec);
        };
        const BasinRadius basin = measure();
        QVERIFY(basin.radius > 0);
        QVERIFY(basin.successes >= 38);  // 95 %
        const ThreadLimit one_thread(1);
        QCOMPARE(measure().radius, basin.radius);
        QCOMPARE(measure().successes, basin.successes);
    }

    void tellsHowFarItIsAndStops() {
        const OneVariable problem = pseudo_huber();
        std::vector<double> done;
        std::stop_source source;
        const auto watch = [&](const BasinRadius& basin) {
            done.push_back(basin.done);
            if (done.size() == 3) source.request_stop();
        };
        const BasinRadius basin = measure_basin_radius(problem, at_zero(), 0.01, newton, {}, {.trials = 5},
                                                       watch, source.get_token());
        QCOMPARE(done.size(), 3U);
        QVERIFY(done[0] < done[1] && done[1] < done[2] && done[2] < 1);
        QCOMPARE(basin.radius, 0.04);  // 0.01, 0.02, 0.04 were tried
        QVERIFY(basin.open);
    }
};

QTEST_APPLESS_MAIN(BasinRadiusTest)
#include "basin_radius_test.moc"
