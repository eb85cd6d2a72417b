// SPDX-License-Identifier: GPL-3.0-or-later
// What each plot holds and what a click on it means.
#include <cmath>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>
#include <QtCharts/QLineSeries>

#include "core/analysis/landscape.h"
#include "tests/support/network_results.h"
#include "tests/support/shown_plot.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/plot_kind.h"

using namespace basin;
using namespace basin::test;

class PlotContentsTest : public QObject {
    Q_OBJECT

  private slots:
    void convergenceHoldsTheHistory();
    void zerosAndGapsBlankNothing();
    void playheadCutsTheCurves();
    void theoryIsDrawn();
    void heatmapStaysAlignedAfterZoom();
    void landscapeKeepsEqualScales();
    void clickOnTheLandscapePicksAStart();
    void doubleClickMaximisesAndPicksNothing();
    void basinMapReadsAndPicksCells();
    void emptyPlotsSaySo();
};

void PlotContentsTest::convergenceHoldsTheHistory() {
    const Results results = test::syntheticResults();
    Shown<ConvergencePlot> s(results);
    for (std::size_t i = 0; i < results.runs.size(); ++i) {
        const Curve& curve = s.plot.curves()[i];
        QCOMPARE(curve.name, QString::fromStdString(results.runs[i].spec.name));
        QCOMPARE(curve.color, solverStyle(curve.name).color);
        QCOMPARE(curve.points.size(), results.runs[i].history.size());
        for (std::size_t k = 0; k < curve.points.size(); ++k)
            QCOMPARE(curve.points[k], QPointF(static_cast<double>(k), results.runs[i].history[k].distance));
    }
    s.plot.setView(ConvergencePlot::View::loss_gap);
    s.plot.setAgainst(ConvergencePlot::Against::time);
    s.plot.refresh();
    const IterationRecord& record = results.runs[2].history[3];
    QCOMPARE(s.plot.curves()[2].points[3],
             QPointF(record.seconds, record.objective - results.minimiser.objective));
    QVERIFY(s.plot.csv().startsWith("solver,iteration,seconds,loss_gap\nnewton,0,"));
}

void PlotContentsTest::zerosAndGapsBlankNothing() {
    Results results = test::syntheticResults();
    results.runs[0].history[2].distance = not_applicable;
    results.runs[0].history[4].distance = 0;
    Shown<ConvergencePlot> s(results);
    int drawn = 0;
    for (const QAbstractSeries* series : s.chart().series()) {
        if (!series->isVisible()) continue;
        for (const QPointF& p : qobject_cast<const QLineSeries*>(series)->points()) {
            QVERIFY(std::isfinite(p.x()) && std::isfinite(p.y()));
            ++drawn;
        }
    }
    QVERIFY(drawn > 80);
    // The zero is on the floor of the axis, in sight.
    QVERIFY(s.plot.frame().area.contains(s.plot.frame().map(4, 0)));
}

void PlotContentsTest::playheadCutsTheCurves() {
    Shown<ConvergencePlot> s;
    const ViewRange full = s.plot.viewRange();
    s.model.setPlayhead(3);
    s.plot.refresh();
    for (std::size_t i = 0; i < test::paces.size(); ++i) QCOMPARE(s.plot.curves()[i].points.size(), 4u);
    QCOMPARE(s.plot.viewRange(), full);  // scrubbing does not move the axes
    Shown<LandscapePlot> landscape;
    landscape.model.setPlayhead(2);
    landscape.plot.refresh();
    for (const Curve& path : landscape.plot.curves()) QCOMPARE(path.points.size(), 3u);
}

void PlotContentsTest::theoryIsDrawn() {
    Shown<ConvergencePlot> s;
    const Curve& promise = s.plot.curves().back();
    QCOMPARE(promise.dash, Qt::DashLine);
    for (std::size_t k = 0; k < promise.points.size(); ++k)
        QVERIFY(isNear(promise.points[k].y(), 0.6 * std::pow(0.4, static_cast<double>(k)), 1e-15));
    s.plot.setView(ConvergencePlot::View::contraction);
    s.plot.refresh();
    QCOMPARE(s.plot.curves().size(), test::paces.size() + 2);
    const Curve& published = s.plot.curves()[test::paces.size()];
    const double r = s.model.results().runs[1].history[2].distance;
    const double rbar = 0.3 * r;
    QVERIFY(isNear(published.points[2].y(), 2 * (0.1 + rbar / (0.4 - rbar)), 1e-12));
}

void PlotContentsTest::heatmapStaysAlignedAfterZoom() {
    // A block of five by five values in a landscape without any: its edges tell where the picture lies.
    Results results = test::syntheticResults();
    auto landscape = std::make_shared<Landscape>(*test::syntheticLandscape(33, 1));
    landscape->values.setConstant(not_applicable);
    landscape->values.block(18, 10, 5, 5).setConstant(1);
    results.landscape = landscape;
    results.runs.clear();
    results.x0.resize(0);
    Shown<LandscapePlot> s(results);
    s.plot.setView(ColorScale::Kind::linear);
    const double a = landscape->a[20], b = landscape->b[12], half = 2.5 * (landscape->a[1] - landscape->a[0]);
    for (const QSize size : {QSize(420, 300), QSize(631, 507)})
        for (const ViewRange view :
             {ViewRange{-1, 1, -1, 1}, ViewRange{a - 0.3, a + 0.25, b - 0.2, b + 0.35}}) {
            s.plot.resize(size);
            s.plot.refresh();
            s.plot.zoomTo(view);
            const PlotFrame frame = s.plot.frame();
            const QImage image = s.canvas().grab().toImage();
            const QPointF centre = frame.map(a, b);
            const int row = static_cast<int>(centre.y());
            int left = static_cast<int>(centre.x()), right = left;
            const auto dark = [&](int x) { return qGray(image.pixel(x, row)) < 90; };
            QVERIFY(dark(left));
            while (dark(left - 1)) --left;
            while (dark(right + 1)) ++right;
            QVERIFY(std::abs(left - frame.map(a - half, b).x()) <= 1.0);
            QVERIFY(std::abs(right + 1 - frame.map(a + half, b).x()) <= 1.0);
            QVERIFY(std::abs((left + right + 1) / 2.0 - centre.x()) <= 0.75);
        }
}

void PlotContentsTest::landscapeKeepsEqualScales() {
    Shown<LandscapePlot> s;
    const auto isEqual = [&] {
        const PlotFrame f = s.plot.frame();
        return isNear(f.area.width() / f.view.width(), f.area.height() / f.view.height(), 1e-6);
    };
    QVERIFY(isEqual());
    const QPoint middle = s.plot.frame().area.center().toPoint();
    drag(s.viewport(), middle - QPoint(60, 10), middle + QPoint(30, 20));
    QVERIFY(s.plot.isZoomed() && isEqual());
    QVERIFY(!s.plot.contours().empty());
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("lies outside")));
}

void PlotContentsTest::clickOnTheLandscapePicksAStart() {
    Shown<LandscapePlot> s;
    QSignalSpy picked(&s.plot, &LandscapePlot::startPicked);
    const PlotFrame frame = s.plot.frame();
    const QPoint at = frame.area.center().toPoint() + QPoint(20, -30);
    QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, at);
    QVERIFY(picked.wait(2000));
    const QPointF wanted = frame.dataAt(at);
    QVERIFY(isNear(picked[0][0].toDouble(), wanted.x()) && isNear(picked[0][1].toDouble(), wanted.y()));
}

void PlotContentsTest::doubleClickMaximisesAndPicksNothing() {
    RunModel model;
    model.load(test::syntheticResults());
    auto* plot = new LandscapePlot;
    PlotCard card(plot);
    plot->setModel(&model);
    card.resize(420, 320);
    card.show();
    plot->refresh();
    QSignalSpy maximise(&card, &PlotCard::maximiseRequested), picked(plot, &LandscapePlot::startPicked);
    auto* viewport = plot->findChild<ChartCanvas*>()->viewport();
    const QPoint at = plot->frame().area.center().toPoint();
    QTest::mouseClick(viewport, Qt::LeftButton, {}, at);
    QTest::mouseDClick(viewport, Qt::LeftButton, {}, at);
    QCOMPARE(maximise.count(), 1);
    QTest::qWait(2 * QApplication::doubleClickInterval());
    QCOMPARE(picked.count(), 0);
}

void PlotContentsTest::basinMapReadsAndPicksCells() {
    const Results results = test::syntheticResults();
    Shown<BasinMapPlot> s(results);
    const BasinMap& map = *results.basin_map;
    QSignalSpy picked(&s.plot, &BasinMapPlot::cellPicked), readout(&s.plot, &PlotView::readoutChanged);
    const QPoint at = s.plot.frame().map(map.radii[5], map.errors[3]).toPoint();
    QTest::mouseMove(s.viewport(), at);
    QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
    QApplication::sendEvent(s.viewport(), &hover);
    QVERIFY(readout.last()[0].toString().contains(QStringLiteral("of 24 converged")));
    QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, at);
    QVERIFY(picked.wait(2000));
    QCOMPARE(picked[0][0].toDouble(), map.radii[5]);
    QCOMPARE(picked[0][1].toDouble(), map.errors[3]);
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("144 of about 160")));
    s.plot.setView(BasinMapPlot::View::median_iterations);
    s.plot.refresh();
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("median")));
}

void PlotContentsTest::emptyPlotsSaySo() {
    for (const PlotKind kind : allPlotKinds) {
        const auto plot = makePlot(kind);
        plot->setModel(nullptr);
        plot->refresh();
        QVERIFY(plot->emptyMessage().endsWith(u'.'));
        QVERIFY(!plot->csv().isEmpty());
        RunModel model;
        plot->setModel(&model);
        plot->refresh();
        QVERIFY(!plot->emptyMessage().isEmpty() && !plot->summary().isEmpty());
        model.load(test::resultsFor(kind));
        plot->refresh();
        QVERIFY(plot->emptyMessage().isEmpty() && !plot->summary().isEmpty());
        QCOMPARE(plot->accessibleName(), plot->title());
    }
}

QTEST_MAIN(PlotContentsTest)
#include "plot_contents_test.moc"
