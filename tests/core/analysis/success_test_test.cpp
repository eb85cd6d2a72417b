// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/success_test.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/random.h"

using namespace basin;

namespace {

/// How the test ends on a coin of that rate, after 600 throws at most.
SuccessVerdict verdict_of(double rate, std::uint64_t seed, Index& throws) {
    RandomStream coin(seed, 7);
    Index failures = 0;
    for (throws = 1; throws <= 600; ++throws) {
        failures += coin.uniform() > rate;
        if (throws % success_look_every != 0) continue;
        const SuccessVerdict verdict = success_verdict(throws, failures);
        if (verdict != SuccessVerdict::open) return verdict;
    }
    return SuccessVerdict::open;
}

/// Simpson's rule on 0 <= p <= 1 beyond .95 or below.
double by_quadrature(Index trials, Index failures, double from, double to) {
    constexpr int pieces = 20000;
    double sum = 0;
    for (int i = 0; i <= pieces; ++i) {
        const double p = from + (to - from) * i / pieces;
        const double value = std::pow(p / 0.95, static_cast<double>(trials - failures)) *
                             std::pow((1 - p) / 0.05, static_cast<double>(failures));
        sum += value * (i == 0 || i == pieces ? 1 : i % 2 == 1 ? 4 : 2);
    }
    return sum * (to - from) / pieces / 3;
}

}  // namespace

class SuccessTestTest : public QObject {
    Q_OBJECT

  private slots:
    void evidenceIsTheIntegral() {
        for (const Index trials : {8, 40, 200, 600}) {
            for (const Index failures : {0, 1, 5, 8}) {
                const double all = failures == 0 ? 0.5 * std::pow(0.95, -static_cast<double>(trials)) : 0;
                const double success = all + 10 * by_quadrature(trials, failures, 0.95, 1);
                const double failure = by_quadrature(trials, failures, 0, 0.95) / 0.95;
                QVERIFY(std::abs(evidence_of_success(trials, failures) / success - 1) <= 1e-6);
                QVERIFY(std::abs(evidence_of_failure(trials, failures) / failure - 1) <= 1e-6);
            }
        }
    }

    void allSucceedingTakesEightyEight() {
        QCOMPARE(success_verdict(80, 0), SuccessVerdict::open);
        QCOMPARE(success_verdict(88, 0), SuccessVerdict::holds);
        QCOMPARE(success_verdict(8, 8), SuccessVerdict::fails);
        QCOMPARE(success_verdict(100000, 100000), SuccessVerdict::fails);  // beyond what a double holds
        QCOMPARE(success_verdict(100000, 0), SuccessVerdict::holds);
    }

    /// Of 400 runs on the edge at most 1/40 may claim either; 3 deviations more are 10 + 3 sqrt(10) = 19.
    void errsAsSeldomAsItSays() {
        for (const double rate : {0.90, 0.93, 0.949, 0.95, 0.951, 0.97, 0.99}) {
            int wrong = 0, right = 0;
            for (std::uint64_t seed = 1; seed <= 400; ++seed) {
                Index throws = 0;
                const SuccessVerdict verdict = verdict_of(rate, seed, throws);
                if (verdict == SuccessVerdict::open) continue;
                const bool says_holds = verdict == SuccessVerdict::holds;
                ++(says_holds == (rate >= 0.95) ? right : wrong);
                if (rate == 0.95 && says_holds) ++wrong;  // exactly on the edge either claim is a risk
            }
            QVERIFY2(wrong <= 19, qPrintable(QStringLiteral("%1: %2 of 400").arg(rate).arg(wrong)));
            if (rate <= 0.90 || rate >= 0.99) QVERIFY2(right >= 320, qPrintable(QString::number(right)));
        }
    }
};

QTEST_APPLESS_MAIN(SuccessTestTest)
#include "success_test_test.moc"
