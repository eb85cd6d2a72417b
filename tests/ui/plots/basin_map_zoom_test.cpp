// SPDX-License-Identifier: GPL-3.0-or-later
// Looking closer at a basin map: real wheel and keys, and cells that are core's.
#include <algorithm>
#include <cmath>

#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include "core/experiment/map_window.h"
#include "core/experiment/runner.h"
#include "core/io/basin_map_csv.h"
#include "tests/support/patience.h"
#include "tests/support/shown_plot.h"
#include "tests/support/small_experiment.h"
#include "ui/plots/basin_map_plot.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class BasinMapZoomTest : public QObject {
    Q_OBJECT

  private slots:
    void aWindowIsTheMapOfAnExperimentWithItsRanges();
    void cellsComeOverTheOldPicture();
    void backAndHome();
    void theReadoutAndTheClickAreOfTheFinerCells();
    void itGoesAsDeepAsDoublesAndSaysSo();
    void movingOnCancelsWhatIsUnderWay();
    void theWindowCanBeKept();
};

namespace {

Experiment experiment() {
    Experiment experiment = small_experiment();
    experiment.attraction.reset();
    experiment.basin_map->radius_count = 5;
    experiment.basin_map->error_count = 4;
    experiment.basin_map->trials = 6;
    experiment.basin_map->refinement = 1;
    return experiment;
}

const Results& ran() {
    static const Results results = run_experiment(experiment());
    return results;
}

using ShownMap = Shown<BasinMapPlot>;

bool isRefined(const BasinMapPlot& plot) {
    return plot.part() != nullptr && plot.part()->complete &&
           !plot.subtitle().contains(QStringLiteral("looking closer"));
}

MapWindow shownWindow(const BasinMapPlot& plot) {
    const ViewRange view = plot.viewRange();
    return {std::pow(10.0, view.left), std::pow(10.0, view.right), view.bottom, view.top};
}

bool timersRest(const QObject& of) {
    return std::ranges::none_of(of.findChildren<QTimer*>(), &QTimer::isActive);
}

}  // namespace

void BasinMapZoomTest::aWindowIsTheMapOfAnExperimentWithItsRanges() {
    ShownMap s(ran());
    QVERIFY(s.plot.part() == nullptr);
    const QImage before = s.plot.grab().toImage();
    turnWheel(s.viewport(), s.plot.frame().area.center(), 6);
    QVERIFY(s.plot.part() == nullptr);  // nothing is computed here
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot), patience);
    Experiment zoomed = experiment();
    zoomed.basin_map = map_of_window(experiment(), shownWindow(s.plot));
    QVERIFY(zoomed.basin_map);
    QCOMPARE(basin_map_csv(*s.plot.part()), basin_map_csv(*run_experiment(zoomed).basin_map));
    QVERIFY(s.plot.grab().toImage() != before);
    QCOMPARE(s.plot.csv().toStdString(), basin_map_csv(*ran().basin_map));  // numbers are the whole's
    QTRY_VERIFY(timersRest(s.plot));
    s.plot.resetZoom();
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
    QVERIFY(s.plot.grab().toImage() == before);
}

void BasinMapZoomTest::cellsComeOverTheOldPicture() {
    Results slow = ran();
    slow.experiment.basin_map->trials = 3000;
    ShownMap s(slow);
    QSet<Index> computed;
    connect(&s.plot, &PlotView::headChanged, &s.plot, [&] {
        if (s.plot.part() != nullptr) computed << s.plot.part()->computed;
    });
    turnWheel(s.viewport(), s.plot.frame().area.center(), 2);
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot), patience);
    QVERIFY(!computed.isEmpty());
}

void BasinMapZoomTest::backAndHome() {
    ShownMap s(ran());
    const ViewRange whole = s.plot.viewRange();
    const PlotFrame frame = s.plot.frame();
    drag(s.viewport(), frame.area.topLeft().toPoint() + QPoint(30, 30), frame.area.center().toPoint());
    const ViewRange first = s.plot.viewRange();
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot), patience);
    const auto before = s.plot.part();
    QTest::keyClick(&s.plot, Qt::Key_Plus);
    QVERIFY(s.plot.viewRange().width() < first.width());
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot) && s.plot.part() != before, patience);
    QTest::keyClick(&s.plot, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(s.plot.viewRange(), first);
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot) && basin_map_csv(*s.plot.part()) == basin_map_csv(*before),
                             patience);
    QTest::keyClick(&s.plot, Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(s.plot.viewRange(), whole);
    QTest::keyClick(&s.plot, Qt::Key_Plus);
    QTest::keyClick(&s.plot, Qt::Key_Plus);
    QTest::keyClick(&s.plot, Qt::Key_Home);
    QCOMPARE(s.plot.viewRange(), whole);
    s.plot.refresh();
    QVERIFY(s.plot.part() == nullptr);
}

void BasinMapZoomTest::theReadoutAndTheClickAreOfTheFinerCells() {
    ShownMap s(ran());
    turnWheel(s.viewport(), s.plot.frame().area.center(), 10);
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot), patience);
    QSignalSpy readout(&s.plot, &PlotView::readoutChanged);
    QSignalSpy picked(&s.plot, &BasinMapPlot::cellPicked);
    QSet<QString> told;
    for (int k = -2; k <= 2; ++k) {
        const QPointF at = s.plot.frame().area.center() + QPointF(k * s.plot.frame().area.width() / 5, 0);
        QMouseEvent hover(QEvent::MouseMove, at, s.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton,
                          {});
        QApplication::sendEvent(s.viewport(), &hover);
        told << readout.last()[0].toString();
    }
    QVERIFY(told.size() >= 4);  // of the whole it would be one cell or two
    QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, s.plot.frame().area.center().toPoint());
    QTRY_COMPARE(picked.size(), 1);
    const double radius = picked[0][0].toDouble();
    const BasinMap& part = *s.plot.part();
    QVERIFY(radius >= part.radii[0] && radius <= part.radii[part.radii.size() - 1]);
}

void BasinMapZoomTest::itGoesAsDeepAsDoublesAndSaysSo() {
    ShownMap s(ran());
    const QString said = QStringLiteral("as deep as double precision goes");
    const QPointF at = s.plot.frame().area.center() + QPointF(11, 7);
    double before = s.plot.viewRange().width();
    int notches = 0;
    for (; notches < 400; ++notches) {
        turnWheel(s.viewport(), at, 1);
        if (s.plot.viewRange().width() == before) break;
        before = s.plot.viewRange().width();
    }
    QVERIFY(notches > 100 && notches < 400);
    QTRY_VERIFY_WITH_TIMEOUT(isRefined(s.plot), patience);
    QVERIFY(s.plot.subtitle().contains(said));
    const BasinMap& part = *s.plot.part();
    for (Index k = 1; k < part.radii.size(); ++k) QVERIFY(part.radii[k] > part.radii[k - 1]);
    for (Index k = 1; k < part.errors.size(); ++k) QVERIFY(part.errors[k] > part.errors[k - 1]);
    QTest::keyClick(&s.plot, Qt::Key_Home);
    s.plot.refresh();
    QVERIFY(!s.plot.subtitle().contains(said));
}

void BasinMapZoomTest::movingOnCancelsWhatIsUnderWay() {
    Results endless = ran();
    endless.experiment.basin_map->trials = 100000;
    endless.experiment.basin_map->radius_count = 200;
    endless.experiment.basin_map->error_count = 200;
    ShownMap s(endless);
    for (int times = 0; times < 3; ++times) {
        turnWheel(s.viewport(), s.plot.frame().area.center(), 3);
        QTest::qWait(150);  // one is computed, and the next takes its place
    }
    s.plot.resetZoom();
    QTRY_VERIFY_WITH_TIMEOUT(timersRest(s.plot), patience);  // no thread of it is alive
    turnWheel(s.viewport(), s.plot.frame().area.center(), 3);
    QTest::qWait(100);  // and the plot goes while it is computed
}

void BasinMapZoomTest::theWindowCanBeKept() {
    ShownMap s(ran());
    QSignalSpy kept(&s.plot, &BasinMapPlot::windowKept);
    const auto keep = [&] {
        QMenu menu;
        s.plot.addToMenu(menu);
        QAction* action = menu.actions().front();
        const bool enabled = action->isEnabled();
        if (enabled) action->trigger();
        return enabled;
    };
    QVERIFY(!keep());
    turnWheel(s.viewport(), s.plot.frame().area.center(), 4);
    QVERIFY(keep());
    QCOMPARE(kept.size(), 1);
}

QTEST_MAIN(BasinMapZoomTest)
#include "basin_map_zoom_test.moc"
