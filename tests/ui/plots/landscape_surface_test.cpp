// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape as a surface, in the window and in files: turned, zoomed, clicked on.
#include "ui/plots/landscape_surface.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

#include "core/experiment/runner.h"
#include "tests/support/patience.h"
#include "tests/support/shown_plot.h"
#include "tests/support/small_experiment.h"
#include "ui/export/figure_export.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/plot_card.h"
#include "ui/plots/plot_kind.h"
#include "ui/plots/surface_sight.h"

using namespace basin;
using namespace basin::test;
using namespace basin::ui;

class LandscapeSurfaceTest : public QObject {
    Q_OBJECT

  private slots:
    void twoDimensionsAreTheDefault();
    void theChooserOffersItByItsWord();
    void aDragTurnsItAndEscapeTurnsBack();
    void arrowKeysTurnItAndHomeResets();
    void theCardsButtonResetsIt();
    void theWheelZoomsAboutWhatIsPointedAt();
    void shiftAndDragMoveAlong();
    void theZoomIsThatOfTheFlatView();
    void aClickStartsAtThePlaceThatIsSeen();
    void theReadoutTellsThePlaceThatIsSeen();
    void marksStandOnTheSurface();
    void whatLeavesTheFrameIsAtItsEdge();
    void refinementIsShownAsItArrives();
    void atRestItIsDrawnWellAndNothingTicks();
    void aFigureIsVectorsAndTurnedAsOnTheScreen();
};

namespace {

const LandscapeLook surface{ColorScale::Kind::logarithmic, true};

struct ShownSurface : Shown<LandscapePlot> {
    explicit ShownSurface(const Results& results = syntheticResults()) : Shown<LandscapePlot>(results) {
        plot.resize(520, 380);
        plot.setView(surface);
        plot.refresh();
    }
    QPointF pixelOf(double a, double b) {
        return plot.surfaceProjection().toPixel(plot.surfaceMesh().on(a, b));
    }
    QPoint middle() { return plot.frame().area.center().toPoint(); }
    bool rests() {
        const auto timers = plot.findChildren<QTimer*>();
        return std::ranges::none_of(timers, &QTimer::isActive);
    }
};

/// A place of the valley that one sees at first.
const QPointF seenPlace(0.1, 0.12);

}  // namespace

void LandscapeSurfaceTest::twoDimensionsAreTheDefault() {
    Shown<LandscapePlot> s;
    QVERIFY(!s.plot.view().isSurface);
    QVERIFY(!s.canvas().content().bare);
    QVERIFY(!s.plot.isTurned());
}

void LandscapeSurfaceTest::theChooserOffersItByItsWord() {
    Shown<LandscapePlot> s;
    QVERIFY(viewsOf(PlotKind::landscape).contains(QStringLiteral("surface")));
    auto* box = qobject_cast<QComboBox*>(s.plot.controls());
    const QImage flat = s.plot.grab().toImage();
    const int index = box->findText(QStringLiteral("3-D, log levels"));
    QVERIFY(index >= 0 && !box->itemData(index, Qt::ToolTipRole).toString().isEmpty());
    box->setCurrentIndex(index);
    s.plot.refresh();
    QCOMPARE(s.plot.view(), surface);
    QVERIFY(s.canvas().content().bare && s.canvas().content().colorBar.has_value());
    const QImage log = s.plot.grab().toImage();
    s.plot.setView(QStringLiteral("surface-linear"));
    s.plot.refresh();
    QCOMPARE(box->currentText(), QStringLiteral("3-D, linear levels"));
    QVERIFY(log != flat && s.plot.grab().toImage() != log);
    s.plot.setView(QStringLiteral("logarithmic"));
    s.plot.refresh();
    QVERIFY(s.plot.grab().toImage() == flat);
}

void LandscapeSurfaceTest::aDragTurnsItAndEscapeTurnsBack() {
    ShownSurface s;
    const QImage before = s.plot.grab().toImage();
    drag(s.viewport(), s.middle(), s.middle() + QPoint(40, 20));
    const SurfaceAngles first;
    QCOMPARE(s.plot.surfaceAngles(), first.turnedBy(-20, 10));
    QVERIFY(s.plot.grab().toImage() != before);
    QVERIFY(!s.plot.isZoomed() && s.plot.isTurned());
    QTest::mousePress(s.viewport(), Qt::LeftButton, {}, s.middle());
    const QPoint to = s.middle() + QPoint(-90, -30);
    QMouseEvent move(QEvent::MouseMove, to, s.viewport()->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, {});
    QApplication::sendEvent(s.viewport(), &move);
    QVERIFY(s.plot.surfaceAngles() != first.turnedBy(-20, 10));
    QTest::keyClick(&s.plot, Qt::Key_Escape);
    QCOMPARE(s.plot.surfaceAngles(), first.turnedBy(-20, 10));
    QTest::mouseRelease(s.viewport(), Qt::LeftButton, {}, to);
    QCOMPARE(s.plot.surfaceAngles(), first.turnedBy(-20, 10));
}

void LandscapeSurfaceTest::arrowKeysTurnItAndHomeResets() {
    ShownSurface s;
    const SurfaceAngles first;
    QTest::keyClick(&s.plot, Qt::Key_Left);
    QCOMPARE(s.plot.surfaceAngles(), first.turnedBy(5, 0));
    QTest::keyClick(&s.plot, Qt::Key_Right);
    QTest::keyClick(&s.plot, Qt::Key_Right);
    QCOMPARE(s.plot.surfaceAngles(), first.turnedBy(-5, 0));
    QTest::keyClick(&s.plot, Qt::Key_Down);
    QCOMPARE(s.plot.surfaceAngles(), first.turnedBy(-5, 5));
    for (int k = 0; k < 30; ++k) QTest::keyClick(&s.plot, Qt::Key_Up);
    QCOMPARE(s.plot.surfaceAngles().tilt, SurfaceAngles::lowestTilt);
    turnWheel(s.viewport(), s.middle(), 3);
    QTest::keyClick(&s.plot, Qt::Key_Home);
    QCOMPARE(s.plot.surfaceAngles(), first);
    QVERIFY(!s.plot.isZoomed() && !s.plot.isTurned());
    s.plot.setView(ColorScale::Kind::linear);
    QTest::keyClick(&s.plot, Qt::Key_Left);  // turns nothing that is flat
    QCOMPARE(s.plot.surfaceAngles(), first);
}

void LandscapeSurfaceTest::theCardsButtonResetsIt() {
    RunModel model;
    model.load(syntheticResults());
    auto* plot = new LandscapePlot;
    plot->setModel(&model);
    PlotCard card(plot);
    card.resize(600, 420);
    card.show();
    plot->setView(surface);
    plot->refresh();
    const auto buttons = card.findChildren<QToolButton*>();
    const auto reset = std::ranges::find_if(
        buttons, [](QToolButton* button) { return button->toolTip().contains(QStringLiteral("(Home)")); });
    QVERIFY(reset != buttons.end() && !(*reset)->isEnabled());
    plot->setSurfaceAngles({200, 60});
    QVERIFY((*reset)->isEnabled());
    (*reset)->click();
    QCOMPARE(plot->surfaceAngles(), SurfaceAngles());
    QVERIFY(!(*reset)->isEnabled());
}

void LandscapeSurfaceTest::theWheelZoomsAboutWhatIsPointedAt() {
    ShownSurface s;
    const QPointF at = s.pixelOf(seenPlace.x(), seenPlace.y());
    const ViewRange before = s.plot.viewRange();
    turnWheel(s.viewport(), at, 4);
    const ViewRange now = s.plot.viewRange();
    QVERIFY(now.width() < 0.5 * before.width() && isNear(now.width(), now.height()));
    const auto share = [&](const ViewRange& view) { return (seenPlace.x() - view.left) / view.width(); };
    QVERIFY2(isNear(share(now), share(before), 0.02), qPrintable(QString::number(share(now))));
    QTest::keyClick(&s.plot, Qt::Key_Backspace);
    QCOMPARE(s.plot.viewRange(), before);
}

void LandscapeSurfaceTest::shiftAndDragMoveAlong() {
    ShownSurface s;
    s.plot.zoomTo({-0.1, 0.1, -0.1, 0.1});
    const QPoint by(30, 12);
    const BoxPoint ground{0, 0, 0};
    const QPointF before = s.plot.surfaceProjection().toPixel(ground);
    drag(s.viewport(), s.middle(), s.middle() + by, Qt::LeftButton, Qt::ShiftModifier);
    // The place in the middle of the ground goes where it is dragged to.
    const ViewRange view = s.plot.viewRange();
    QVERIFY(isNear(view.width(), 0.2));
    const QPointF inBox(-(view.left + view.right) / view.width(), -(view.bottom + view.top) / view.height());
    const QPointF now = s.plot.surfaceProjection().toPixel({inBox.x(), inBox.y(), 0});
    QVERIFY(std::hypot(now.x() - before.x() - by.x(), now.y() - before.y() - by.y()) < 0.5);
}

void LandscapeSurfaceTest::theZoomIsThatOfTheFlatView() {
    const Results results = run_experiment(small_experiment());
    ShownSurface s(results);
    turnWheel(s.viewport(), s.middle(), 8);
    const ViewRange view = s.plot.viewRange();
    QVERIFY(s.plot.isZoomed());
    const double coarse = s.plot.surfaceMesh().cells();
    QTRY_VERIFY_WITH_TIMEOUT(s.plot.part() != nullptr, patience);
    s.plot.refresh();
    QVERIFY(s.plot.surfaceMesh().cells() > coarse);
    s.plot.setView(ColorScale::Kind::logarithmic);
    s.plot.refresh();
    QCOMPARE(s.plot.viewRange(), view);
    QVERIFY(s.plot.part() != nullptr);
}

void LandscapeSurfaceTest::aClickStartsAtThePlaceThatIsSeen() {
    ShownSurface s;
    QSignalSpy picked(&s.plot, &PlanePlot::startPicked);
    const QPoint at = s.pixelOf(seenPlace.x(), seenPlace.y()).toPoint();
    QTest::mouseClick(s.viewport(), Qt::LeftButton, {}, at);
    QVERIFY(picked.wait(2000));
    const double cell = s.plot.viewRange().width() / s.plot.surfaceMesh().cells();
    QVERIFY(isNear(picked[0][0].toDouble(), seenPlace.x(), cell));
    QVERIFY(isNear(picked[0][1].toDouble(), seenPlace.y(), cell));
    // Beside the surface there is nothing to start from.
    QTest::mouseClick(s.viewport(), Qt::LeftButton, {},
                      s.plot.frame().area.topLeft().toPoint() + QPoint(3, 3));
    QTest::qWait(400);
    QCOMPARE(picked.size(), qsizetype{1});
}

void LandscapeSurfaceTest::theReadoutTellsThePlaceThatIsSeen() {
    ShownSurface s;
    QSignalSpy readout(&s.plot, &PlotView::readoutChanged);
    QTest::mouseMove(s.viewport(), s.pixelOf(seenPlace.x(), seenPlace.y()).toPoint());
    QVERIFY(!readout.isEmpty());
    const QString text = readout.last()[0].toString();
    QVERIFY2(text.contains(QStringLiteral("loss ")) && text.contains(QStringLiteral("a 0.")),
             qPrintable(text));
    QTest::mouseMove(s.viewport(), s.plot.frame().area.topLeft().toPoint() + QPoint(2, 2));
    QVERIFY(readout.last()[0].toString().isEmpty());
}

/// The star of the minimiser is where the surface is lowest.
void LandscapeSurfaceTest::marksStandOnTheSurface() {
    ShownSurface s;
    s.plot.setSurfaceAngles({0, 80});  // nothing is hidden from up there
    const SurfaceMesh& mesh = s.plot.surfaceMesh();
    const Landscape& landscape = *s.model.results().landscape;
    const ColorScale scale = LandscapePicture::scaleFor(landscape, ColorScale::Kind::logarithmic);
    QVERIFY(mesh.on(0, 0).height < 0.01);
    const Index k = 2 * (landscape.a.size() / 5);
    QVERIFY(
        isNear(mesh.on(landscape.a[k], landscape.b[k]).height, scale.level(landscape.values(k, k)), 0.03));
    const QImage picture = s.viewport()->grab().toImage();
    const QColor star = picture.pixelColor(s.pixelOf(0, 0).toPoint());
    QVERIFY2(star.lightness() > 230, qPrintable(star.name()));
}

void LandscapeSurfaceTest::whatLeavesTheFrameIsAtItsEdge() {
    Results results = syntheticResults();
    results.runs[3].path.back() = {5, 0.02, 0};  // far away to one side
    results.runs[3].result.termination = Termination::diverged;
    results.runs[3].result.message = "diverged";
    ShownSurface s(results);
    s.plot.setSurfaceAngles({0, 60});
    const QPointF edge =
        s.plot.surfaceProjection().toPixel(s.plot.surfaceMesh().on(s.plot.viewRange().right, 0.02));
    const QImage picture = s.viewport()->grab().toImage();
    const QColor wanted = solverStyle(QString::fromStdString(results.runs[3].spec.name)).color;
    QCOMPARE(picture.pixelColor((edge - QPointF(5, 0)).toPoint()).rgb(), wanted.rgb());
}

void LandscapeSurfaceTest::refinementIsShownAsItArrives() {
    Results results = syntheticResults();
    auto coarse = std::make_shared<Landscape>(*results.landscape);
    coarse->stride = 16;
    results.landscape = coarse;
    ShownSurface s(results);
    const int before = s.plot.surfaceMesh().cells();
    QVERIFY(before > 0 && before < 16);
    QVERIFY(s.plot.subtitle().contains(QStringLiteral("left coarse")));
    Results whole = syntheticResults();
    s.model.load(whole);
    s.plot.refresh();
    QVERIFY(s.plot.surfaceMesh().cells() > 40);
}

void LandscapeSurfaceTest::atRestItIsDrawnWellAndNothingTicks() {
    ShownSurface s;
    drag(s.viewport(), s.middle(), s.middle() + QPoint(40, 0));
    const QImage moving = s.viewport()->grab().toImage();
    QTRY_VERIFY(s.rests());
    const QImage still = s.viewport()->grab().toImage();
    QVERIFY(moving != still);
    QTest::qWait(100);
    QVERIFY(s.rests());
    QVERIFY(s.viewport()->grab().toImage() == still);
}

void LandscapeSurfaceTest::aFigureIsVectorsAndTurnedAsOnTheScreen() {
    ShownSurface s;
    QTemporaryDir folder;
    const auto svg = [&](const char* name) {
        const QString file = folder.filePath(QLatin1String(name));
        FigureOptions options;
        options.width = 480;
        options.height = 400;
        exportFigure(s.plot, s.model.results().experiment, options, file.toStdString());
        QFile written(file);
        return written.open(QIODevice::ReadOnly) ? written.readAll() : QByteArray();
    };
    const QByteArray first = svg("first.svg");
    QCOMPARE(first.count("<image"), 1);  // the colour bar
    const int cells = s.plot.surfaceMesh().cells();
    QVERIFY(first.count("<path") + first.count("<polygon") + first.count("<polyline") > 900);
    QVERIFY(cells > 30);
    drag(s.viewport(), s.middle(), s.middle() + QPoint(60, 10));
    const SurfaceAngles turned = s.plot.surfaceAngles();
    const QByteArray second = svg("second.svg");  // at once, while it still moves on the screen
    QVERIFY(second != first);
    QCOMPARE(s.plot.surfaceAngles(), turned);
    QTRY_VERIFY(s.rests());
    QVERIFY(svg("third.svg") == second);
}

QTEST_MAIN(LandscapeSurfaceTest)
#include "landscape_surface_test.moc"
