// SPDX-License-Identifier: GPL-3.0-or-later
// The surface that is drawn is the one that is seen: what is in front hides what is behind, at every turn.
#include "ui/plots/surface_picture.h"

#include <cmath>

#include <QImage>
#include <QTest>

#include "tests/support/landscape_of.h"
#include "ui/plots/surface_sight.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class SurfacePictureTest : public QObject {
    Q_OBJECT

  private slots:
    void everyPixelHasTheColourOfTheNearestCell();
    void theOrderLeadsToTheEye();
    void holesAreLeftOut();
    void smoothEdgesLeaveNoSeams();
};

namespace {

const QRectF area(0, 0, 480, 400);
const QColor ground(255, 0, 255);

/// Hills before and behind each other.
double hills(double a, double b) {
    return 0.5 + 0.25 * std::sin(5 * a) + 0.24 * std::cos(6 * b);
}

SurfaceMesh meshOf(const std::shared_ptr<Landscape>& landscape) {
    return {LandscapeValues(landscape), {}, ColorScale::linear(ColorMap::viridis, 0, 1), {-1, 1, -1, 1}, 96};
}

QImage drawn(const SurfaceMesh& mesh, const SurfaceProjection& projection, bool smooth) {
    QImage image(area.size().toSize(), QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    SurfacePicture().paint(painter, mesh, projection, smooth);
    return image;
}

bool isClose(const QColor& one, const QColor& other) {
    return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
               std::abs(one.blue() - other.blue()) <
           9;
}

/// A cell from above, or from below.
bool hasColourOf(const QColor& pixel, double level) {
    const QColor color = QColor::fromRgb(mapColor(ColorMap::viridis, level));
    return isClose(pixel, color) || isClose(pixel, color.darker(150));
}

struct Cell {
    int i, j;
    bool isMiddle;  // far from its sides, on which lines lie
};

Cell cellOf(const SurfaceMesh& mesh, const BoxPoint& point) {
    const double x = (point.a + 1) / 2 * mesh.cells(), y = (point.b + 1) / 2 * mesh.cells();
    const auto isMiddle = [](double at) { return std::abs(at - std::floor(at) - 0.5) < 0.2; };
    return {static_cast<int>(x), static_cast<int>(y), isMiddle(x) && isMiddle(y)};
}

}  // namespace

void SurfacePictureTest::everyPixelHasTheColourOfTheNearestCell() {
    const SurfaceMesh mesh = meshOf(landscapeOf(hills, 33));
    int compared = 0;
    for (double turn = 0; turn < 360; turn += 30)
        for (const double tilt : {12.0, 35.0, 70.0}) {
            const SurfaceProjection projection(area, {turn + 1, tilt});
            const QImage image = drawn(mesh, projection, false);
            int wrong = 0, here = 0;
            for (int x = 40; x < image.width(); x += 5)
                for (int y = 40; y < image.height(); y += 5) {
                    const auto seen = seenAt(mesh, projection, QPointF(x + 0.5, y + 0.5));
                    if (!seen) continue;
                    const Cell cell = cellOf(mesh, *seen);
                    if (!cell.isMiddle) continue;
                    ++here;
                    wrong += !hasColourOf(image.pixelColor(x, y), mesh.level(cell.i, cell.j));
                }
            compared += here;
            // Cells are drawn flat, though the surface is bent a little; beside an outline that tells.
            QVERIFY2(100 * wrong <= 4 * here, qPrintable(QStringLiteral("%1 of %2").arg(wrong).arg(here)));
        }
    QVERIFY(compared > 2000);
}

void SurfacePictureTest::theOrderLeadsToTheEye() {
    const SurfaceMesh mesh = meshOf(landscapeOf(hills, 9));
    for (double turn = 0; turn < 360; turn += 5) {
        const SurfaceProjection projection(area, {turn, 30});
        const CellOrder alongA = CellOrder::along(8, projection.isNearAtLargeA());
        const CellOrder alongB = CellOrder::along(8, projection.isNearAtLargeB());
        for (int k = 0; k + 1 < 8; ++k) {
            const auto nearness = [&](int i, int j) { return projection.nearness({0.25 * i, 0.25 * j, 0}); };
            QVERIFY(nearness(alongA.at(k + 1), 3) >= nearness(alongA.at(k), 3) - 1e-12);
            QVERIFY(nearness(3, alongB.at(k + 1)) >= nearness(3, alongB.at(k)) - 1e-12);
        }
        QVERIFY(std::min(alongA.at(0), alongA.at(7)) == 0 && std::max(alongA.at(0), alongA.at(7)) == 7);
    }
}

void SurfacePictureTest::holesAreLeftOut() {
    auto landscape = landscapeOf([](double, double) { return 0.5; }, 5);
    landscape->values(2, 2) = not_applicable;
    const SurfaceProjection projection(area, {30, 40});
    const QImage image = drawn(meshOf(landscape), projection, true);
    const auto colorAt = [&](double a, double b) {
        return image.pixelColor(projection.toPixel({a, b, 0.5}).toPoint());
    };
    QCOMPARE(colorAt(0.25, -0.25), ground);
    QVERIFY(hasColourOf(colorAt(0.75, -0.75), 0.5));
}

void SurfacePictureTest::smoothEdgesLeaveNoSeams() {
    const SurfaceMesh mesh = meshOf(landscapeOf([](double a, double) { return 0.5 + 0.2 * a; }, 81));
    const SurfaceProjection projection(area, {37, 50});
    const QImage image = drawn(mesh, projection, true);
    // Where the ground shines through a seam there is more of its red than anywhere in the surface's colours.
    for (double a = -0.9; a <= 0.9; a += 0.013)
        for (double b = -0.9; b <= 0.9; b += 0.017) {
            const QColor color = image.pixelColor(projection.toPixel(mesh.on(a, b)).toPoint());
            QVERIFY2(color.red() < 150 || color.green() > 150, qPrintable(color.name()));
        }
}

QTEST_MAIN(SurfacePictureTest)
#include "surface_picture_test.moc"
