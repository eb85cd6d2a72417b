// SPDX-License-Identifier: GPL-3.0-or-later
// What one sees of a surface at a pixel, and what lies behind it.
#include "ui/plots/surface_sight.h"

#include <cmath>

#include <QTest>

#include "tests/support/landscape_of.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class SurfaceSightTest : public QObject {
    Q_OBJECT

  private slots:
    void aPointThatIsNotCoveredIsSeenAtItsPixel();
    void aHillCoversWhatLiesBehindIt();
    void besideItAndInAHoleThereIsNothing();
};

namespace {

const QRectF area(0, 0, 500, 400);

SurfaceMesh meshOf(const std::shared_ptr<Landscape>& landscape) {
    return {LandscapeValues(landscape), {}, ColorScale::linear(ColorMap::viridis, 0, 1), {-1, 1, -1, 1}, 64};
}

SurfaceMesh hill() {
    return meshOf(landscapeOf([](double a, double b) { return std::exp(-12 * (a * a + b * b)); }, 65));
}

}  // namespace

void SurfaceSightTest::aPointThatIsNotCoveredIsSeenAtItsPixel() {
    const SurfaceMesh mesh = hill();
    int seen = 0, covered = 0, elsewhere = 0;
    for (double turn = 0; turn < 360; turn += 40)
        for (const double tilt : {10.0, 35.0, 80.0}) {
            const SurfaceProjection projection(area, {turn, tilt});
            for (double a = -0.93; a < 1; a += 0.11)
                for (double b = -0.87; b < 1; b += 0.13) {
                    const BoxPoint point = mesh.on(a, b);
                    const auto there = seenAt(mesh, projection, projection.toPixel(point));
                    if (!there) {
                        ++elsewhere;
                        continue;
                    }
                    const double distance = std::hypot(there->a - a, there->b - b);
                    // Either it is what one sees, or something before it is.
                    if (isCovered(mesh, projection, point)) {
                        ++covered;
                        QVERIFY(projection.nearness(*there) > projection.nearness(point));
                    } else {
                        ++seen;
                        elsewhere += distance > 0.08;
                    }
                }
        }
    QVERIFY(seen > 2000 && covered > 200);
    // Beside the outline of the hill a line of sight may touch it or not.
    QVERIFY2(500 * elsewhere < seen, qPrintable(QString::number(elsewhere)));
}

void SurfaceSightTest::aHillCoversWhatLiesBehindIt() {
    const SurfaceMesh mesh = hill();
    // Without a turn b leads away from the eye.
    const SurfaceProjection low(area, {0, 20}), fromBehind(area, {180, 20}), high(area, {0, 80});
    const BoxPoint behind = mesh.on(0, 0.5), before = mesh.on(0, -0.5), beside = mesh.on(0.9, 0.5);
    QVERIFY(isCovered(mesh, low, behind));
    QVERIFY(!isCovered(mesh, low, before) && !isCovered(mesh, low, beside));
    QVERIFY(!isCovered(mesh, low, mesh.on(0, 0)));  // the summit
    QVERIFY(!isCovered(mesh, fromBehind, behind));
    QVERIFY(isCovered(mesh, fromBehind, before));
    QVERIFY(!isCovered(mesh, high, behind));
    QVERIFY(!isCovered({}, low, behind));
}

void SurfaceSightTest::besideItAndInAHoleThereIsNothing() {
    auto flat = landscapeOf([](double, double) { return 0.5; }, 17);
    const SurfaceProjection projection(area, {30, 40});
    const SurfaceMesh whole = meshOf(flat);
    const QPointF middle = projection.toPixel(whole.on(0, 0));
    QVERIFY(seenAt(whole, projection, middle).has_value());
    QVERIFY(!seenAt(whole, projection, area.topLeft()).has_value());
    QVERIFY(!seenAt(whole, projection, projection.toPixel({1.02, 0, 0.5})).has_value());
    flat->values(8, 8) = not_applicable;
    const SurfaceMesh withHole = meshOf(flat);
    QVERIFY(!seenAt(withHole, projection, middle).has_value());
    QVERIFY(!seenAt({}, projection, middle).has_value());
}

QTEST_GUILESS_MAIN(SurfaceSightTest)
#include "surface_sight_test.moc"
