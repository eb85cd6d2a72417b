// SPDX-License-Identifier: GPL-3.0-or-later
// A surface has the heights of the landscape, as fine as it is asked to be.
#include "ui/plots/surface_mesh.h"

#include <cmath>
#include <span>

#include <QTest>

#include "tests/support/landscape_of.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class SurfaceMeshTest : public QObject {
    Q_OBJECT

  private slots:
    void nodesHaveTheLevelsOfTheirValues();
    void aPointLiesOnTheCellAroundIt();
    void itHasNoMoreCellsThanValuesOrThanAskedFor();
    void aZoomShowsThePartWhereThatIs();
    void valuesThatAreNotFiniteAreHoles();
    void nothingIsOutsideTheView();
};

namespace {

double bowl(double a, double b) {
    return 0.5 + 3 * a * a + b * b;
}

ColorScale scaleOf(const Landscape& landscape, ColorScale::Kind kind) {
    return {kind, ColorMap::viridis,
            std::span(landscape.values.data(), static_cast<std::size_t>(landscape.values.size()))};
}

}  // namespace

void SurfaceMeshTest::nodesHaveTheLevelsOfTheirValues() {
    const auto landscape = landscapeOf(bowl, 33, 2);
    for (const auto kind : {ColorScale::Kind::linear, ColorScale::Kind::logarithmic}) {
        const ColorScale scale = scaleOf(*landscape, kind);
        const SurfaceMesh mesh(LandscapeValues(landscape), {}, scale, {-2, 2, -2, 2}, 64);
        QCOMPARE(mesh.cells(), 32);
        for (int i = 0; i <= 32; i += 3)
            for (int j = 0; j <= 32; j += 5) {
                const BoxPoint node = mesh.node(i, j);
                QCOMPARE(node.a, i / 16.0 - 1);
                QCOMPARE(node.b, j / 16.0 - 1);
                QVERIFY(std::abs(node.height - scale.level(landscape->values(i, j))) < 1e-12);
            }
    }
}

/// What marks and paths stand on: the surface that is drawn.
void SurfaceMeshTest::aPointLiesOnTheCellAroundIt() {
    const auto landscape = landscapeOf(bowl, 17);
    const SurfaceMesh mesh(LandscapeValues(landscape), {}, scaleOf(*landscape, ColorScale::Kind::linear),
                           {-1, 1, -1, 1}, 64);
    const BoxPoint node = mesh.node(5, 11);
    const QPointF place = mesh.planeAt(node);
    QVERIFY(std::abs(mesh.on(place.x(), place.y()).height - node.height) < 1e-12);
    const QPointF between = place + QPointF(0.25 * 0.125, 0);
    const double wanted = 0.75 * node.height + 0.25 * mesh.node(6, 11).height;
    QVERIFY(std::abs(mesh.on(between.x(), between.y()).height - wanted) < 1e-12);
    QVERIFY(std::abs(mesh.heightOver(0, 0)) < 1e-12);  // the lowest point
    QVERIFY(std::abs(mesh.heightOver(1, -1) - 1) < 1e-12);
}

void SurfaceMeshTest::itHasNoMoreCellsThanValuesOrThanAskedFor() {
    const auto landscape = landscapeOf(bowl, 129);
    const ColorScale scale = scaleOf(*landscape, ColorScale::Kind::linear);
    const auto cells = [&](const ViewRange& view, int most) {
        return SurfaceMesh(LandscapeValues(landscape), {}, scale, view, most).cells();
    };
    QCOMPARE(cells({-1, 1, -1, 1}, 200), 128);
    QCOMPARE(cells({-1, 1, -1, 1}, 96), 64);  // every second value: the lowest point is one of them
    QCOMPARE(cells({-1, 1, -1, 1}, 10), 10);
    QCOMPARE(cells({-0.25, 0.25, -0.25, 0.25}, 96), 32);
    QCOMPARE(cells({-0.01, 0.01, -0.01, 0.01}, 96), 8);
    QCOMPARE(cells({-3, 3, -3, 3}, 96), 32);  // over a third of the box
    QCOMPARE(cells({2, 3, 2, 3}, 96), 0);
    QCOMPARE(SurfaceMesh(LandscapeValues(landscapeOf(bowl, 2)), {}, scale, {-1, 1, -1, 1}, 96).cells(), 1);
    QVERIFY(SurfaceMesh(LandscapeValues(), {}, scale, {-1, 1, -1, 1}, 96).isEmpty());
}

void SurfaceMeshTest::aZoomShowsThePartWhereThatIs() {
    const auto whole = landscapeOf([](double, double) { return 0.0; }, 17);
    const auto part = landscapeOf([](double, double) { return 1.0; }, 17, 0.5);
    const SurfaceMesh mesh(LandscapeValues(whole), LandscapeValues(part),
                           ColorScale::linear(ColorMap::viridis, 0, 1), {-1, 1, -1, 1}, 96);
    QCOMPARE(mesh.on(0.2, -0.3).height, 1.0);
    QCOMPARE(mesh.on(0.9, 0.8).height, 0.0);
}

void SurfaceMeshTest::valuesThatAreNotFiniteAreHoles() {
    auto landscape = landscapeOf(bowl, 9);
    landscape->values(2, 3) = not_applicable;
    landscape->values(6, 6) = HUGE_VAL;
    const SurfaceMesh mesh(LandscapeValues(landscape), {}, scaleOf(*landscape, ColorScale::Kind::linear),
                           {-1, 1, -1, 1}, 64);
    for (int i = 0; i < 8; ++i)
        for (int j = 0; j < 8; ++j) {
            const auto touches = [i, j](int k, int l) {
                return std::abs(i + 0.5 - k) < 1 && std::abs(j + 0.5 - l) < 1;
            };
            QCOMPARE(mesh.isHole(i, j), touches(2, 3) || touches(6, 6));
            if (!mesh.isHole(i, j)) QVERIFY(mesh.level(i, j) >= 0 && mesh.level(i, j) <= 1);
        }
    QVERIFY(std::isnan(mesh.on(landscape->a[2] + 0.01, landscape->b[3]).height));
}

void SurfaceMeshTest::nothingIsOutsideTheView() {
    const auto landscape = landscapeOf(bowl, 17);
    const SurfaceMesh mesh(LandscapeValues(landscape), {}, scaleOf(*landscape, ColorScale::Kind::linear),
                           {-0.5, 0.5, -0.5, 0.5}, 64);
    QVERIFY(std::isnan(mesh.on(0.51, 0).height) && std::isnan(mesh.on(0, -0.51).height));
    QVERIFY(!std::isnan(mesh.on(0.5, -0.5).height));
    QVERIFY(std::isnan(mesh.on(not_applicable, 0).height));
    // Beyond the values there is no surface, though there is a view.
    const SurfaceMesh wide(LandscapeValues(landscape), {}, scaleOf(*landscape, ColorScale::Kind::linear),
                           {-2, 2, -2, 2}, 64);
    QVERIFY(std::isnan(wide.on(1.01, 0).height));
    QVERIFY(std::abs(wide.on(1, -1).height - 1) < 1e-12);
}

QTEST_GUILESS_MAIN(SurfaceMeshTest)
#include "surface_mesh_test.moc"
