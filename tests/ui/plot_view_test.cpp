// SPDX-License-Identifier: GPL-3.0-or-later
// The plots as widgets: what they hold, how they zoom, what they say.
#include <cmath>

#include <QGraphicsView>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <QtCharts/QLineSeries>

#include "core/analysis/landscape.h"
#include "tests/support/synthetic_results.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/plots/chart_canvas.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/spectrum_plot.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

/// A plot on the screen with the synthetic results in it.
template <typename Plot>
struct Shown {
    explicit Shown(const Results& results = test::syntheticResults()) {
        model.load(results);
        plot.setModel(&model);
        plot.resize(420, 300);
        plot.show();
        plot.refresh();
    }
    ChartCanvas& canvas() { return *plot.template findChild<ChartCanvas*>(); }
    QChart& chart() {
        for (QGraphicsItem* item : canvas().scene()->items())
            if (auto* chart = qobject_cast<QChart*>(item->toGraphicsObject())) return *chart;
        qFatal("no chart");
    }
    QWidget* viewport() { return canvas().viewport(); }

    RunModel model;
    Plot plot;
};

void turnWheel(QWidget* viewport, QPointF at, int notches) {
    QWheelEvent event(at, viewport->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(viewport, &event);
}

void drag(QWidget* viewport, QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton,
          Qt::KeyboardModifiers modifiers = {}) {
    QTest::mousePress(viewport, button, modifiers, from);
    // QTest::mouseMove carries no buttons.
    for (const QPoint& at : {(from + to) / 2, to}) {
        QMouseEvent move(QEvent::MouseMove, at, viewport->mapToGlobal(at), Qt::NoButton, button, modifiers);
        QApplication::sendEvent(viewport, &move);
    }
    QTest::mouseRelease(viewport, button, modifiers, to);
}

bool isNear(double a, double b, double tolerance = 1e-9) {
    return std::abs(a - b) <= tolerance;
}

}  // namespace

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
    void convergenceHoldsTheHistory();
    void zerosAndGapsBlankNothing();
    void playheadCutsTheCurves();
    void theoryIsDrawn();
    void spectrumHoldsTheEigenvalues();
    void heatmapStaysAlignedAfterZoom();
    void landscapeKeepsEqualScales();
    void clickOnTheLandscapePicksAStart();
    void doubleClickMaximisesAndPicksNothing();
    void basinMapReadsAndPicksCells();
    void emptyPlotsSaySo();
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
    QVERIFY(s.plot.view().width() < 21 * before.view.width());
}

void PlotViewTest::wheelOverAnAxisZoomsItAlone() {
    Shown<ConvergencePlot> s;
    const PlotFrame before = s.plot.frame();
    turnWheel(s.viewport(), QPointF(before.area.center().x(), before.area.bottom() + 10), 1);
    QVERIFY(s.plot.view().width() < before.view.width());
    QCOMPARE(s.plot.view().height(), before.view.height());
}

void PlotViewTest::rubberBandShowsWhatItEncloses() {
    Shown<ConvergencePlot> s;
    const PlotFrame before = s.plot.frame();
    const QPoint from = before.area.topLeft().toPoint() + QPoint(40, 30);
    const QPoint to = from + QPoint(120, 60);
    const QPointF low = before.fromPixel(QPointF(from.x(), to.y()));
    const QPointF high = before.fromPixel(QPointF(to.x(), from.y()));
    drag(s.viewport(), from, to);
    const ViewRange view = s.plot.view();
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
        const ViewRange view = s.plot.view();
        QVERIFY(isNear(view.width(), before.view.width()));
        QVERIFY(isNear(view.left, before.view.left - 50 * before.view.width() / before.area.width()));
        QVERIFY(isNear(view.top, before.view.top - 20 * before.view.height() / before.area.height()));
        s.plot.undoZoom();  // the whole drag is one step
        QVERIFY(!s.plot.isZoomed());
    }
}

void PlotViewTest::undoAndReset() {
    Shown<ConvergencePlot> s;
    const ViewRange full = s.plot.view();
    const QPoint middle = s.plot.frame().area.center().toPoint();
    drag(s.viewport(), middle - QPoint(60, 40), middle + QPoint(60, 40));
    const ViewRange first = s.plot.view();
    drag(s.viewport(), middle - QPoint(30, 20), middle + QPoint(30, 20));
    QTest::keyClick(&s.plot, Qt::Key_Backspace);
    QCOMPARE(s.plot.view(), first);
    QTest::keyClick(&s.plot, Qt::Key_Plus);
    QTest::keyClick(&s.plot, Qt::Key_Home);
    QCOMPARE(s.plot.view(), full);
    QVERIFY(!s.plot.isZoomed());
    QTest::keyClick(&s.plot, Qt::Key_Backspace);
    QCOMPARE(s.plot.view(), full);
}

void PlotViewTest::autoscaleWaitsWhileZoomed() {
    Shown<ConvergencePlot> s;
    s.plot.zoomTo({1, 5, -3, 0});
    IterationDone late;
    late.record.iteration = 90;
    late.record.distance = 10;
    s.model.apply({late});
    s.plot.refresh();
    QCOMPARE(s.plot.view(), (ViewRange{1, 5, -3, 0}));
    s.plot.resetZoom();
    QVERIFY(s.plot.view().right >= 90);
    s.plot.zoomTo({1, 5, -3, 0});
    s.model.begin(s.model.results().experiment);  // a new run starts afresh
    QVERIFY(!s.plot.isZoomed());
}

void PlotViewTest::convergenceHoldsTheHistory() {
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
    s.plot.setQuantity(ConvergencePlot::Quantity::loss_gap);
    s.plot.setAgainst(ConvergencePlot::Against::time);
    s.plot.refresh();
    const IterationRecord& record = results.runs[2].history[3];
    QCOMPARE(s.plot.curves()[2].points[3],
             QPointF(record.seconds, record.objective - results.minimiser.objective));
    QVERIFY(s.plot.csv().startsWith("solver,iteration,seconds,loss_gap\nnewton,0,"));
}

void PlotViewTest::zerosAndGapsBlankNothing() {
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

void PlotViewTest::playheadCutsTheCurves() {
    Shown<ConvergencePlot> s;
    const ViewRange full = s.plot.view();
    s.model.setPlayhead(3);
    s.plot.refresh();
    for (std::size_t i = 0; i < test::paces.size(); ++i) QCOMPARE(s.plot.curves()[i].points.size(), 4u);
    QCOMPARE(s.plot.view(), full);  // scrubbing does not move the axes
    Shown<LandscapePlot> landscape;
    landscape.model.setPlayhead(2);
    landscape.plot.refresh();
    for (const Curve& path : landscape.plot.curves()) QCOMPARE(path.points.size(), 3u);
}

void PlotViewTest::theoryIsDrawn() {
    Shown<ConvergencePlot> s;
    const Curve& promise = s.plot.curves().back();
    QCOMPARE(promise.dash, Qt::DashLine);
    for (std::size_t k = 0; k < promise.points.size(); ++k)
        QVERIFY(isNear(promise.points[k].y(), 0.6 * std::pow(0.4, static_cast<double>(k)), 1e-15));
    s.plot.setQuantity(ConvergencePlot::Quantity::contraction);
    s.plot.refresh();
    QCOMPARE(s.plot.curves().size(), test::paces.size() + 2);
    const Curve& published = s.plot.curves()[test::paces.size()];
    const double r = s.model.results().runs[1].history[2].distance;
    const double rbar = 0.3 * r;
    QVERIFY(isNear(published.points[2].y(), 2 * (0.1 + rbar / (0.4 - rbar)), 1e-12));
}

void PlotViewTest::spectrumHoldsTheEigenvalues() {
    const Results results = test::syntheticResults();
    Shown<SpectrumPlot> s(results);
    const QList<QByteArray> lines = s.plot.csv().trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype(1 + 8 * 4));
    for (std::size_t k = 0; k < 8; ++k)
        for (Index i = 0; i < 4; ++i) {
            const QList<QByteArray> cells = lines[qsizetype(1 + 4 * k) + i].split(',');
            QCOMPARE(cells[2].toDouble(), results.runs[0].eigenvalues[k][i]);
        }
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("condition")));
    s.model.setPlayhead(0);
    s.plot.refresh();
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("not positive definite")));
    s.plot.selectSolver(1);
    s.plot.refresh();
    QVERIFY(!s.plot.csv().split('\n')[1].endsWith(','));  // the model's eigenvalue is there
}

void PlotViewTest::heatmapStaysAlignedAfterZoom() {
    // A block of five by five values in a landscape without any: its edges tell where the picture lies.
    Results results = test::syntheticResults();
    auto landscape = std::make_shared<Landscape>(*test::syntheticLandscape(33, 1));
    landscape->values.setConstant(not_applicable);
    landscape->values.block(18, 10, 5, 5).setConstant(1);
    results.landscape = landscape;
    results.runs.clear();
    results.x0.resize(0);
    Shown<LandscapePlot> s(results);
    s.plot.setLevels(ColorScale::Kind::linear);
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

void PlotViewTest::landscapeKeepsEqualScales() {
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

void PlotViewTest::clickOnTheLandscapePicksAStart() {
    Shown<LandscapePlot> s;
    QSignalSpy picked(&s.plot, &LandscapePlot::startPicked);
    const PlotFrame frame = s.plot.frame();
    const QPoint at = frame.area.center().toPoint() + QPoint(20, -30);
    QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, at);
    QVERIFY(picked.wait(2000));
    const QPointF wanted = frame.dataAt(at);
    QVERIFY(isNear(picked[0][0].toDouble(), wanted.x()) && isNear(picked[0][1].toDouble(), wanted.y()));
}

void PlotViewTest::doubleClickMaximisesAndPicksNothing() {
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

void PlotViewTest::basinMapReadsAndPicksCells() {
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
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("144 of 160")));
    s.plot.setShown(BasinMapPlot::Shown::median_iterations);
    s.plot.refresh();
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("median")));
}

void PlotViewTest::emptyPlotsSaySo() {
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
        model.load(test::syntheticResults());
        plot->refresh();
        QVERIFY(plot->emptyMessage().isEmpty() && !plot->summary().isEmpty());
        QCOMPARE(plot->accessibleName(), plot->title());
    }
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
