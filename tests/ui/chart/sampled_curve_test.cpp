// SPDX-License-Identifier: GPL-3.0-or-later
// A long curve is kept in bounded room and loses nothing that can be seen.
#include "ui/chart/sampled_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QTest>

using namespace basin::ui;

namespace {

std::vector<QPointF> spiral(int count) {
    std::vector<QPointF> points;
    for (int k = 0; k < count; ++k)
        points.emplace_back(std::cos(0.01 * k) * (count - k), std::sin(0.01 * k) * (count - k));
    return points;
}

SampledCurve sampled(const std::vector<QPointF>& points, std::size_t whole) {
    SampledCurve curve(whole);
    for (const QPointF& p : points) curve.append(p);
    return curve;
}

double extreme(const std::vector<QPointF>& points, double sign, double (*coordinate)(const QPointF&)) {
    double best = -std::numeric_limits<double>::infinity();
    for (const QPointF& p : points) best = std::max(best, sign * coordinate(p));
    return sign * best;
}

double xOf(const QPointF& p) {
    return p.x();
}
double yOf(const QPointF& p) {
    return p.y();
}

}  // namespace

class SampledCurveTest : public QObject {
    Q_OBJECT

  private slots:
    void aShortCurveIsWhole() {
        const std::vector<QPointF> points = spiral(64);
        QCOMPARE(sampled(points, 64).points(), points);
    }

    void aLongCurveKeepsEndsAndExtremes() {
        const std::vector<QPointF> points = spiral(100003);
        const SampledCurve curve = sampled(points, 64);
        const std::vector<QPointF> kept = curve.points();
        QCOMPARE(curve.size(), points.size());
        QVERIFY(kept.size() <= 6 * 2 * 64);
        QCOMPARE(kept.front(), points.front());
        QCOMPARE(kept.back(), points.back());
        for (const double sign : {-1.0, 1.0})
            for (const auto coordinate : {xOf, yOf})
                QCOMPARE(extreme(kept, sign, coordinate), extreme(points, sign, coordinate));
        // In the order they came: each is found behind the one before.
        auto at = points.begin();
        for (const QPointF& p : kept) {
            at = std::find(at, points.end(), p);
            QVERIFY(at != points.end());
        }
    }

    void aPartEndsWhereItIsAskedTo() {
        std::vector<QPointF> points;
        for (int k = 0; k < 5000; ++k) points.emplace_back(k, k % 7);
        const SampledCurve curve = sampled(points, 32);
        QCOMPARE(curve.points(1), std::vector<QPointF>{points[0]});
        for (const std::size_t count : {100, 2500, 4999}) {
            const std::vector<QPointF> part = curve.points(count);
            QVERIFY(part.back().x() < static_cast<double>(count));
            const std::vector<QPointF> all = curve.points();
            QVERIFY(std::equal(part.begin(), part.end(), all.begin()));
        }
    }

    void aSpikeAnywhereStays() {
        for (const std::size_t place : {std::size_t{0}, std::size_t{777}, std::size_t{9999}}) {
            std::vector<QPointF> points;
            for (int k = 0; k < 10000; ++k) points.emplace_back(k, 1);
            points[place].setY(50);
            const std::vector<QPointF> kept = sampled(points, 16).points();
            QVERIFY(std::ranges::find(kept, points[place]) != kept.end());
        }
    }

    void gapsStayWhereNothingElseIs() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        const std::vector<QPointF> kept = sampled({{0, 1}, {1, nan}, {2, 3}}, 8).points();
        QCOMPARE(kept.size(), std::size_t{3});
        QVERIFY(std::isnan(kept[1].y()));
        std::vector<QPointF> half(2000, QPointF(0, nan));
        for (int k = 0; k < 2000; ++k) half.emplace_back(k, k);
        const std::vector<QPointF> rest = sampled(half, 8).points();
        QVERIFY(std::isnan(rest.front().y()));
        QCOMPARE(rest.back(), QPointF(1999, 1999));
    }
};

QTEST_GUILESS_MAIN(SampledCurveTest)
#include "sampled_curve_test.moc"
