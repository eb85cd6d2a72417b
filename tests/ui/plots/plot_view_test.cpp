// SPDX-License-Identifier: GPL-3.0-or-later
// The plots as widgets: where things are, how they zoom, what the cursor and the card say.
#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QtCharts/QLineSeries>

#include "tests/support/shown_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/head_button.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/spectrum_plot.h"

using namespace basin;
using namespace basin::test;

class PlotViewTest : public QObject {
    Q_OBJECT

  private slots:
    void frameAgreesWithTheChart();
    void wheelZoomsAboutTheCursor();
    void wheelOverAnAxisZoomsItAlone();
    void rubberBandShowsWhatItEncloses();
    void shiftDragPans();
    void undoAndReset();
    void autoscaleWaitsWhileZoomed();
    void cursorReadsValues();
    void themeChangesTheGround();
    void cardActionsShowOnFocus();
};

void PlotViewTest::frameAgreesWithTheChart() {
    Shown<ConvergencePlot> s;
    turnWheel(s.viewport(), s.plot.frame().area.center(), 3);
    const PlotFrame frame = s.plot.frame();
    auto* series = qobject_cast<QLineSeries*>(s.chart().series().at(0));
    QVERIFY(series != nullptr);
    for (const QPointF& at : {QPointF(frame.view.left, frame.view.bottom),
                              QPointF(frame.view.right, frame.view.top), QPointF(3.7, -4.2)}) {
        const QPointF chart = s.chart().mapToPosition(at, series);
        QVERIFY2(QLineF(chart, frame.toPixel(at)).length() < 0.5, qPrintable(QString::number(chart.x())));
    }
}

void PlotViewTest::wheelZoomsAboutTheCursor() {
    Shown<ConvergencePlot> s;
    const PlotFrame before = s.plot.frame();
    const QPointF cursor = before.area.topLeft() + QPointF(100, 40);
    const QPointF under = before.fromPixel(cursor);
    turnWheel(s.viewport(), cursor, 2);
    QVERIFY(s.plot.isZoomed());
    const PlotFrame after = s.plot.frame();
    QVERIFY(isNear(after.view.width(), before.view.width() / (1.25 * 1.25), 1e-6));
    QVERIFY(isNear(after.toPixel(under).x() - after.area.left(), cursor.x() - before.area.left(), 2.0));
    QVERIFY(isNear(after.view.left + 0.0, under.x() + (before.view.left - under.x()) / 1.5625, 1e-9));
    turnWheel(s.viewport(), cursor, -400);  // no way to get lost
    QVERIFY(s.plot.viewRange().width() < 21 * before.view.width());
}

void PlotViewTest::wheelOverAnAxisZoomsItAlone() {
    Shown<ConvergencePlot> s;
    const PlotFrame before = s.plot.frame();
    turnWheel(s.viewport(), QPointF(before.area.center().x(), before.area.bottom() + 10), 1);
    QVERIFY(s.plot.viewRange().width() < before.view.width());
    QCOMPARE(s.plot.viewRange().height(), before.view.height());
}

void PlotViewTest::rubberBandShowsWhatItEncloses() {
    Shown<ConvergencePlot> s;
    const PlotFrame before = s.plot.frame();
    const QPoint from = before.area.topLeft().toPoint() + QPoint(40, 30);
    const QPoint to = from + QPoint(120, 60);
    const QPointF low = before.fromPixel(QPointF(from.x(), to.y()));
    const QPointF high = before.fromPixel(QPointF(to.x(), from.y()));
    drag(s.viewport(), from, to);
    const ViewRange view = s.plot.viewRange();
    QVERIFY(isNear(view.left, low.x()) && isNear(view.right, high.x()));
    QVERIFY(isNear(view.bottom, low.y()) && isNear(view.top, high.y()));
}

void PlotViewTest::shiftDragPans() {
    for (const bool middle : {false, true}) {
        Shown<ConvergencePlot> s;
        const PlotFrame before = s.plot.frame();
        const QPoint from = before.area.center().toPoint();
        drag(s.viewport(), from, from + QPoint(50, -20), middle ? Qt::MiddleButton : Qt::LeftButton,
             middle ? Qt::NoModifier : Qt::ShiftModifier);
        const ViewRange view = s.plot.viewRange();
        QVERIFY(isNear(view.width(), before.view.width()));
        QVERIFY(isNear(view.left, before.view.left - 50 * before.view.width() / before.area.width()));
        QVERIFY(isNear(view.top, before.view.top - 20 * before.view.height() / before.area.height()));
        s.plot.undoZoom();  // the whole drag is one step
        QVERIFY(!s.plot.isZoomed());
    }
}

void PlotViewTest::undoAndReset() {
    Shown<ConvergencePlot> s;
    const ViewRange full = s.plot.viewRange();
    const QPoint middle = s.plot.frame().area.center().toPoint();
    drag(s.viewport(), middle - QPoint(60, 40), middle + QPoint(60, 40));
    const ViewRange first = s.plot.viewRange();
    drag(s.viewport(), middle - QPoint(30, 20), middle + QPoint(30, 20));
    QTest::keyClick(&s.plot, Qt::Key_Backspace);
    QCOMPARE(s.plot.viewRange(), first);
    QTest::keyClick(&s.plot, Qt::Key_Plus);
    QTest::keyClick(&s.plot, Qt::Key_Home);
    QCOMPARE(s.plot.viewRange(), full);
    QVERIFY(!s.plot.isZoomed());
    QTest::keyClick(&s.plot, Qt::Key_Backspace);
    QCOMPARE(s.plot.viewRange(), full);
}

void PlotViewTest::autoscaleWaitsWhileZoomed() {
    Shown<ConvergencePlot> s;
    s.plot.zoomTo({1, 5, -3, 0});
    IterationDone late;
    late.record.iteration = 90;
    late.record.distance = 10;
    s.model.apply({late});
    s.plot.refresh();
    QCOMPARE(s.plot.viewRange(), (ViewRange{1, 5, -3, 0}));
    s.plot.resetZoom();
    QVERIFY(s.plot.viewRange().right >= 90);
    s.plot.zoomTo({1, 5, -3, 0});
    s.model.begin(s.model.results().experiment);  // a new run leaves the view
    QCOMPARE(s.plot.viewRange(), (ViewRange{1, 5, -3, 0}));
}

void PlotViewTest::cursorReadsValues() {
    Shown<ConvergencePlot> s;
    QSignalSpy readout(&s.plot, &PlotView::readoutChanged);
    const QPoint at = s.plot.frame().map(1, 0.1).toPoint();
    QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(s.viewport(), &hover);
    const QString text = readout.last()[0].toString();
    QVERIFY(text.startsWith(QStringLiteral("iteration 1")));
    QVERIFY(text.contains(QStringLiteral("approximate-newton  0.072")));
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(s.viewport(), &leave);
    QVERIFY(readout.last()[0].toString().isEmpty());
}

void PlotViewTest::themeChangesTheGround() {
    Shown<SpectrumPlot> s;
    for (const Theme& theme : {Theme::night(), Theme::light()}) {
        s.plot.setTheme(theme);
        s.plot.refresh();
        QCOMPARE(s.plot.grab().toImage().pixelColor(1, 1), theme.card);
    }
}

void PlotViewTest::cardActionsShowOnFocus() {
    PlotCard card(new ConvergencePlot);
    card.resize(420, 300);
    const QList<HeadButton*> actions = card.findChildren<HeadButton*>();
    QCOMPARE(actions.size(), 4);
    for (const HeadButton* action : actions) {
        QVERIFY(!action->accessibleName().isEmpty() && !action->toolTip().isEmpty());
        QVERIFY(!action->isRevealed());
    }
    card.show();
    QApplication::setActiveWindow(&card);
    card.plot()->setFocus();
    for (const HeadButton* action : actions) QVERIFY(action->isRevealed());
    QSignalSpy exported(&card, &PlotCard::exportRequested);
    actions[2]->click();
    QCOMPARE(exported.count(), 1);
}

QTEST_MAIN(PlotViewTest)
#include "plot_view_test.moc"
