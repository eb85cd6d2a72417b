// SPDX-License-Identifier: GPL-3.0-or-later
// The readout covers neither what it reads nor, where it can choose, the curves; and it is never cut off.
#include "ui/chart/readout.h"

#include <QTest>

#include "tests/support/shown_plot.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/convergence_plot.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class ReadoutTest : public QObject {
    Q_OBJECT

  private slots:
    void itFlipsToTheSideWithRoom();
    void itPrefersWhatIsEmpty();
    void longTextsWrap();
    void everyPlaceOfAPlotIsReadWhole();
    void aNarrowAttractionCardShowsItWhole();
};

namespace {

constexpr QRectF bounds(0, 0, 300, 200);

/// Hovers over a grid of places and checks where the box is at each.
template <typename Plot>
int checkEverywhere(Shown<Plot>& s) {
    const QRectF area = s.plot.frame().area;
    int seen = 0;
    for (int i = 0; i <= 12; ++i)
        for (int j = 0; j <= 12; ++j) {
            const QPointF at(area.left() + area.width() * i / 12.0, area.top() + area.height() * j / 12.0);
            QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton,
                              Qt::NoButton, {});
            QApplication::sendEvent(s.viewport(), &hover);
            const QRectF box = s.canvas().readoutBox();
            if (box.isEmpty()) continue;
            ++seen;
            if (box.adjusted(-5, -5, 5, 5).contains(at)) return -1;
            if (!QRectF(s.viewport()->rect()).contains(box)) return -2;
            // What it tells is not under it.
            for (const Curve& curve : s.plot.curves())
                for (const QPointF& point : curve.points) {
                    const QPointF pixel = s.plot.frame().map(point.x(), point.y());
                    const bool read =
                        curve.sorted && std::abs(pixel.x() - at.x()) < 4 && area.contains(pixel);
                    if (read && box.contains(pixel)) return -3;
                }
        }
    return seen;
}

}  // namespace

void ReadoutTest::itFlipsToTheSideWithRoom() {
    const QSizeF size(100, 40);
    const auto at = [&](double x, double y) { return placeBeside({x, y}, size, {bounds, bounds}); };
    QVERIFY(at(50, 100).left() > 50 && at(50, 100).bottom() < 100);
    QVERIFY(at(250, 100).right() < 250);
    QVERIFY(at(50, 10).top() > 10);
    QVERIFY(at(250, 10).right() < 250);
    for (int x = 0; x <= 300; x += 10)
        for (int y = 0; y <= 200; y += 10) {
            QVERIFY(bounds.contains(at(x, y)));
            QVERIFY(!at(x, y).contains(QPointF(x, y)));
        }
    QVERIFY(placeBeside({150, 100}, {290, 190}, {bounds, bounds}).isEmpty());
}

void ReadoutTest::itPrefersWhatIsEmpty() {
    // A curve that passes right of the point and above it.
    const std::vector<QPolygonF> drawn{QPolygonF{QPointF(150, 100), QPointF(290, 5)}};
    const QRectF box = placeBeside({150, 100}, {100, 40}, {bounds, bounds, drawn});
    QVERIFY(box.right() < 150 || box.top() > 100);
}

void ReadoutTest::longTextsWrap() {
    const QStringList texts{QStringLiteral("one line that is much too long for so narrow a plot as this is"),
                            QStringLiteral("short")};
    const Readout readout = layoutReadout({150, 60}, texts, {bounds, bounds}, {});
    QVERIFY(readout.lines.size() > 2);
    QVERIFY(bounds.contains(readout.box));
    QVERIFY(!readout.box.contains(QPointF(150, 60)));
    QCOMPARE(readout.lines.join(QLatin1Char(' ')), texts.join(QLatin1Char(' ')));
    // Nothing that is read is hidden, though the text has to wrap for it.
    const QRectF narrow(0, 0, 180, 200);
    const QPolygonF read{QPointF(90, 100), QPointF(90, 150), QPointF(90, 20)};
    const QStringList value{QStringLiteral("gradient-descent 0.00261")};
    const Readout beside = layoutReadout({90, 60}, value, {narrow, narrow, {}, read}, {});
    QVERIFY(narrow.contains(beside.box));
    for (const QPointF& at : read) QVERIFY(!beside.box.contains(at));
    // The legend is covered only where there is no room on the area.
    const QRectF area = bounds.adjusted(20, 60, 0, 0);
    const QStringList few{QStringLiteral("loss 1")};
    QVERIFY(area.contains(layoutReadout({200, 70}, few, {area, bounds}, {}).box));
    const QRectF flat = bounds.adjusted(0, 60, 0, -120);
    QVERIFY(bounds.contains(layoutReadout({150, 70}, few + few, {flat, bounds}, {}).box));
}

void ReadoutTest::everyPlaceOfAPlotIsReadWhole() {
    Shown<ConvergencePlot> s;
    QVERIFY(checkEverywhere(s) > 100);
}

void ReadoutTest::aNarrowAttractionCardShowsItWhole() {
    Shown<AttractionPlot> s;
    s.plot.resize(230, 190);
    s.plot.refresh();
    QVERIFY(checkEverywhere(s) > 50);
}

QTEST_MAIN(ReadoutTest)
#include "readout_test.moc"
