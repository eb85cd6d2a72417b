// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/double_double.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/random.h"

using namespace basin;

namespace {

// Some ten roundings of 2^-104 in a row.
constexpr double tolerance = 1e-30;

double relative(const DoubleDouble& a, const DoubleDouble& b) {
    return std::abs((a - b).value()) / std::abs(b.value());
}

}  // namespace

class DoubleDoubleTest : public QObject {
    Q_OBJECT

  private slots:
    void sumsAndProductsKeepWhatDoublesLose() {
        const DoubleDouble one_and_a_bit = DoubleDouble(1.0) + 0x1p-80;
        QCOMPARE(one_and_a_bit.high, 1.0);
        QCOMPARE(one_and_a_bit.low, 0x1p-80);
        QCOMPARE(((one_and_a_bit - 1.0) * 0x1p80).value(), 1.0);
        const DoubleDouble third = DoubleDouble(1.0) / 3.0;
        QVERIFY(std::abs((third * 3.0 - 1.0).value()) <= 0x1p-103);
        RandomStream stream(1);
        for (int k = 0; k < 200; ++k) {
            const DoubleDouble a(stream.uniform(), 1e-18 * stream.uniform()), b(3 * stream.uniform() + 1);
            QVERIFY(relative(a / b * b, a) <= tolerance);
            QVERIFY(std::abs(((a + b) * (a - b) - (a * a - b * b)).value()) <= 20 * tolerance);
        }
    }

    void exponentials() {
        // e to 32 digits (OEIS A001113).
        QVERIFY(relative(exp(DoubleDouble(1.0)), DoubleDouble(0x1.5bf0a8b145769p+1, 0x1.4d57ee2b1013ap-53)) <=
                tolerance);
        RandomStream stream(2);
        for (int k = 0; k < 200; ++k) {
            const DoubleDouble a = 40 * stream.uniform() - 20, b = stream.uniform() - 0.5;
            QVERIFY(relative(exp(a) * exp(b), exp(a + b)) <= 60 * tolerance);  // |a| <= 20 units in a
            QVERIFY(relative(expm1(b) + 1.0, exp(b)) <= tolerance);
            const DoubleDouble tiny = b * 1e-12;
            QVERIFY(relative(expm1(tiny), tiny + tiny * tiny / 2.0 + tiny * tiny * tiny / 6.0) <= tolerance);
            const DoubleDouble e = exp(a);
            QVERIFY(relative(exp(log1p(e)), e + 1.0) <= 60 * tolerance);
        }
        QCOMPARE(exp(DoubleDouble(-1000.0)).value(), 0.0);
        QVERIFY(std::isinf(exp(DoubleDouble(1000.0)).value()));
        QCOMPARE(exp(DoubleDouble(0.0)).value(), 1.0);
        QCOMPARE(log1p(DoubleDouble(0.0)).value(), 0.0);
    }
};

QTEST_APPLESS_MAIN(DoubleDoubleTest)
#include "double_double_test.moc"
