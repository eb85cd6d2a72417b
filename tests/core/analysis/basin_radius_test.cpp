// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_radius.h"

#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include <QtTest/QTest>

#include "core/experiment/runner.h"
#include "core/io/experiment_json.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
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

/// Trials that succeed with a probability that depends on the radius.
RadiusTrial coins(std::function<double(double)> rate, std::uint64_t seed) {
    return [rate = std::move(rate), seed](double radius, Index attempt, Index trial, const std::stop_token&) {
        RandomStream coin(seed, static_cast<std::uint64_t>((attempt << 20) | trial));
        return coin.uniform() <= rate(radius);
    };
}

}  // namespace

class BasinRadiusTest : public QObject {
    Q_OBJECT

  private slots:
    void findsAKnownEdge() {
        const OneVariable problem = pseudo_huber();
        for (const double certified : {1e-3, 0.07, not_applicable}) {
            const BasinRadius basin = measure_basin_radius(problem, at_zero(), certified, newton, {}, {});
            // By factors of 2^(1/8): the last below 1.
            QVERIFY2(basin.last.radius < 1 && basin.last.radius > 1 / 1.1,
                     std::to_string(basin.last.radius).c_str());
            QCOMPARE(basin.last.successes, basin.last.trials);
            QCOMPARE(basin.last.trials, Index{88});
            QCOMPARE(basin.end.verdict, SuccessVerdict::fails);
            QVERIFY(basin.end.radius >= 1 && basin.end.radius < 1.1 * basin.last.radius);
            QCOMPARE(basin.end.successes, Index{0});
            QVERIFY(std::isnan(basin.beyond.radius));
            QCOMPARE(basin.done, 1.0);
        }
    }

    void aBasinWithoutAnEndIsOpen() {
        const OneVariable problem{{.value = [](double x) { return x * x; },
                                   .first = [](double x) { return 2 * x; },
                                   .second = [](double) { return 2.0; }}};
        const BasinRadius basin = measure_basin_radius(problem, at_zero(), 1, newton, {}, {});
        QVERIFY(basin.last.radius >= 500 && basin.last.radius <= 1000);
        QVERIFY(std::isnan(basin.end.radius));
        QCOMPARE(basin.done, 1.0);
        const double infinity = std::numeric_limits<double>::infinity();
        QCOMPARE(measure_basin_radius(problem, at_zero(), infinity, newton, {}, {}).last.radius, 1000.0);
    }

    void noBasinIsNotApplicable() {
        // L = 2/3 |x|^(3/2): Newton's step takes x to -x.
        const OneVariable problem{{.value = [](double x) { return std::pow(std::abs(x), 1.5) / 1.5; },
                                   .first = [](double x) { return std::copysign(std::sqrt(std::abs(x)), x); },
                                   .second = [](double x) { return 0.5 / std::sqrt(std::abs(x)); }}};
        const BasinRadius basin = measure_basin_radius(problem, at_zero(), 1, newton, {}, {});
        QVERIFY(std::isnan(basin.last.radius) && basin.last.trials == 0);
        QCOMPARE(basin.end.radius, 1.0);
        QCOMPARE(basin.end.verdict, SuccessVerdict::fails);
    }

    void zeroTrialsAreNotMeasured() {
        const OneVariable problem = pseudo_huber();
        for (const BasinRadius& basin :
             {measure_basin_radius(problem, at_zero(), 1, newton, {}, {.trials = 0}),
              measure_basin_radius(problem, {}, 1, newton, {}, {})}) {
            QVERIFY(std::isnan(basin.last.radius) && std::isnan(basin.end.radius));
            QCOMPARE(basin.end.trials, Index{0});
        }
        QCOMPARE(BasinRadiusSpec{.trials = 60}.most_trials(), Index{600});  // files of earlier versions
        QCOMPARE(BasinRadiusSpec{.trials = 2000}.most_trials(), Index{2000});
    }

    /// A radius is claimed wrongly in at most 5 % of 400 runs; 3 deviations more are 20 + 3 sqrt(19) = 33.
    void claimsTooMuchAsSeldomAsItSays() {
        struct Case {
            std::function<double(double)> rate;
            double truth;  // every radius up to it keeps 95 %
        };
        const Case cases[] = {
            {[](double r) { return r <= 1 ? 0.99 : 0.9; }, 1},
            {[](double r) { return r <= 1 ? 1 : 0.94; }, 1},
            {[](double r) { return 1 - 0.05 * r * r; }, 1},
            // Not monotone.
            {[](double r) { return r <= 1    ? 0.999
                                   : r <= 10 ? 0.93
                                             : 0.99; }, 1},
            {[](double r) { return r <= 1e-3 ? 0.94 : 1; }, 0},
        };
        for (const Case& it : cases) {
            const ThreadLimit one_thread(1);  // a coin is thrown faster than a thread wakes up
            int wrong = 0, found = 0;
            for (std::uint64_t seed = 1; seed <= 400; ++seed) {
                const BasinRadius basin = measure_basin_radius(coins(it.rate, seed), 0.9e-3, 1e3, {});
                wrong += basin.last.radius > it.truth;
                found += basin.last.radius > it.truth / 2;
            }
            QVERIFY2(wrong <= 33, qPrintable(QStringLiteral("%1: %2").arg(&it - cases).arg(wrong)));
            if (it.truth > 0) QVERIFY2(found >= 300, qPrintable(QString::number(found)));
        }
    }

    /// An end that is left open, and what is known beyond it.
    void looksBeyondAnOpenEnd() {
        const auto rate = [](double r) { return r <= 1 ? 1 : r <= 3 ? 0.95 : r <= 9 ? 0.5 : 1; };
        const BasinRadius basin = measure_basin_radius(coins(rate, 4), 1e-3, 1e3, {});
        QVERIFY(basin.last.radius <= 1 && basin.last.radius > 0.9);
        QCOMPARE(basin.end.verdict, SuccessVerdict::open);
        QCOMPARE(basin.end.trials, Index{600});
        QVERIFY(basin.failed.radius > 3 && basin.failed.radius < 9);
        QVERIFY(basin.beyond.radius > 9);
    }

    void saysThatSuccessIsNotMonotone() {
        const auto rate = [](double r) { return r <= 1 || r > 5 ? 1 : 0.5; };
        const BasinRadius basin = measure_basin_radius(coins(rate, 1), 1e-3, 1e3, {});
        QVERIFY(basin.last.radius <= 1 && basin.last.radius > 0.9);
        QCOMPARE(basin.end.verdict, SuccessVerdict::fails);
        QVERIFY(basin.beyond.radius > 5 && basin.beyond.radius < 16);
    }

    /// Rates of .905 to .947 between 1.28 and 9.9, and above .99 further out: a search that began outside, or
    /// took one draw of 60 for the rate, told anything between 1.2 and "at least 832".
    void doesNotDependOnTheStart() {
        Experiment experiment = read_experiment(std::string(BASIN_FIXTURES) + "/not-monotone.basin.json");
        std::vector<Certificate> told;
        for (const double start : {0.7, 6.5, 100.0}) {
            experiment.start.radius = start;
            told.push_back(certify_only(experiment).certificate);
        }
        for (const Certificate& c : told) {
            QVERIFY2(c.basin_radius > 1 && c.basin_radius < 1.35,
                     qPrintable(QString::number(c.basin_radius)));
            QCOMPARE(c.basin_radius, told[0].basin_radius);
            QCOMPARE(c.guaranteed_radius, told[0].guaranteed_radius);
            QVERIFY(c.basin_rate_low >= 0.94 && c.basin_trials >= 88);
            QVERIFY(c.basin_end_radius < 1.1 * c.basin_radius && c.basin_end_rate < 0.97);
            QVERIFY(c.basin_failed_radius > c.basin_radius && c.basin_failed_radius < 9.9);
            QVERIFY(c.basin_beyond_radius > 5);
        }
    }

    void isTheSameOnAnyNumberOfThreadsAndKeepsItsWord() {
        const SoftmaxCase made = softmax_case({});
        const auto measure = [&] {
            return measure_basin_radius(*made.problem, made.minimiser, 0.01, newton, {}, {});
        };
        const BasinRadius basin = measure();
        QVERIFY(basin.last.radius > 0);
        QVERIFY(static_cast<double>(basin.last.successes) >= 0.95 * static_cast<double>(basin.last.trials));
        const ThreadLimit one_thread(1);
        QCOMPARE(measure().last.radius, basin.last.radius);
        QCOMPARE(measure().last.successes, basin.last.successes);
    }

    void tellsHowFarItIsAndStops() {
        const OneVariable problem = pseudo_huber();
        std::vector<double> done;
        std::stop_source source;
        const auto watch = [&](const BasinRadius& basin) {
            done.push_back(basin.done);
            if (done.size() == 3) source.request_stop();
        };
        const BasinRadius basin =
            measure_basin_radius(problem, at_zero(), 0.01, newton, {}, {}, watch, source.get_token());
        QCOMPARE(done.size(), 3U);
        QVERIFY(done[0] < done[1] && done[1] < done[2] && done[2] < 1);
        QCOMPARE(basin.last.radius, 0.04);  // 0.01, 0.02, 0.04 were tried
        QVERIFY(std::isnan(basin.end.radius));
    }
};

QTEST_APPLESS_MAIN(BasinRadiusTest)
#include "basin_radius_test.moc"
