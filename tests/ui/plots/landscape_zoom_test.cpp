// SPDX-License-Identifier: GPL-3.0-or-later
// A zoomed landscape is computed afresh for what it shows; no solver runs for it.
#include <algorithm>

#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "core/experiment/picture_parts.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "tests/support/patience.h"
#include "tests/support/shown_plot.h"
#include "tests/support/small_experiment.h"
#include "tests/support/small_network.h"
#include "ui/plots/landscape_plot.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class LandscapeZoomTest : public QObject {
    Q_OBJECT

  private slots:
    void aPartHasTheValuesOfItsPlaces_data();
    void aPartHasTheValuesOfItsPlaces();
    void aZoomIsRefinedOnceItRests();
    void theReadoutTellsTheFinerValue();
    void anotherRunTakesThePartAway();
    void aPlotThatGoesWhileItIsComputedStopsIt();
};

namespace {

const Results& ran() {
    static const Results results = run_experiment(small_experiment());
    return results;
}

bool timersRest(const QObject& of) {
    const auto timers = of.findChildren<QTimer*>();
    return std::ranges::none_of(timers, &QTimer::isActive);
}

}  // namespace

void LandscapeZoomTest::aPartHasTheValuesOfItsPlaces_data() {
    QTest::addColumn<bool>("network");
    QTest::newRow("softmax regression") << false;
    QTest::newRow("recurrent network") << true;
}

void LandscapeZoomTest::aPartHasTheValuesOfItsPlaces() {
    QFETCH(bool, network);
    const Results results = network ? run_experiment(small_network()) : ran();
    const Landscape& whole = *results.landscape;
    const double width = whole.plane.half_width;
    const PlanePart part{0.3 * width, -0.2 * width, 0.01 * width};
    const auto landscape = PictureParts(results).landscape(part);
    QCOMPARE(landscape->a.size(), whole.a.size());
    QCOMPARE(landscape->stride, Index{1});
    QVERIFY(isNear(landscape->a[0], part.a - part.half_width, 1e-12));
    QVERIFY(isNear(landscape->b[landscape->b.size() - 1], part.b + part.half_width, 1e-12));
    const PreparedProblem prepared = prepare_again(results.experiment, results.minimiser, results.x0);
    const auto evaluator = prepared.problem->evaluator();
    for (Index i = 0; i < landscape->a.size(); i += 5)
        for (Index j = 0; j < landscape->b.size(); j += 5) {
            double value = 0;
            evaluator->value(point_on(whole.plane, landscape->a[i], landscape->b[j]), value);
            QVERIFY(std::abs(landscape->values(i, j) - value) <= 1e-10 * std::abs(value));
        }
}

void LandscapeZoomTest::aZoomIsRefinedOnceItRests() {
    Shown<LandscapePlot> s(ran());
    QVERIFY(s.plot.part() == nullptr);
    const QImage before = s.plot.grab().toImage();
    turnWheel(s.viewport(), s.plot.frame().area.center() + QPointF(10, 5), 8);
    QVERIFY(s.plot.part() == nullptr);  // nothing is computed here
    const QImage pixels = s.plot.grab().toImage();
    QTRY_VERIFY_WITH_TIMEOUT(s.plot.part() != nullptr, patience);
    const ViewRange view = s.plot.viewRange();
    const Landscape& part = *s.plot.part();
    QVERIFY(part.a[0] <= view.left && part.a[part.a.size() - 1] >= view.right);
    QVERIFY(part.b[0] <= view.bottom && part.b[part.b.size() - 1] >= view.top);
    QVERIFY(part.a[1] - part.a[0] < 0.25 * (ran().landscape->a[1] - ran().landscape->a[0]));
    QVERIFY(s.plot.grab().toImage() != pixels);
    QTRY_VERIFY(timersRest(s.plot));
    s.plot.resetZoom();
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
    QVERIFY(s.plot.grab().toImage() == before);
    QTRY_VERIFY(timersRest(s.plot));
}

void LandscapeZoomTest::theReadoutTellsTheFinerValue() {
    Shown<LandscapePlot> s(ran());
    const PlotFrame whole = s.plot.frame();
    turnWheel(s.viewport(), whole.area.center() + QPointF(30, 20), 10);
    QTRY_VERIFY_WITH_TIMEOUT(s.plot.part() != nullptr, patience);
    QSignalSpy readout(&s.plot, &PlotView::readoutChanged);
    QSet<QString> losses;
    for (int k = 0; k < 8; ++k) {
        const QPointF at = s.plot.frame().area.center() + QPointF(12 * k, 0);
        QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                          {});
        QApplication::sendEvent(s.viewport(), &hover);
        losses << readout.last()[0].toString().section(QStringLiteral("loss"), 1);
    }
    QVERIFY(losses.size() > 4);  // of the whole it would be one or two cells
}

void LandscapeZoomTest::anotherRunTakesThePartAway() {
    Shown<LandscapePlot> s(ran());
    turnWheel(s.viewport(), s.plot.frame().area.center(), 8);
    QTRY_VERIFY_WITH_TIMEOUT(s.plot.part() != nullptr, patience);
    const ViewRange view = s.plot.viewRange();
    Results other = ran();
    other.landscape = std::make_shared<const Landscape>(*other.landscape);
    const auto old = s.plot.part();
    s.model.load(other);
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
    QCOMPARE(s.plot.viewRange(), view);
    QTRY_VERIFY_WITH_TIMEOUT(s.plot.part() != nullptr && s.plot.part() != old, patience);
}

void LandscapeZoomTest::aPlotThatGoesWhileItIsComputedStopsIt() {
    Experiment experiment = small_experiment();
    experiment.landscape->resolution = 513;
    experiment.attraction.reset();
    experiment.basin_map.reset();
    const Results results = run_experiment(experiment);
    Shown<LandscapePlot> s(results);
    for (int times = 0; times < 3; ++times) {
        turnWheel(s.viewport(), s.plot.frame().area.center(), 1);
        QTest::qWait(200);  // one is computed, and the next takes its place
    }
}

QTEST_MAIN(LandscapeZoomTest)
#include "landscape_zoom_test.moc"
