// SPDX-License-Identifier: GPL-3.0-or-later
// Where the window has little room a plot folds its legend, and shows it whole when asked; presentations and
// files name everything.
#include <QEnterEvent>
#include <QtTest>

#include "tests/support/shown_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"

using namespace basin;
using namespace basin::ui;
using namespace basin::test;

namespace {

/// A plot as a small card of the window shows it.
template <typename Plot>
struct Folded : Shown<Plot> {
    Folded() {
        PlotStyle style;
        style.solversListed = true;
        this->plot.setPlotStyle(style);
        this->plot.resize(200, 180);
        this->plot.refresh();
    }
    const ChartLayout& layout() { return this->canvas().chartLayout(); }
    void hover(QPointF at) {
        QMouseEvent move(QEvent::MouseMove, at, this->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         {});
        QApplication::sendEvent(this->viewport(), &move);
    }
    QImage picture() { return this->plot.grab().toImage(); }
};

}  // namespace

class FoldedLegendTest : public QObject {
    Q_OBJECT

  private slots:
    void itSaysHowManyEntriesItLeavesOut() {
        Folded<ConvergencePlot> s;
        const std::size_t all = s.canvas().content().legend.size();
        QVERIFY(s.layout().legendLeftOut >= 5);
        QCOMPARE(s.layout().legend.size() + static_cast<std::size_t>(s.layout().legendLeftOut), all);
        Folded<LandscapePlot> square;
        QVERIFY(square.layout().legendLeftOut > 0);
    }

    void pointingAtTheNumberUnfoldsIt() {
        Folded<ConvergencePlot> s;
        const QImage before = s.picture();
        s.hover(s.layout().legendMore.center());
        QVERIFY(s.canvas().isLegendUnfolded());
        QVERIFY(s.picture() != before);
        s.hover(s.layout().area.topLeft() - QPointF(4, 4));
        QVERIFY(!s.canvas().isLegendUnfolded());
        s.hover(s.layout().legendMore.center());
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(s.viewport(), &leave);
        QVERIFY(!s.canvas().isLegendUnfolded());
        QCOMPARE(s.picture(), before);
    }

    void aKeyUnfoldsItAndFoldsItAgain() {
        Folded<LandscapePlot> s;
        const QImage before = s.picture();
        s.plot.setFocus();
        QTest::keyClick(&s.plot, Qt::Key_L);
        QVERIFY(s.canvas().isLegendUnfolded());
        const QImage unfolded = s.picture();
        QVERIFY(unfolded != before);
        s.hover(s.layout().area.center());
        s.hover(QPointF(1, 1));
        QVERIFY(s.canvas().isLegendUnfolded());
        QTest::keyClick(&s.plot, Qt::Key_L);
        QVERIFY(!s.canvas().isLegendUnfolded());
        // Where nothing is folded, the key means nothing.
        s.plot.resize(900, 500);
        s.plot.refresh();
        QCOMPARE(s.layout().legendLeftOut, 0);
        QVERIFY(!s.plot.takeKey(Qt::Key_L));
    }

    void aPresentationNamesEverything() {
        for (const QSize size : {QSize(440, 250), QSize(600, 300)}) {
            Folded<ConvergencePlot> s;
            PlotStyle style;
            style.fontSize = 18.7;
            s.plot.setPlotStyle(style);
            s.plot.resize(size);
            s.plot.refresh();
            QCOMPARE(s.layout().legendLeftOut, 0);
            QCOMPARE(s.layout().legend.size(), s.canvas().content().legend.size());
            QVERIFY(s.layout().area.height() >= 0.4 * size.height());
        }
    }
};

QTEST_MAIN(FoldedLegendTest)
#include "folded_legend_test.moc"
