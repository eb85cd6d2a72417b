// SPDX-License-Identifier: GPL-3.0-or-later
// Looking closer at a basin of attraction: real wheel and keys, and pictures that are core's to the pixel.
#include <algorithm>

#include <QContextMenuEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "core/analysis/attraction_part.h"
#include "core/experiment/attraction_stage.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/rerun.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "tests/support/patience.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/shown_plot.h"
#include "tests/support/small_experiment.h"
#include "ui/export/figure_export.h"
#include "ui/export/figure_verification.h"
#include "ui/export/seen_plot.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/plot_card.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class AttractionZoomTest : public QObject {
    Q_OBJECT

  private slots:
    void aWindowIsWhatCoreComputesThere();
    void noPictureIsCoarserThanTheOneBefore();
    void backAndHome_data();
    void backAndHome();
    void theMenuGoesBack();
    void theReadoutTellsPixelsApart();
    void itGoesAsDeepAsDoublesAndSaysSo();
    void movingOnCancelsWhatIsUnderWay();
    void anotherRunTakesThePartAway();
    void besideARunNothingIsComputed();
    void aFigureShowsTheFinerPicture();
};

namespace {

/// Newton from far away: some starts arrive, others do not.
Experiment experiment() {
    Experiment experiment = small_experiment();
    experiment.start.radius = 3;
    experiment.solvers = {{"newton", {}}};
    experiment.attraction = AttractionSpec{.resolution = 64};
    experiment.basin_map.reset();
    return experiment;
}

const Results& ran() {
    static const Results results = run_experiment(experiment());
    return results;
}

using ShownAttraction = Shown<AttractionPlot>;

bool isRefined(const AttractionPlot& plot) {
    return plot.part() != nullptr && plot.part()->stride == 1 &&
           !plot.subtitle().contains(QStringLiteral("refining"));
}

void waitUntilRefined(AttractionPlot& plot) {
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(plot), patience);
}

bool isOver(const Attraction& part, const ViewRange& view) {
    return part.a[0] <= view.left && part.a[part.a.size() - 1] >= view.right && part.b[0] <= view.bottom &&
           part.b[part.b.size() - 1] >= view.top;
}

bool timersRest(const QObject& of) {
    return std::ranges::none_of(of.findChildren<QTimer*>(), &QTimer::isActive);
}

void press(QWidget* viewport, Qt::MouseButton button, QPointF at) {
    QMouseEvent event(QEvent::MouseButtonPress, at, viewport->mapToGlobal(at), button, button, {});
    QApplication::sendEvent(viewport, &event);
}

}  // namespace

void AttractionZoomTest::aWindowIsWhatCoreComputesThere() {
    ShownAttraction s(ran());
    QVERIFY(s.plot.part() == nullptr);
    const QImage before = s.plot.grab().toImage();
    turnWheel(s.viewport(), s.plot.frame().area.center() + QPointF(20, 10), 8);
    QVERIFY(s.plot.part() == nullptr);  // nothing is computed here
    waitUntilRefined(s.plot);
    const Attraction& part = *s.plot.part();
    QVERIFY(isOver(part, s.plot.viewRange()));
    QVERIFY(part.a[1] - part.a[0] < 0.25 * (ran().attraction->a[1] - ran().attraction->a[0]));

    const PreparedProblem prepared = prepare(experiment());
    const auto solver = attraction_method(experiment());
    const double half_width = (part.a[63] - part.a[0]) / 2;
    const PlanePart window{part.a[0] + half_width, part.b[0] + half_width, half_width};
    const auto fresh =
        compute_attraction_part(*prepared.problem, *ran().attraction, window, *ran().attraction, *solver);
    // The window is known here to rounding only: starts may differ in the last bit.
    Index different = 0;
    for (std::size_t k = 0; k < fresh->pixels.size(); ++k) different += fresh->pixels[k] != part.pixels[k];
    QVERIFY2(different <= 4, qPrintable(QString::number(different)));
    for (Index j = 0; j < 64; j += 3) {
        for (Index i = 0; i < 64; i += 3) {
            const SolveResult end =
                solver->solve(*prepared.problem, point_on(part.plane, part.a[i], part.b[j]));
            QCOMPARE(Index{part.pixel(i, j).iterations}, end.iterations);
        }
    }
    QTRY_VERIFY(timersRest(s.plot));
    s.plot.resetZoom();
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
    QVERIFY(s.plot.grab().toImage() == before);
    QTRY_VERIFY(timersRest(s.plot));
}

void AttractionZoomTest::noPictureIsCoarserThanTheOneBefore() {
    ShownAttraction s(ran());
    std::vector<double> spacings;
    connect(&s.plot, &PlotView::headChanged, &s.plot, [&] {
        if (s.plot.part() != nullptr) spacings.push_back(s.plot.part()->spacing());
    });
    turnWheel(s.viewport(), s.plot.frame().area.center(), 12);
    waitUntilRefined(s.plot);
    QVERIFY(std::ranges::is_sorted(spacings, std::ranges::greater()));
    QVERIFY(spacings.front() <= ran().attraction->spacing());
    // One notch closer: what is there is finer than the first pictures of the new window.
    const double before = spacings.back();
    spacings.clear();
    QTest::qWait(600);  // a step of its own
    turnWheel(s.viewport(), s.plot.frame().area.center(), 1);
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot) && s.plot.part()->spacing() < before, patience);
    for (const double spacing : spacings) QVERIFY(spacing <= before);
}

void AttractionZoomTest::backAndHome_data() {
    QTest::addColumn<QString>("how");
    for (const char* how : {"backspace", "alt-left", "mouse", "button"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void AttractionZoomTest::backAndHome() {
    QFETCH(QString, how);
    RunModel model;
    model.load(ran());
    auto* plot = new AttractionPlot;
    PlotCard card(plot);
    plot->setModel(&model);
    card.resize(480, 380);
    card.show();
    plot->refresh();
    QWidget* viewport = plot->findChild<ChartCanvas*>()->viewport();
    const ViewRange whole = plot->viewRange();
    drag(viewport, plot->frame().area.topLeft().toPoint() + QPoint(30, 30),
         plot->frame().area.center().toPoint());
    waitUntilRefined(*plot);
    const ViewRange first = plot->viewRange();
    drag(viewport, plot->frame().area.topLeft().toPoint() + QPoint(40, 40),
         plot->frame().area.center().toPoint());
    const ViewRange second = plot->viewRange();
    QVERIFY(second.width() < first.width() && first.width() < whole.width());
    waitUntilRefined(*plot);
    const auto goBack = [&] {
        if (how == QStringLiteral("backspace")) QTest::keyClick(plot, Qt::Key_Backspace);
        if (how == QStringLiteral("alt-left")) QTest::keyClick(plot, Qt::Key_Left, Qt::AltModifier);
        if (how == QStringLiteral("mouse")) press(viewport, Qt::BackButton, plot->frame().area.center());
        if (how == QStringLiteral("button"))
            for (HeadButton* button : card.findChildren<HeadButton*>())
                if (button->toolTip().startsWith(QStringLiteral("Back: undo one zoom"))) button->click();
    };
    goBack();
    QCOMPARE(plot->viewRange(), first);
    QTRY_VERIFY_WITH_TIMEOUT(
        isRefined(*plot) && isOver(*plot->part(), first) && plot->part()->spacing() > second.width() / 60,
        patience);
    goBack();
    QCOMPARE(plot->viewRange(), whole);
    QVERIFY(!plot->isZoomed());
    plot->refresh();
    QVERIFY(plot->part() == nullptr);
    plot->zoomTo(first);
    plot->zoomTo(second);
    QTest::keyClick(plot, Qt::Key_Home);
    QCOMPARE(plot->viewRange(), whole);
    plot->refresh();
    QVERIFY(plot->part() == nullptr);
}

void AttractionZoomTest::theMenuGoesBack() {
    RunModel model;
    model.load(ran());
    auto* plot = new AttractionPlot;
    PlotCard card(plot);
    plot->setModel(&model);
    card.resize(480, 380);
    card.show();
    plot->refresh();
    QWidget* viewport = plot->findChild<ChartCanvas*>()->viewport();
    const QPoint at = plot->frame().area.center().toPoint();
    const auto open = [&]() -> QMenu* {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, viewport->mapToGlobal(at));
        QApplication::sendEvent(viewport, &event);
        return card.findChild<QMenu*>();
    };
    QMenu* menu = open();
    QVERIFY(menu != nullptr);
    QVERIFY(std::ranges::none_of(menu->actions(), &QAction::isEnabled));
    for (const QAction* action : menu->actions()) QVERIFY(!action->toolTip().isEmpty());
    menu->close();
    QTRY_VERIFY(card.findChild<QMenu*>() == nullptr);
    turnWheel(viewport, at, 4);
    QVERIFY(plot->isZoomed());
    menu = open();
    menu->actions().front()->trigger();
    QVERIFY(!plot->isZoomed());
    menu->close();
}

void AttractionZoomTest::theReadoutTellsPixelsApart() {
    ShownAttraction s(ran());
    turnWheel(s.viewport(), s.plot.frame().area.center() + QPointF(40, 30), 60);
    waitUntilRefined(s.plot);
    QSignalSpy readout(&s.plot, &PlotView::readoutChanged);
    QSet<QString> places;
    for (int k = 0; k < 8; ++k) {
        const QPointF at = s.plot.frame().area.center() + QPointF(10 * k, 0);
        QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                          {});
        QApplication::sendEvent(s.viewport(), &hover);
        places << readout.last()[0].toString();
    }
    QCOMPARE(places.size(), 8);
}

void AttractionZoomTest::itGoesAsDeepAsDoublesAndSaysSo() {
    ShownAttraction s(ran());
    const QString said = QStringLiteral("as deep as double precision goes");
    const QPointF at = s.plot.frame().area.center() + QPointF(40, 30);
    const double whole = s.plot.viewRange().width();
    double before = whole;
    int notches = 0;
    for (; notches < 400; ++notches) {
        turnWheel(s.viewport(), at, 1);
        if (s.plot.viewRange().width() == before) break;
        QVERIFY(s.plot.viewRange().width() < before);
        before = s.plot.viewRange().width();
        s.plot.refresh();
        if (before > 1e-9 * whole) QVERIFY(!s.plot.subtitle().contains(said));
    }
    QVERIFY(notches < 400);
    QVERIFY(before < 1e-12 * whole);
    const ViewRange deepest = s.plot.viewRange();
    turnWheel(s.viewport(), at, 5);
    QCOMPARE(s.plot.viewRange(), deepest);
    waitUntilRefined(s.plot);
    QVERIFY(s.plot.subtitle().contains(said));
    const Attraction& part = *s.plot.part();
    QVERIFY(isOver(part, deepest));
    for (Index k = 1; k < part.a.size(); ++k) {
        QVERIFY(part.a[k] > part.a[k - 1] && part.b[k] > part.b[k - 1]);
        QVERIFY(point_on(part.plane, part.a[k], part.b[5]) != point_on(part.plane, part.a[k - 1], part.b[5]));
        QVERIFY(point_on(part.plane, part.a[5], part.b[k]) != point_on(part.plane, part.a[5], part.b[k - 1]));
    }
    // A rectangle beyond it comes as near as one may.
    s.plot.resetZoom();
    s.plot.zoomTo({deepest.left, deepest.left + deepest.width() / 20, deepest.bottom,
                   deepest.bottom + deepest.height() / 20});
    QVERIFY(s.plot.isZoomed());
    QVERIFY(s.plot.viewRange().width() > deepest.width() / 2);
    QVERIFY(s.plot.viewRange().width() < deepest.width() * 2);
}

void AttractionZoomTest::movingOnCancelsWhatIsUnderWay() {
    Experiment slow = experiment();
    slow.attraction->resolution = 64;
    slow.attraction->solver = std::string("gradient-descent");
    Results results = run_experiment(slow);
    // As many starts as take minutes, were they not given up.
    auto many = std::make_shared<Attraction>(*results.attraction);
    many->a = many->b = Vector::LinSpaced(2049, many->a[0], many->a[63]);
    many->pixels.assign(2049 * 2049, many->pixels.front());
    many->max_iterations = 100;
    results.attraction = many;
    ShownAttraction s(results);
    for (int times = 0; times < 3; ++times) {
        turnWheel(s.viewport(), s.plot.frame().area.center(), 3);
        QTest::qWait(150);  // one is computed, and the next takes its place
    }
    s.plot.resetZoom();
    QTRY_VERIFY_WITH_TIMEOUT(timersRest(s.plot), patience);  // no thread of it is alive
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
    turnWheel(s.viewport(), s.plot.frame().area.center(), 3);
    QTest::qWait(100);  // and the plot goes while it is computed
}

void AttractionZoomTest::anotherRunTakesThePartAway() {
    ShownAttraction s(ran());
    turnWheel(s.viewport(), s.plot.frame().area.center(), 8);
    waitUntilRefined(s.plot);
    const ViewRange view = s.plot.viewRange();
    Results other = ran();
    other.attraction = std::make_shared<const Attraction>(*other.attraction);
    const auto old = s.plot.part();
    s.model.load(other);
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
    QCOMPARE(s.plot.viewRange(), view);
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot) && s.plot.part() != old, patience);
}

void AttractionZoomTest::besideARunNothingIsComputed() {
    ShownAttraction s(ran());
    s.model.begin(experiment());
    s.model.apply({SectionUpdate<Attraction>{ran().attraction}});
    s.plot.refresh();
    turnWheel(s.viewport(), s.plot.frame().area.center(), 8);
    QVERIFY(s.plot.isZoomed());
    QTest::qWait(150);
    QVERIFY(s.plot.part() == nullptr);
    QVERIFY(timersRest(s.plot));
}

void AttractionZoomTest::aFigureShowsTheFinerPicture() {
    ShownAttraction s(ran());
    turnWheel(s.viewport(), s.plot.frame().area.center() + QPointF(20, 10), 8);
    waitUntilRefined(s.plot);
    Results results = ran();
    results.experiment.view.emplace().plots[PlotKind::attraction] = s.plot.spec();
    RunModel model;
    loadSeen(model, results);
    const auto seen = makeSeenPlot(model, PlotKind::attraction);
    const auto& drawn = *qobject_cast<AttractionPlot*>(seen.get());
    seen->refresh();
    QVERIFY(drawn.part() != nullptr);
    QCOMPARE(drawn.part()->stride, Index{1});
    QVERIFY(!seen->subtitle().contains(QStringLiteral("refining")));
    QVERIFY(isNear(drawn.part()->a[0], s.plot.part()->a[0], 1e-12));
    Index different = 0;
    for (std::size_t k = 0; k < drawn.part()->pixels.size(); ++k)
        different += drawn.part()->pixels[k] != s.plot.part()->pixels[k];
    QVERIFY(different <= 4);
    QCOMPARE(seen->csv(), s.plot.csv());  // the numbers are those of the whole
    const ScratchFolder folder;
    const auto file = folder.path() / "zoomed.png";
    exportFigure(results, PlotKind::attraction, {}, file);
    const Verification found = verifyFigure(
        file, [](const Experiment& again, const Results& before) { return rerun(again, before, {}, {}); });
    QVERIFY2(found.reproduced(), found.lines().empty() ? "" : found.lines().front().c_str());
}

QTEST_MAIN(AttractionZoomTest)
#include "attraction_zoom_test.moc"
