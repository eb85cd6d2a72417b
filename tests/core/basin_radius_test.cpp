// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_radius.h"

#include <cmath>

#include <QtTest>

using namespace basin;

namespace {

/// Two rows (errors 0 and 0.5) of four radii; success counts out of 20.
BasinMap map_of(std::initializer_list<Index> successes) {
    BasinMap map;
    map.radii = Vector{{0.1, 0.2, 0.4, 0.8}};
    map.errors = Vector{{0.0, 0.5}};
    for (const Index count : successes) map.cells.push_back({20, count, 5});
    return map;
}

}  // namespace

class BasinRadiusTest : public QObject {
    Q_OBJECT

  private slots:
    void isTheLastRadiusBeforeTheFirstFailure() {
        const BasinMap map = map_of({20, 19, 18, 20, 20, 10, 0, 0});
        QCOMPARE(measured_basin_radius(map, 0), 0.2);    // 19 of 20 is 95 %; the later 20 does not count
        QCOMPARE(measured_basin_radius(map, 0.4), 0.1);  // nearest row
    }
    void isNotApplicableWithoutEvidence() {
        QVERIFY(std::isnan(measured_basin_radius(map_of({0, 0, 0, 0, 0, 0, 0, 0}), 0)));
        BasinMap map = map_of({20, 20, 20, 20, 20, 20, 20, 20});
        map.cells[1].trials = 0;
        QVERIFY(std::isnan(measured_basin_radius(map, 0)));
        QCOMPARE(measured_basin_radius(map, 0.5), 0.8);
        QVERIFY(std::isnan(measured_basin_radius(map, not_applicable)));
        QVERIFY(std::isnan(measured_basin_radius(BasinMap{}, 0)));
    }
};

QTEST_APPLESS_MAIN(BasinRadiusTest)
#include "basin_radius_test.moc"
