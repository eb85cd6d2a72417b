// SPDX-License-Identifier: GPL-3.0-or-later
// How a box is looked at: whole at every turn, and every pixel's place is found again.
#include "ui/plots/surface_projection.h"

#include <cmath>

#include <QTest>

using namespace basin::ui;

class SurfaceProjectionTest : public QObject {
    Q_OBJECT

  private slots:
    void theBoxStaysInTheAreaAtEveryTurn();
    void turningChangesNoSize();
    void aPixelHasItsPlaceAtEachHeight();
    void aWayAlongTheGroundIsAWayOfPixels();
    void whatIsHigherOrBeforeIsNearer();
    void anglesGoAroundOrStayWithinBounds();
};

namespace {

const QRectF areas[] = {{10, 20, 400, 300}, {0, 0, 200, 600}, {5, 5, 900, 120}};

template <typename Check>
void atEveryAngle(const Check& check) {
    for (double turn = 0; turn < 360; turn += 15)
        for (double tilt = SurfaceAngles::lowestTilt; tilt <= SurfaceAngles::highestTilt; tilt += 10)
            check(SurfaceAngles{turn, tilt});
}

bool isNear(QPointF a, QPointF b) {
    return std::hypot(a.x() - b.x(), a.y() - b.y()) < 1e-9;
}

}  // namespace

void SurfaceProjectionTest::theBoxStaysInTheAreaAtEveryTurn() {
    for (const QRectF& area : areas)
        atEveryAngle([&](const SurfaceAngles& angles) {
            const SurfaceProjection projection(area, angles);
            for (const double a : {-1.0, 1.0})
                for (const double b : {-1.0, 1.0})
                    for (const double height : {0.0, 1.0}) {
                        const QPointF pixel = projection.toPixel({a, b, height});
                        QVERIFY(area.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(pixel));
                    }
        });
}

void SurfaceProjectionTest::turningChangesNoSize() {
    for (const QRectF& area : areas) {
        const double scale = SurfaceProjection(area, {0, 40}).scale();
        for (double turn = 0; turn < 360; turn += 7)
            QCOMPARE(SurfaceProjection(area, {turn, 40}).scale(), scale);
    }
}

void SurfaceProjectionTest::aPixelHasItsPlaceAtEachHeight() {
    atEveryAngle([](const SurfaceAngles& angles) {
        const SurfaceProjection projection(areas[0], angles);
        for (const BoxPoint& point : {BoxPoint{0.3, -0.8, 0.2}, {-1, 1, 1}, {0, 0, 0}}) {
            const BoxPoint found = projection.placeAt(projection.toPixel(point), point.height);
            QVERIFY(std::abs(found.a - point.a) < 1e-9 && std::abs(found.b - point.b) < 1e-9);
        }
    });
}

void SurfaceProjectionTest::aWayAlongTheGroundIsAWayOfPixels() {
    atEveryAngle([](const SurfaceAngles& angles) {
        const SurfaceProjection projection(areas[0], angles);
        const QPointF way = projection.wayOf({13, -7});
        const QPointF from = projection.toPixel({0.1, 0.2, 0.5});
        QVERIFY(isNear(projection.toPixel({0.1 + way.x(), 0.2 + way.y(), 0.5}), from + QPointF(13, -7)));
    });
}

void SurfaceProjectionTest::whatIsHigherOrBeforeIsNearer() {
    atEveryAngle([](const SurfaceAngles& angles) {
        const SurfaceProjection projection(areas[0], angles);
        const double middle = projection.nearness({0, 0, 0.5});
        QVERIFY(projection.nearness({0, 0, 0.6}) > middle);
        // Along one side, so far as that is not across the line of sight.
        const double alongA = projection.nearness({0.1, 0, 0.5}) - middle;
        const double alongB = projection.nearness({0, 0.1, 0.5}) - middle;
        QVERIFY(std::abs(alongA) < 1e-12 || projection.isNearAtLargeA() == (alongA > 0));
        QVERIFY(std::abs(alongB) < 1e-12 || projection.isNearAtLargeB() == (alongB > 0));
        // Up the line of sight is nearer, and the pixel stays.
        const BoxPoint from{0.2, 0.1, 0.3};
        const BoxPoint to = projection.placeAt(projection.toPixel(from), 0.8);
        QVERIFY(projection.nearness(to) > projection.nearness(from));
        QVERIFY(std::abs(std::hypot(to.a - from.a, to.b - from.b) - 0.5 * projection.wayPerHeight()) < 1e-9);
    });
}

void SurfaceProjectionTest::anglesGoAroundOrStayWithinBounds() {
    const SurfaceAngles angles{350, 70};
    QCOMPARE(angles.turnedBy(20, 30), (SurfaceAngles{10, SurfaceAngles::highestTilt}));
    QCOMPARE(angles.turnedBy(-355, -100), (SurfaceAngles{355, SurfaceAngles::lowestTilt}));
    QCOMPARE(angles.turnedBy(3600, 0), angles);
}

QTEST_GUILESS_MAIN(SurfaceProjectionTest)
#include "surface_projection_test.moc"
