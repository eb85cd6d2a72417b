// SPDX-License-Identifier: GPL-3.0-or-later
// The iteration under the mouse is marked in all plots, and A and B are compared: with real events on real
// widgets, against the numbers of core.
#include "ui/runs/linked_reading.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "core/analysis/rate_between.h"
#include "tests/support/patience.h"
#include "tests/support/shown_plot.h"
#include "ui/chart/number_format.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/spectrum_plot.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Four plots of one run on the screen, as cards show them.
struct Plots {
    explicit Plots(const Results& results = syntheticResults()) {
        model.load(results);
        for (PlotView* plot : all()) {
            plot->setModel(&model);
            plot->resize(420, 320);
            plot->show();
            plot->refresh();
        }
    }
    std::vector<PlotView*> all() { return {&convergence, &time, &landscape, &spectrum}; }
    QWidget* viewport(PlotView& plot) { return plot.findChild<ChartCanvas*>()->viewport(); }
    void hover(PlotView& plot, QPointF data) {
        const PlotFrame frame = plot.frame();
        const QPointF at = frame.map(data.x(), data.y());
        QMouseEvent move(QEvent::MouseMove, at, viewport(plot)->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                         {});
        QApplication::sendEvent(viewport(plot), &move);
    }
    void leave(PlotView& plot) {
        QEvent event(QEvent::Leave);
        QApplication::sendEvent(viewport(plot), &event);
    }
    void click(PlotView& plot, double iteration, Qt::KeyboardModifiers modifiers = {}) {
        const PlotFrame frame = plot.frame();
        const QPointF at(frame.map(iteration, 1).x(), frame.area.center().y());
        QTest::mouseClick(viewport(plot), Qt::LeftButton, modifiers, at.toPoint());
    }
    void shiftClick(PlotView& plot, double iteration) { click(plot, iteration, Qt::ShiftModifier); }

    RunModel model;
    ConvergencePlot convergence, time;
    LandscapePlot landscape;
    SpectrumPlot spectrum;
};

/// Whether a color is near a place of a picture.
bool hasColorNear(const QImage& picture, QPointF at, const QColor& color, int within) {
    for (int y = -within; y <= within; ++y)
        for (int x = -within; x <= within; ++x) {
            const QPoint pixel = at.toPoint() + QPoint(x, y);
            if (picture.rect().contains(pixel) && picture.pixelColor(pixel) == color) return true;
        }
    return false;
}

QImage pictureOf(Plots& plots, PlotView& plot) {
    return plots.viewport(plot)->grab().toImage();
}

}  // namespace

class LinkedReadingTest : public QObject {
    Q_OBJECT

  private slots:
    void theIterationUnderTheMouseIsToldAndForgotten() {
        Plots plots;
        LinkedReading& reading = plots.model.reading();
        QVERIFY(!reading.hovered());
        const PlotFrame frame = plots.convergence.frame();
        const double high = frame.dataAt(frame.area.center()).y();
        plots.hover(plots.convergence, {5.2, high});
        QVERIFY(reading.hovered() == Index(5));
        plots.hover(plots.convergence, {17.9, high});
        QVERIFY(reading.hovered() == Index(18));
        plots.leave(plots.convergence);
        QVERIFY(!reading.hovered());
        // On the landscape the nearest step of a path; none away from all.
        const PlanePoint on = plots.model.results().runs[3].path[4];
        plots.hover(plots.landscape, {on.a, on.b});
        QVERIFY(reading.hovered() == Index(4));
        plots.hover(plots.landscape, {-0.85, 0.85});
        QVERIFY(!reading.hovered());
        // Against time that of the nearest curve.
        plots.time.setAgainst(HistoryPlot::Against::time);
        plots.time.refresh();
        const IterationRecord& record = plots.model.results().runs[3].history[12];
        plots.hover(plots.time, {record.seconds, record.distance});
        QVERIFY(reading.hovered() == Index(12));
        plots.leave(plots.time);
        plots.hover(plots.spectrum, {3, 1});
        QVERIFY(reading.hovered() == Index(3));
        plots.leave(plots.spectrum);
        QVERIFY(!reading.hovered());
    }

    void theOthersMarkItAndDrawNothingElseAfresh() {
        Plots plots;
        plots.convergence.setView(ConvergencePlot::View::distance);
        plots.convergence.refresh();
        const SolverRun& run = plots.model.results().runs[3];
        const QImage before = pictureOf(plots, plots.landscape);
        const QImage lines = pictureOf(plots, plots.spectrum);
        std::vector<std::unique_ptr<QSignalSpy>> rebuilds;
        for (PlotView* plot : plots.all())
            rebuilds.push_back(std::make_unique<QSignalSpy>(plot, &PlotView::headChanged));
        const ViewRange view = plots.landscape.viewRange();
        plots.hover(plots.convergence, {6, 0.1});
        QCoreApplication::processEvents();
        const QImage after = pictureOf(plots, plots.landscape);
        QVERIFY(after != before);
        QVERIFY(pictureOf(plots, plots.spectrum) != lines);
        // The ring of gradient descent, in its colour, around where it was at iteration 6.
        const QPointF at = plots.landscape.frame().map(run.path[6].a, run.path[6].b);
        const QColor color = solverStyle(QStringLiteral("gradient-descent")).color;
        QVERIFY(hasColorNear(after, at + QPointF(0, -4), color, 2));
        for (const auto& rebuilt : rebuilds) QCOMPARE(rebuilt->count(), 0);
        QVERIFY(plots.landscape.viewRange() == view);
        plots.leave(plots.convergence);
        QCOMPARE(pictureOf(plots, plots.landscape), before);
        QCOMPARE(pictureOf(plots, plots.spectrum), lines);
    }

    void aClickSetsAAndShiftB() {
        Plots plots;
        plots.convergence.setView(ConvergencePlot::View::distance);
        plots.convergence.refresh();
        LinkedReading& reading = plots.model.reading();
        QVERIFY(plots.convergence.changeLines().isEmpty());
        plots.click(plots.convergence, 4);
        QTRY_VERIFY_WITH_TIMEOUT(reading.a() == Index(4), patience);
        QVERIFY(!reading.b() && plots.convergence.changeLines().isEmpty());
        plots.shiftClick(plots.convergence, 16);
        QTRY_VERIFY_WITH_TIMEOUT(reading.b() == Index(16), patience);
        // By core's numbers, for the runs that have both.
        const QStringList lines = plots.convergence.changeLines();
        QCOMPARE(lines.front(), QStringLiteral("B − A: 12 iterations"));
        const auto& history = plots.model.results().runs[3].history;
        const RateBetween between = rate_between(4, history[4].distance, 16, history[16].distance);
        QVERIFY(isNear(between.rate, 0.72, 1e-12));
        QVERIFY2(lines.contains(QStringLiteral("gradient-descent  %1 decades down, rate %2 an iteration")
                                    .arg(formatNumber(-between.decades, 2), formatNumber(between.rate))),
                 qPrintable(lines.join(QLatin1Char('\n'))));
        // newton has ended before B.
        QVERIFY(lines.contains(QStringLiteral("newton  –")));
        // The same marks in the others, whose values they compare.
        plots.shiftClick(plots.spectrum, 7);
        QTRY_VERIFY_WITH_TIMEOUT(reading.b() == Index(7), patience);
        QCOMPARE(plots.spectrum.changeLines().size(), qsizetype(3));
        QCOMPARE(plots.convergence.changeLines().front(), QStringLiteral("B − A: 3 iterations"));
    }

    void marksGoByAClickOnThemAndByEscape() {
        Plots plots;
        LinkedReading& reading = plots.model.reading();
        reading.toggleA(3);
        reading.toggleB(9);
        plots.click(plots.convergence, 3);
        QTRY_VERIFY_WITH_TIMEOUT(!reading.a(), patience);
        QVERIFY(reading.b() == Index(9));
        QVERIFY(plots.convergence.takeKey(Qt::Key_Escape));
        QVERIFY(!reading.hasMarks());
        // Then it is another's key.
        QVERIFY(!plots.convergence.takeKey(Qt::Key_Escape));
    }

    /// A drag with Shift pans as ever, and sets no mark.
    void panningSetsNothing() {
        Plots plots;
        const ViewRange before = plots.convergence.viewRange();
        const QPoint middle = plots.convergence.frame().area.center().toPoint();
        drag(plots.viewport(plots.convergence), middle, middle + QPoint(40, 0), Qt::LeftButton,
             Qt::ShiftModifier);
        QVERIFY(!(plots.convergence.viewRange() == before));
        drag(plots.viewport(plots.convergence), middle, middle + QPoint(60, 50));
        QTest::qWait(400);  // longer than a click waits
        QVERIFY(!plots.model.reading().hasMarks());
    }

    void aDoubleClickIsTheCards() {
        Plots plots;
        const QPoint middle = plots.convergence.frame().area.center().toPoint();
        QTest::mouseDClick(plots.viewport(plots.convergence), Qt::LeftButton, {}, middle);
        QTest::qWait(400);  // longer than a click waits
        QVERIFY(!plots.model.reading().hasMarks());
    }

    /// Against time there is no iteration to click at.
    void againstTimeAClickDoesNothing() {
        Plots plots;
        plots.time.setAgainst(HistoryPlot::Against::time);
        plots.time.refresh();
        QTest::mouseClick(plots.viewport(plots.time), Qt::LeftButton, {},
                          plots.time.frame().area.center().toPoint());
        QTest::qWait(400);  // longer than a click waits
        QVERIFY(!plots.model.reading().hasMarks());
        plots.model.reading().toggleA(1);
        plots.model.reading().toggleB(5);
        QVERIFY(plots.time.changeLines().isEmpty());
    }

    /// Another run comes: marks and view stay, numbers are those of the new one.
    void nothingJumpsWhenAnotherRunComes() {
        Plots plots;
        plots.convergence.setView(ConvergencePlot::View::distance);
        plots.convergence.refresh();
        plots.model.reading().toggleA(2);
        plots.model.reading().toggleB(10);
        ViewRange zoomed = plots.convergence.viewRange();
        zoomed.right = zoomed.left + 0.5 * zoomed.width();
        zoomed.bottom = zoomed.top - 0.4 * zoomed.height();
        plots.convergence.zoomTo(zoomed);
        const QStringList before = plots.convergence.changeLines();
        Results other = syntheticResults();
        for (IterationRecord& record : other.runs[3].history)
            record.distance *= std::pow(0.5, static_cast<double>(record.iteration));
        plots.model.load(other);
        plots.convergence.refresh();
        QVERIFY(plots.model.reading().a() == Index(2) && plots.model.reading().b() == Index(10));
        const ViewRange view = plots.convergence.viewRange();
        QVERIFY(isNear(view.left, zoomed.left) && isNear(view.right, zoomed.right));
        QVERIFY(isNear(view.bottom, zoomed.bottom) && isNear(view.top, zoomed.top));
        QVERIFY(plots.convergence.changeLines() != before);
        QVERIFY(plots.convergence.changeLines().join(QString()).contains(QStringLiteral("rate 0.36")));
    }

    void valuesBeyondThePlayheadAreNotTold() {
        Plots plots;
        plots.model.reading().toggleA(2);
        plots.model.reading().toggleB(10);
        plots.model.setPlayhead(6);
        plots.convergence.refresh();
        for (const QString& line : plots.convergence.changeLines().mid(1))
            QVERIFY2(line.endsWith(QStringLiteral("–")), qPrintable(line));
    }

    void figuresHaveNoMarks() {
        Plots plots;
        const auto figure = [&plots] {
            QImage picture(420, 320, QImage::Format_ARGB32);
            picture.fill(Qt::white);
            QPainter painter(&picture);
            plots.convergence.renderTo(painter, picture.rect());
            return picture;
        };
        const QImage before = figure();
        plots.model.reading().toggleA(2);
        plots.model.reading().toggleB(10);
        plots.hover(plots.spectrum, {3, 1});
        QCOMPARE(figure(), before);
    }
};

QTEST_MAIN(LinkedReadingTest)
#include "linked_reading_test.moc"
