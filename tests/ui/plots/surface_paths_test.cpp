// SPDX-License-Identifier: GPL-3.0-or-later
// Paths lie on the surface, also between their points.
#include "ui/plots/surface_paths.h"

#include <cmath>

#include <QTest>

#include "tests/support/landscape_of.h"
#include "ui/plots/surface_sight.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class SurfacePathsTest : public QObject {
    Q_OBJECT

  private slots:
    void aStepFollowsTheSurface();
    void whatIsBehindIsHiddenAndJoinsWhatIsSeen();
    void whatIsOutsideOrOverAHoleIsLeftOut();
    void aLongZigzagIsFollowedInBoundedTime();
    void markersStandWhereOneSeesThem();
};

namespace {

const SurfaceProjection projection(QRectF(0, 0, 500, 400), {0, 25});

SurfaceMesh meshOf(const std::shared_ptr<Landscape>& landscape, const ViewRange& view = {-1, 1, -1, 1}) {
    return {LandscapeValues(landscape), {}, ColorScale::linear(ColorMap::viridis, 0, 1), view, 64};
}

double hill(double a, double b) {
    return std::exp(-12 * (a * a + b * b));
}

Curve curveOf(std::vector<QPointF> points) {
    Curve curve;
    curve.sorted = false;
    curve.marker = SolverStyle::Marker::circle;
    curve.points = std::move(points);
    return curve;
}

LaidCurve laidOf(const Curve& curve, const SurfaceMesh& mesh, const SurfaceProjection& seenBy) {
    return layCurves({curve}, mesh, seenBy).front();
}

qsizetype pointsOf(const LaidCurve& laid) {
    qsizetype count = 0;
    for (const auto* pieces : {&laid.seen, &laid.hidden})
        for (const QPolygonF& piece : *pieces) count += piece.size();
    return count;
}

bool isOn(const SurfaceMesh& mesh, QPointF pixel, double a, double b) {
    const QPointF wanted = projection.toPixel(mesh.on(a, b));
    return std::hypot(wanted.x() - pixel.x(), wanted.y() - pixel.y()) < 1e-6;
}

}  // namespace

void SurfacePathsTest::aStepFollowsTheSurface() {
    const SurfaceMesh mesh = meshOf(landscapeOf(hill, 65));
    const LaidCurve laid = laidOf(curveOf({{-0.9, -0.05}, {0.9, -0.05}}), mesh, projection);
    QVERIFY(laid.hidden.empty());
    QCOMPARE(laid.seen.size(), std::size_t{1});
    const QPolygonF& line = laid.seen.front();
    QVERIFY(line.size() > 50);
    double highest = 1e9;
    for (const QPointF& pixel : line) {
        const double a = projection.placeAt(pixel, 0).a;  // no turn: across is a
        QVERIFY(isOn(mesh, pixel, a, -0.05));
        highest = std::min(highest, pixel.y());
    }
    QVERIFY(line.front().y() - highest > 50);  // up and down again
}

void SurfacePathsTest::whatIsBehindIsHiddenAndJoinsWhatIsSeen() {
    const SurfaceMesh mesh = meshOf(landscapeOf(hill, 65));
    const LaidCurve laid = laidOf(curveOf({{-0.9, 0.5}, {0.9, 0.5}}), mesh, projection);
    QCOMPARE(laid.hidden.size(), std::size_t{1});
    QCOMPARE(laid.seen.size(), std::size_t{2});
    QCOMPARE(laid.hidden[0].front(), laid.seen[0].back());
    QCOMPARE(laid.hidden[0].back(), laid.seen[1].front());
}

void SurfacePathsTest::whatIsOutsideOrOverAHoleIsLeftOut() {
    auto landscape = landscapeOf([](double, double) { return 0.0; }, 33);
    landscape->values(16, 16) = not_applicable;
    const SurfaceMesh mesh = meshOf(landscape, {-0.5, 0.5, -0.5, 0.5});
    const LaidCurve laid = laidOf(curveOf({{-3, 0}, {3, 0}}), mesh, projection);
    QCOMPARE(laid.seen.size(), std::size_t{2});
    QVERIFY(isOn(mesh, laid.seen[0].front(), -0.5, 0));
    QVERIFY(isOn(mesh, laid.seen[1].back(), 0.5, 0));
    QVERIFY(laid.seen[0].back().x() < laid.seen[1].front().x());
    QVERIFY(laid.seenPoints.empty());
    QCOMPARE(pointsOf(laidOf(curveOf({{not_applicable, 0}, {2, 2}}), mesh, projection)), qsizetype{0});
    QCOMPARE(pointsOf(laidOf(curveOf({{0, 0.1}, {0.1, 0.2}}), {}, projection)), qsizetype{0});
}

void SurfacePathsTest::aLongZigzagIsFollowedInBoundedTime() {
    const SurfaceMesh mesh = meshOf(landscapeOf(hill, 65));
    std::vector<QPointF> points;
    for (int k = 0; k < 5000; ++k) points.emplace_back(k % 2 == 0 ? -0.9 : 0.9, -0.9 + k * 1.8 / 5000);
    const LaidCurve laid = laidOf(curveOf(points), mesh, projection);
    QVERIFY(pointsOf(laid) < 20000);
}

void SurfacePathsTest::markersStandWhereOneSeesThem() {
    const SurfaceMesh mesh = meshOf(landscapeOf(hill, 65));
    const LaidCurve laid = laidOf(curveOf({{0, -0.5}, {0, 0.5}, {0.9, 0.5}, {5, 5}}), mesh, projection);
    QCOMPARE(laid.seenPoints.size(), std::size_t{2});
    QVERIFY(isOn(mesh, laid.seenPoints[0], 0, -0.5));
    QVERIFY(isOn(mesh, laid.seenPoints[1], 0.9, 0.5));
}

QTEST_GUILESS_MAIN(SurfacePathsTest)
#include "surface_paths_test.moc"
