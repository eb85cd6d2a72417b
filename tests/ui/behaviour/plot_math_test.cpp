// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between data and chart, each by itself: transforms, ticks, lines, colours, zoom history.
#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include <QSet>
#include <QTest>

#include "ui/chart/axis_transform.h"
#include "ui/chart/color_map.h"
#include "ui/chart/color_scale.h"
#include "ui/chart/heatmap.h"
#include "ui/chart/number_format.h"
#include "ui/chart/polyline.h"
#include "ui/chart/ticks.h"
#include "ui/chart/zoom_history.h"

using namespace basin::ui;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::span<const QPointF> spanOf(const QPolygonF& line) {
    return {line.constData(), static_cast<std::size_t>(line.size())};
}

QStringList labels(const std::vector<Tick>& ticks) {
    QStringList all;
    for (const Tick& tick : ticks) all << tick.label;
    return all;
}

}  // namespace

class PlotMathTest : public QObject {
    Q_OBJECT

  private slots:
    void transformsInvert();
    void logAxisSurvivesZeroNegativeAndNan();
    void logAxisWithoutZerosShowsNoFloor();
    void symlogIsOddAndMonotone();
    void linearTicksAreRound();
    void integerTicksAreWhole();
    void logTicksInsideOneDecade();
    void logTicksOverManyDecades();
    void ticksAreNeverCrowded();
    void floorIsLabelledZero();
    void floorIsLabelledByWhatLiesThere();
    void ticksTellNeighboursApart();
    void wholeNumbersStayWhole();
    void symlogTicksHoldZeroOnce();
    void numbersReadWell();
    void gapsSplitLines();
    void clippedLinesStayInside();
    void decimationKeepsExtremes();
    void thinningKeepsEnds();
    void colourScalesInvert();
    void colourScaleOfOneValue();
    void colourMapsAreTheKnownOnes();
    void heatmapCellsAreWhereTheyBelong();
    void zoomStepsUndoInOrder();
};

void PlotMathTest::transformsInvert() {
    for (const AxisTransform& t :
         {AxisTransform::linear(), AxisTransform::logarithmic(1e-20), AxisTransform::symlog(0.01)})
        for (const double v : {1e-9, 0.003, 1.0, 7.5, 1e6}) {
            const double back = t.fromAxis(t.toAxis(v));
            QVERIFY(std::abs(back - v) <= 1e-6 * v + 1e-15);
        }
}

void PlotMathTest::logAxisSurvivesZeroNegativeAndNan() {
    const std::vector<double> values{1.0, 1e-8, 0.0, -1e-17, notANumber, infinity};
    const AxisTransform t = AxisTransform::logarithmicFor(values);
    QVERIFY(t.showsFloor());
    QCOMPARE(t.toAxis(1), 0.0);
    QVERIFY(t.toAxis(0) < t.toAxis(1e-8));
    QCOMPARE(t.toAxis(-1e-17), t.toAxis(0));
    QVERIFY(std::isnan(t.toAxis(notANumber)));
    QVERIFY(std::isnan(t.toAxis(infinity)));
}

void PlotMathTest::logAxisWithoutZerosShowsNoFloor() {
    QVERIFY(!AxisTransform::logarithmicFor(std::vector<double>{1e-3, 2}).showsFloor());
    // Nothing positive at all is still an axis.
    QVERIFY(std::isfinite(AxisTransform::logarithmicFor(std::vector<double>{0, notANumber}).toAxis(0)));
    QVERIFY(std::isfinite(AxisTransform::logarithmicFor({}).toAxis(1)));
}

void PlotMathTest::symlogIsOddAndMonotone() {
    const AxisTransform t = AxisTransform::symlogFor(std::vector<double>{-30, 0, 0.02, 400});
    double last = -infinity;
    for (const double v : {-1e3, -1.0, -1e-4, 0.0, 1e-4, 1.0, 1e3}) {
        QVERIFY(t.toAxis(v) > last);
        last = t.toAxis(v);
        QCOMPARE(t.toAxis(-v), -t.toAxis(v));
    }
}

void PlotMathTest::linearTicksAreRound() {
    QCOMPARE(labels(makeTicks(AxisTransform::linear(), -1, 1, 5)),
             QStringList({"−1.0", "−0.5", "0.0", "0.5", "1.0"}));
    QCOMPARE(labels(makeTicks(AxisTransform::linear(), 0, 40, 5)),
             QStringList({"0", "10", "20", "30", "40"}));
    QVERIFY(makeTicks(AxisTransform::linear(), 1, 1, 5).empty());
    // Neighbours differ, however deep the zoom.
    const QStringList deep = labels(makeTicks(AxisTransform::linear(), 1.0, 1.0 + 1e-7, 4));
    QVERIFY(deep.size() >= 2);
    QCOMPARE(QSet<QString>(deep.begin(), deep.end()).size(), deep.size());
}

void PlotMathTest::integerTicksAreWhole() {
    for (const Tick& tick : makeTicks(AxisTransform::linear(), -0.1, 3.1, 10, true))
        QCOMPARE(tick.position, std::round(tick.position));
    QCOMPARE(labels(makeTicks(AxisTransform::linear(), -0.1, 3.1, 10, true)),
             QStringList({"0", "1", "2", "3"}));
}

void PlotMathTest::logTicksInsideOneDecade() {
    const AxisTransform t = AxisTransform::logarithmic(1e-30);
    for (const auto& [low, high] : {std::pair{0.31, 0.62}, {1.1, 9.5}, {0.95, 1.3}, {2e-7, 2.6e-7}}) {
        const auto ticks = makeTicks(t, std::log10(low), std::log10(high), 5);
        QVERIFY2(ticks.size() >= 2, qPrintable(QStringLiteral("%1 to %2").arg(low).arg(high)));
        const QStringList texts = labels(ticks);
        QCOMPARE(QSet<QString>(texts.begin(), texts.end()).size(), texts.size());
    }
}

void PlotMathTest::logTicksOverManyDecades() {
    const auto ticks = makeTicks(AxisTransform::logarithmic(1e-300), -16, 2, 6);
    QVERIFY(ticks.size() >= 3 && ticks.size() <= 8);
    for (std::size_t k = 2; k < ticks.size(); ++k)
        QVERIFY(std::abs((ticks[k].position - ticks[k - 1].position) -
                         (ticks[1].position - ticks[0].position)) < 1e-9);
    QVERIFY(labels(ticks).contains(QStringLiteral("10⁻⁴")) || labels(ticks).contains(QStringLiteral("10⁻³")));
}

void PlotMathTest::ticksAreNeverCrowded() {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> uniform(-12, 12);
    for (int trial = 0; trial < 500; ++trial) {
        double low = uniform(random), high = uniform(random);
        if (low > high) std::swap(low, high);
        for (const AxisTransform& t :
             {AxisTransform::linear(), AxisTransform::logarithmic(1e-300), AxisTransform::symlog(1e-3)}) {
            const auto ticks = makeTicks(t, low, high, 6);
            QVERIFY(ticks.size() <= 12);
            for (std::size_t k = 0; k < ticks.size(); ++k) {
                QVERIFY(ticks[k].position >= low - 1e-6 && ticks[k].position <= high + 1e-6);
                if (k > 0) QVERIFY(ticks[k].position > ticks[k - 1].position);
            }
        }
    }
}

void PlotMathTest::floorIsLabelledZero() {
    const AxisTransform t = AxisTransform::logarithmicFor(std::vector<double>{1, 1e-6, 0});
    const auto ticks = makeTicks(t, t.toAxis(0), 0, 6);
    QCOMPARE(ticks.front().label, QStringLiteral("0"));
    QCOMPARE(ticks.front().position, t.toAxis(0));
}

void PlotMathTest::floorIsLabelledByWhatLiesThere() {
    const auto ticksOf = [](std::vector<double> values) {
        const AxisTransform t = AxisTransform::logarithmicFor(values);
        const double floor = t.toAxis(0);
        return makeTicks(t, floor - 0.1, t.toAxis(*std::ranges::max_element(values)) + 0.4, 6);
    };
    // Within a decade, with few ticks: zeros have the lowest, and nothing lies between them and the values.
    for (const auto& values : {std::vector<double>{0, 0.05}, {0, 0.6, 0.7}, {0, 1.5e-17, 1.7e-17}, {0, 3}}) {
        const auto ticks = ticksOf(values);
        QCOMPARE(ticks.front().label, QStringLiteral("0"));
        QCOMPARE(labels(ticks).count(QStringLiteral("0")), 1);
    }
    QCOMPARE(labels(ticksOf({0, 0})), QStringList{QStringLiteral("0")});
    QCOMPARE(ticksOf({-1e-17, 1}).front().label, QStringLiteral("≤ 0"));
    QCOMPARE(labels(ticksOf({-1})), QStringList{QStringLiteral("≤ 0")});
    const AxisTransform cut = AxisTransform::logarithmicFor(std::vector<double>{1, 1e-30}, 14);
    QCOMPARE(makeTicks(cut, cut.toAxis(0), 0, 6).front().label, QStringLiteral("≤ 10⁻¹⁴"));
}

void PlotMathTest::ticksTellNeighboursApart() {
    for (const double width : {1e-3, 1e-6, 1e-9, 1e-11}) {
        const QStringList texts = labels(makeTicks(AxisTransform::linear(), 1, 1 + width, 5));
        QVERIFY(texts.size() > 1);
        QCOMPARE(QSet<QString>(texts.begin(), texts.end()).size(), texts.size());
    }
    const QStringList near = labels(ticksAt(AxisTransform::linear(), {0.3000001, 0.3000002}, 0, 1));
    QVERIFY(near[0] != near[1]);
}

void PlotMathTest::wholeNumbersStayWhole() {
    QCOMPARE(formatNumber(12345), QStringLiteral("12345"));
    QCOMPARE(formatNumber(-1234), QStringLiteral("−1234"));
    QCOMPARE(formatSeconds(infinity), QStringLiteral("∞"));
}

void PlotMathTest::symlogTicksHoldZeroOnce() {
    const AxisTransform t = AxisTransform::symlog(0.01);
    const QStringList texts = labels(makeTicks(t, t.toAxis(-20), t.toAxis(300), 8));
    QCOMPARE(texts.count(QStringLiteral("0")), 1);
    QVERIFY(texts.contains(QStringLiteral("100")));
    QVERIFY(texts.contains(QStringLiteral("−10")));
}

void PlotMathTest::numbersReadWell() {
    QCOMPARE(formatNumber(0), QStringLiteral("0"));
    QCOMPARE(formatNumber(-3), QStringLiteral("−3"));
    QCOMPARE(formatNumber(0.0125), QStringLiteral("0.0125"));
    QCOMPARE(formatNumber(999.97), QStringLiteral("1000"));
    QCOMPARE(formatNumber(1.234e-7), QStringLiteral("1.23·10⁻⁷"));
    QCOMPARE(formatNumber(1e9), QStringLiteral("10⁹"));
    QCOMPARE(formatNumber(-1e-9), QStringLiteral("−10⁻⁹"));
    QCOMPARE(formatNumber(notANumber), QStringLiteral("–"));
    QCOMPARE(formatFixed(-0.0001, 1), QStringLiteral("0.0"));
    QCOMPARE(formatPowerOfTen(-16), QStringLiteral("10⁻¹⁶"));
}

void PlotMathTest::gapsSplitLines() {
    const std::vector<QPointF> points{{0, 1},          {1, 2}, {2, notANumber},
                                      {notANumber, 3}, {4, 5}, {5, infinity}};
    const auto pieces = splitAtGaps(points);
    QCOMPARE(pieces.size(), 2u);
    QCOMPARE(pieces[0], QPolygonF({QPointF(0, 1), QPointF(1, 2)}));
    QCOMPARE(pieces[1], QPolygonF({QPointF(4, 5)}));
}

void PlotMathTest::clippedLinesStayInside() {
    const QRectF rect(0, 0, 10, 10);
    const QPolygonF zigzag{QPointF(-5, 5), QPointF(5, 5), QPointF(5, 20),
                           QPointF(8, 20), QPointF(8, 5), QPointF(15, 5)};
    const auto pieces = clipPolyline(spanOf(zigzag), rect);
    QCOMPARE(pieces.size(), 2u);
    for (const QPolygonF& piece : pieces)
        for (const QPointF& p : piece) QVERIFY(rect.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(p));
    QCOMPARE(pieces[0], QPolygonF({QPointF(0, 5), QPointF(5, 5), QPointF(5, 10)}));
    // What lies inside is left as it is.
    const QPolygonF inside{QPointF(1, 1), QPointF(2, 3), QPointF(9, 9)};
    QCOMPARE(clipPolyline(spanOf(inside), rect), std::vector<QPolygonF>{inside});
}

void PlotMathTest::decimationKeepsExtremes() {
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    QPolygonF line;
    for (int i = 0; i < 100000; ++i) line.append(QPointF(i * 0.004, normal(random)));
    const QPolygonF reduced = decimateColumns(line);
    QVERIFY(reduced.size() <= 4 * 401);
    QCOMPARE(reduced.front(), line.front());
    QCOMPARE(reduced.back(), line.back());
    const auto byHeight = [](const QPointF& a, const QPointF& b) { return a.y() < b.y(); };
    for (int column = 0; column < 400; ++column) {
        const auto inColumn = [&](const QPolygonF& all) {
            QPolygonF part;
            for (const QPointF& p : all)
                if (std::floor(p.x()) == column) part.append(p);
            return part;
        };
        const QPolygonF before = inColumn(line), after = inColumn(reduced);
        QCOMPARE(std::min_element(after.begin(), after.end(), byHeight)->y(),
                 std::min_element(before.begin(), before.end(), byHeight)->y());
        QCOMPARE(std::max_element(after.begin(), after.end(), byHeight)->y(),
                 std::max_element(before.begin(), before.end(), byHeight)->y());
    }
    for (qsizetype k = 1; k < reduced.size(); ++k) QVERIFY(reduced[k].x() > reduced[k - 1].x());
}

void PlotMathTest::thinningKeepsEnds() {
    QPolygonF spiral;
    for (int i = 0; i < 1000; ++i) spiral.append(QPointF(std::cos(i * 0.01), std::sin(i * 0.01)) * 0.1 * i);
    const QPolygonF thin = thinOut(spiral, 2);
    QVERIFY(thin.size() < spiral.size());
    QCOMPARE(thin.front(), spiral.front());
    QCOMPARE(thin.back(), spiral.back());
}

void PlotMathTest::colourScalesInvert() {
    std::vector<double> values;
    for (int i = 0; i <= 1000; ++i) values.push_back(-2 + std::pow(i / 200.0, 3));
    values.push_back(notANumber);
    for (const auto kind :
         {ColorScale::Kind::linear, ColorScale::Kind::logarithmic, ColorScale::Kind::quantile}) {
        const ColorScale scale(kind, ColorMap::viridis, values);
        QCOMPARE(scale.level(-2), 0.0);
        QCOMPARE(scale.level(123), 1.0);
        QVERIFY(std::isnan(scale.level(notANumber)));
        double last = -1;
        for (double t = 0.05; t < 1; t += 0.05) {
            QVERIFY(std::abs(scale.level(scale.value(t)) - t) < 1e-6);
            QVERIFY(scale.value(t) > last || t < 0.06);
            last = scale.value(t);
        }
    }
}

void PlotMathTest::colourScaleOfOneValue() {
    const std::vector<double> values{3, 3, 3};
    for (const auto kind :
         {ColorScale::Kind::linear, ColorScale::Kind::logarithmic, ColorScale::Kind::quantile}) {
        const ColorScale scale(kind, ColorMap::viridis, values);
        QVERIFY(std::isfinite(scale.level(3)));
        QCOMPARE(scale.value(0.5), 3.0);
    }
}

void PlotMathTest::colourMapsAreTheKnownOnes() {
    const auto near = [](QRgb found, QRgb wanted) {
        return std::abs(qRed(found) - qRed(wanted)) < 8 && std::abs(qGreen(found) - qGreen(wanted)) < 8 &&
               std::abs(qBlue(found) - qBlue(wanted)) < 8;
    };
    QVERIFY(near(mapColor(ColorMap::viridis, 0), qRgb(0x44, 0x01, 0x54)));
    QVERIFY(near(mapColor(ColorMap::viridis, 0.5), qRgb(0x21, 0x91, 0x8C)));
    QVERIFY(near(mapColor(ColorMap::viridis, 1), qRgb(0xFD, 0xE7, 0x25)));
    QVERIFY(near(mapColor(ColorMap::cividis, 0), qRgb(0x00, 0x20, 0x51)));
    QVERIFY(near(mapColor(ColorMap::cividis, 1), qRgb(0xFD, 0xEA, 0x45)));
    QCOMPARE(qAlpha(mapColor(ColorMap::viridis, notANumber)), 0);
    // Lightness rises all the way, also for those who see no hue.
    for (const ColorMap map : {ColorMap::viridis, ColorMap::cividis})
        for (int k = 1; k <= 20; ++k)
            QVERIFY(qGray(mapColor(map, k / 20.0)) > qGray(mapColor(map, (k - 1) / 20.0)));
}

void PlotMathTest::heatmapCellsAreWhereTheyBelong() {
    // Three by two cells with centres at x = 0, 1, 2 and y = 0, 1.
    const std::vector<QRgb> colors{qRgb(1, 0, 0), qRgb(2, 0, 0), qRgb(3, 0, 0),
                                   qRgb(4, 0, 0), qRgb(5, 0, 0), qRgb(6, 0, 0)};
    const Heatmap map(colors, 3, 2, {0, 2, 0, 1});
    const QImage whole = map.image({-0.5, 2.5, -0.5, 1.5}, QSize(300, 200));
    for (int j = 0; j < 2; ++j)
        for (int i = 0; i < 3; ++i) {
            const QRgb wanted = colors[static_cast<std::size_t>(i + 3 * j)];
            const int top = (1 - j) * 100, left = i * 100;
            for (const QPoint& p : {QPoint(left, top), QPoint(left + 99, top + 99)})
                QCOMPARE(whole.pixel(p), wanted);
        }
    // Outside the grid nothing is drawn.
    QCOMPARE(qAlpha(map.image({-5, -1, -0.5, 1.5}, QSize(10, 10)).pixel(5, 5)), 0);
}

void PlotMathTest::zoomStepsUndoInOrder() {
    ZoomHistory history;
    QVERIFY(!history.isZoomed());
    QVERIFY(!history.undo());
    const ViewRange one{0, 1, 0, 1}, two{0, 0.5, 0, 0.5}, three{0, 0.4, 0, 0.4};
    history.push(one);
    history.push(two);
    history.replace(three);
    QCOMPARE(history.current(), three);
    QVERIFY(history.undo());
    QCOMPARE(history.current(), one);
    QVERIFY(history.undo());
    QVERIFY(!history.isZoomed());
    history.replace(two);  // with nothing to go on with it is a step of its own
    QVERIFY(history.undo());
    QVERIFY(!history.isZoomed());
    for (int k = 0; k < 1000; ++k) history.push(one);
    history.reset();
    QVERIFY(!history.isZoomed() && !history.undo());
}

QTEST_APPLESS_MAIN(PlotMathTest)
#include "plot_math_test.moc"
