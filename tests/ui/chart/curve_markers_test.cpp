// SPDX-License-Identifier: GPL-3.0-or-later
// Markers tell curves apart and leave them to be seen.
#include "ui/chart/curve_markers.h"

#include <cmath>
#include <limits>

#include <QTest>

using namespace basin::ui;

namespace {

/// 400 by 200 px, one unit a pixel.
PlotFrame frame() {
    return {QRectF(0, 0, 400, 200), {0, 400, 0, 200}, {}, {}};
}

Curve curveOf(std::vector<QPointF> points, Marking marking = Marking::alone) {
    Curve curve{QStringLiteral("curve"), Qt::blue, Qt::SolidLine, SolverStyle::Marker::circle, 1, true,
                std::move(points)};
    curve.marking = marking;
    return curve;
}

std::vector<QPointF> wave(double step) {
    std::vector<QPointF> points;
    for (double x = 0; x <= 400; x += step) points.emplace_back(x, 100 + 20 * std::sin(x / 30));
    return points;
}

std::vector<QPolygonF> placesOf(const std::vector<Curve>& curves) {
    std::vector<QPolygonF> places(curves.size());
    placeMarkers(curves, frame(), [&](const Curve& curve, QPointF at) {
        places[static_cast<std::size_t>(&curve - curves.data())].append(at);
    });
    return places;
}

}  // namespace

class CurveMarkersTest : public QObject {
    Q_OBJECT

  private slots:
    void curvesOnEachOtherHaveTheirMarkersSideBySide() {
        const std::vector<Curve> nine(9, curveOf(wave(2), Marking::some));
        const std::vector<QPolygonF> places = placesOf(nine);
        QPolygonF all;
        for (const QPolygonF& each : places) {
            QVERIFY(each.size() >= 2);
            all += each;
        }
        double least = 1e9;
        for (qsizetype i = 0; i < all.size(); ++i)
            for (qsizetype k = 0; k < i; ++k)
                least = std::min(least, std::hypot(all[i].x() - all[k].x(), all[i].y() - all[k].y()));
        QVERIFY2(least >= 9, qPrintable(QString::number(least)));  // 7 px each
        QVERIFY2(all.size() <= 40,
                 qPrintable(QString::number(all.size())));  // the curve is seen between them
    }

    void aLongCurveHasSomeAndItsEnd() {
        const std::vector<QPointF> points = wave(1);
        const QPolygonF places = placesOf({curveOf(points)}).front();
        QVERIFY(places.size() >= 8 && places.size() <= 25);
        QCOMPARE(places.back(), (QPointF{points.back().x(), 200 - points.back().y()}));
        for (qsizetype i = 1; i + 1 < places.size(); ++i) QVERIFY(places[i].x() - places[i - 1].x() >= 15);
    }

    void pointsThatStandAloneAreMarkedEachOne() {
        for (const std::size_t curves : {std::size_t{1}, std::size_t{9}})
            for (const QPolygonF& places : placesOf(std::vector(curves, curveOf(wave(50)))))
                QCOMPARE(places.size(), 9);
        // But not where the curves are to be seen below.
        for (const QPolygonF& places : placesOf(std::vector(9, curveOf(wave(50), Marking::some))))
            QVERIFY(places.size() >= 1 && places.size() <= 4);
    }

    void aLineThatGoesToAndFroIsNotFullOfThem() {
        std::vector<QPointF> points;
        for (int k = 0; k <= 200; ++k) points.emplace_back(2 * k, k % 2 == 0 ? 20 : 180);
        QVERIFY(placesOf({curveOf(points)}).front().size() <= 32);
        for (const QPolygonF& places : placesOf(std::vector(9, curveOf(points))))
            QVERIFY(places.size() <= 10);
        // A steep line is: each of its steps is seen.
        QCOMPARE(placesOf({curveOf({{0, 190}, {3, 150}, {6, 100}, {9, 60}, {12, 10}})}).front().size(), 5);
    }

    void everyPointThatIsADatumIsMarked() {
        QCOMPARE(placesOf({curveOf(wave(3), Marking::every)}).front().size(), 134);
    }

    void gapsAndWhatLiesOutsideHaveNone() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const QPolygonF places =
            placesOf({curveOf({{0, nan}, {10, 50}, {60, nan}, {110, 500}, {160, 60}})}).front();
        QCOMPARE(places, (QPolygonF{{10, 150}, {160, 140}}));
        QVERIFY(placesOf({curveOf({})}).front().isEmpty());
        Curve bare = curveOf(wave(10));
        bare.marker.reset();
        QVERIFY(placesOf({bare}).front().isEmpty());
    }

    void aShortCurveHasOneAllTheSame() {
        const std::vector<Curve> nine(9, curveOf({{100, 100}, {105, 100}}, Marking::some));
        for (const QPolygonF& places : placesOf(nine)) QVERIFY(places.size() >= 1);
    }
};

QTEST_APPLESS_MAIN(CurveMarkersTest)
#include "curve_markers_test.moc"
