// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/landscape_values.h"

#include <cmath>

#include <QTest>

#include "tests/support/landscape_of.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class LandscapeValuesTest : public QObject {
    Q_OBJECT

  private slots:
    void betweenPointsTheyAreBilinear();
    void ofACoarseGridOnlyComputedPointsCount();
    void outsideAndBesideHolesThereAreNone();
    void ofNothingThereIsNothing();
};

namespace {

double twisted(double a, double b) {
    return 2 - 3 * a + b + 5 * a * b;
}

}  // namespace

void LandscapeValuesTest::betweenPointsTheyAreBilinear() {
    const LandscapeValues values(landscapeOf(twisted, 9, 2));
    QCOMPARE(values.cells(), Index{8});
    QCOMPARE(values.extent(), (ViewRange{-2, 2, -2, 2}));
    for (const double a : {-2.0, -1.23, 0.0, 0.51, 2.0})
        for (const double b : {-2.0, -0.7, 0.25, 1.99, 2.0})
            QVERIFY(std::abs(values.at(a, b) - twisted(a, b)) < 1e-12);
}

void LandscapeValuesTest::ofACoarseGridOnlyComputedPointsCount() {
    for (const Index size : {9, 10}) {  // ends on a computed point, or behind it
        auto landscape = landscapeOf(twisted, size);
        landscape->stride = 4;
        const Matrix whole = landscape->values;
        for (Index i = 0; i < size; ++i)
            for (Index j = 0; j < size; ++j)
                landscape->values(i, j) = whole(i / 4 * 4, j / 4 * 4);  // as core copies them
        const LandscapeValues values(landscape);
        QCOMPARE(values.cells(), Index{size == 9 ? 2 : 3});
        const double a = 0.3 * landscape->a[0] + 0.7 * landscape->a[4];
        const double b = 0.6 * landscape->b[4] + 0.4 * landscape->b[8];
        QVERIFY(std::abs(values.at(a, b) - twisted(a, b)) < 1e-12);
        QCOMPARE(values.at(1, 1), landscape->values(size - 1, size - 1));
    }
}

void LandscapeValuesTest::outsideAndBesideHolesThereAreNone() {
    auto landscape = landscapeOf(twisted, 5);
    landscape->values(1, 1) = not_applicable;
    const LandscapeValues values(landscape);
    QVERIFY(std::isnan(values.at(1.01, 0)) && std::isnan(values.at(0, -1.01)));
    QVERIFY(std::isnan(values.at(-0.6, -0.4)));
    QVERIFY(!std::isnan(values.at(0.1, 0.1)));
    landscape = landscapeOf([](double, double) { return HUGE_VAL; }, 5);
    QVERIFY(std::isnan(LandscapeValues(landscape).at(0, 0)));
}

void LandscapeValuesTest::ofNothingThereIsNothing() {
    for (const LandscapeValues& values : {LandscapeValues(), LandscapeValues(nullptr),
                                          LandscapeValues(std::make_shared<const Landscape>())}) {
        QVERIFY(values.isEmpty());
        QCOMPARE(values.cells(), Index{0});
        QVERIFY(std::isnan(values.at(0, 0)));
    }
}

QTEST_GUILESS_MAIN(LandscapeValuesTest)
#include "landscape_values_test.moc"
