// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/network_measures.h"

#include <cmath>

#include <QTest>

using namespace basin;

class NetworkMeasuresTest : public QObject {
    Q_OBJECT

  private slots:
    /// The same factor a step is harmless over ten steps and fatal over a thousand.
    void theWholeSeriesDecides() {
        QVERIFY(gradient_fate(0.89, 10) == GradientFate::kept);
        QVERIFY(gradient_fate(1.12, 10) == GradientFate::kept);
        QVERIFY(gradient_fate(0.95, 1000) == GradientFate::vanishes);
        QVERIFY(gradient_fate(1.05, 1000) == GradientFate::explodes);
        QVERIFY(gradient_fate(1, 1000) == GradientFate::kept);
    }

    void theBorderIsAThousand() {
        const double border =
            std::pow(1000.0, 1.0 / 20);  // a step, of 20 on the way from the last to the first
        QVERIFY(gradient_fate(border * (1 + 1e-12), 21) == GradientFate::explodes);
        QVERIFY(gradient_fate(border * (1 - 1e-12), 21) == GradientFate::kept);
        QVERIFY(gradient_fate(1 / border * (1 - 1e-12), 21) == GradientFate::vanishes);
        QVERIFY(gradient_fate(1 / border * (1 + 1e-12), 21) == GradientFate::kept);
    }

    void whatIsNotMeasuredIsNotKnown() {
        QVERIFY(gradient_fate(not_applicable, 100) == GradientFate::unknown);
        QVERIFY(gradient_fate(2000, 1) == GradientFate::explodes);
    }
};

QTEST_APPLESS_MAIN(NetworkMeasuresTest)
#include "network_measures_test.moc"
