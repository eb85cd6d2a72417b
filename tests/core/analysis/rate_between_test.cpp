// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/rate_between.h"

#include <cmath>
#include <limits>

#include <QtTest/QTest>

using namespace basin;

class RateBetweenTest : public QObject {
    Q_OBJECT

  private slots:
    void aGeometricDecayHasItsFactor() {
        const RateBetween between = rate_between(3, 2.0, 15, 2.0 * std::pow(0.45, 12));
        QCOMPARE(between.iterations, Index(12));
        QVERIFY(std::abs(between.rate - 0.45) < 1e-14);
        QVERIFY(std::abs(between.decades - 12 * std::log10(0.45)) < 1e-13);
    }

    void theOrderOfTheMarksDoesNotChangeTheRate() {
        const RateBetween there = rate_between(2, 1e-1, 6, 1e-9), back = rate_between(6, 1e-9, 2, 1e-1);
        QCOMPARE(back.iterations, -there.iterations);
        QVERIFY(std::abs(there.decades + 8) < 1e-14 && std::abs(back.decades - 8) < 1e-14);
        QVERIFY(std::abs(there.rate - 1e-2) < 1e-15 && std::abs(back.rate - there.rate) < 1e-15);
    }

    void whatHasNoRateHasNone() {
        const double infinite = std::numeric_limits<double>::infinity();
        for (const double value : {0.0, -1.0, not_applicable, infinite}) {
            QVERIFY(std::isnan(rate_between(0, 1, 4, value).decades));
            QVERIFY(std::isnan(rate_between(0, value, 4, 1).rate));
        }
        const RateBetween same = rate_between(4, 1, 4, 1);
        QCOMPARE(same.decades, 0.0);
        QVERIFY(std::isnan(same.rate));
    }

    /// Quotients beyond the doubles.
    void smallAndLargeValuesAreFine() {
        const RateBetween between = rate_between(0, 1e-300, 10, 1e300);
        QVERIFY(std::abs(between.decades - 600) < 1e-10 && std::abs(between.rate / 1e60 - 1) < 1e-10);
    }
};

QTEST_GUILESS_MAIN(RateBetweenTest)
#include "rate_between_test.moc"
