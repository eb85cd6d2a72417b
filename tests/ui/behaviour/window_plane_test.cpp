// SPDX-License-Identifier: GPL-3.0-or-later
// The landscape card in the window: another plane, another picture, without running the solvers again.
#include <QComboBox>
#include <QSignalSpy>
#include <QtTest>

#include "core/families/problem_of.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/plots/attraction_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"

using namespace basin;
using namespace basin::ui;
using test::patience;
using test::waitUntilDone;

namespace {

Experiment fourUnknowns() {
    Experiment experiment = test::pictured_experiment();
    softmax_of(experiment).instance.d = 4;
    return experiment;
}

/// The box that offers this choice.
QComboBox* boxWith(QWidget& parent, const QString& choice) {
    for (QComboBox* box : parent.findChildren<QComboBox*>())
        if (box->findText(choice) >= 0) return box;
    return nullptr;
}

}  // namespace

class WindowPlaneTest : public test::WindowTest {
    Q_OBJECT

    std::unique_ptr<MainWindow> makeFinishedWindow() {
        auto window = makeWindow(fourUnknowns());
        waitUntilDone(*window);
        return window;
    }

  private slots:
    void init() { renewSettings(); }

    void aChosenPlaneIsDrawnForTheSameRun() {
        const auto window = makeFinishedWindow();
        RunModel& model = *window->model();
        QSignalSpy cleared(&model, &RunModel::cleared);
        QComboBox* planes = boxWith(*window->experimentPanel(), QStringLiteral("PCA of the paths"));
        QVERIFY(planes != nullptr);
        planes->setCurrentText(QStringLiteral("PCA of the paths"));
        QTRY_VERIFY_WITH_TIMEOUT(model.results().landscape && model.results().landscape->stride == 1 &&
                                     model.results().landscape->plane.kind == PlaneKind::pca,
                                 patience);
        QCOMPARE(cleared.count(), 0);
        for (const SolverRun& run : model.results().runs) QCOMPARE(run.path.size(), run.history.size());
        LandscapePlot* plot = window->dashboard()->landscape();
        plot->refresh();
        QVERIFY2(plot->subtitle().contains(QStringLiteral("of their spread")), qPrintable(plot->subtitle()));
    }

    void aPictureIsNoRunOfItsOwn() {
        const auto window = makeFinishedWindow();
        window->runPolicy()->run();
        waitUntilDone(*window);
        QTRY_COMPARE_WITH_TIMEOUT(window->runPolicy()->history().size(), 1, patience);
        boxWith(*window->experimentPanel(), QStringLiteral("PCA of the paths"))
            ->setCurrentText(QStringLiteral("PCA of the paths"));
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().landscape &&
                                     window->model()->results().landscape->plane.kind == PlaneKind::pca,
                                 patience);
        waitUntilDone(*window);
        QTRY_COMPARE_WITH_TIMEOUT(window->runPolicy()->history().size(), 1, patience);
    }

    void unknownsCanBeChosenOnlyWhereTheyAreShown() {
        const auto window = makeFinishedWindow();
        ExperimentPanel* panel = window->experimentPanel();
        const auto across = [panel]() -> WholeField* {
            for (WholeField* field : panel->findChildren<WholeField*>())
                if (field->accessibleName() == QStringLiteral("Across")) return field;
            return nullptr;
        };
        QVERIFY(across() != nullptr && across()->isHidden());
        boxWith(*panel, QStringLiteral("two unknowns"))->setCurrentText(QStringLiteral("two unknowns"));
        QVERIFY(!across()->isHidden());
        across()->setValue(3);
        const LandscapeSpec spec = panel->experiment().landscape.value();
        QVERIFY(spec.plane == PlaneKind::coordinates && spec.i == 3 && spec.j == 2);
        QTRY_VERIFY_WITH_TIMEOUT(
            window->model()->results().landscape && window->model()->results().landscape->plane.i == 3,
            patience);
    }

    void theBasinOfAttractionIsComputedWhenItIsShown() {
        const auto window = makeFinishedWindow();
        RunModel& model = *window->model();
        QVERIFY(!model.results().attraction);
        QSignalSpy cleared(&model, &RunModel::cleared);
        window->dashboard()->showPlot(PlotKind::attraction);
        QTRY_VERIFY_WITH_TIMEOUT(model.results().attraction && model.results().attraction->stride == 1,
                                 patience);
        QCOMPARE(cleared.count(), 0);
        QCOMPARE(model.results().attraction->solver, std::string("newton"));
        QVERIFY(window->experimentPanel()->experiment().attraction);
        QComboBox* solvers =
            boxWith(*window->dashboard()->attraction()->controls(), QStringLiteral("damped-newton"));
        solvers->setCurrentText(QStringLiteral("damped-newton"));
        emit solvers->textActivated(QStringLiteral("damped-newton"));
        QTRY_VERIFY_WITH_TIMEOUT(model.results().attraction &&
                                     model.results().attraction->solver == "damped-newton" &&
                                     model.results().attraction->stride == 1,
                                 patience);
        QCOMPARE(cleared.count(), 0);
        waitUntilDone(*window);
    }

    void aStartPickedInTheBasinRuns() {
        const auto window = makeFinishedWindow();
        window->dashboard()->showPlot(PlotKind::attraction);
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().attraction, patience);
        waitUntilDone(*window);
        QVERIFY(window->model()->problem() && window->model()->problem()->plane);
        const LandscapePlane plane = *window->model()->problem()->plane;
        emit window->dashboard()->attraction()->startPicked(0.1, 0.05);
        const Vector& x0 = window->model()->results().x0;  // empty until the new run has found it
        QTRY_VERIFY_WITH_TIMEOUT(x0.size() > 0 && (x0 - point_on(plane, 0.1, 0.05)).norm() < 1e-12, patience);
        waitUntilDone(*window);
    }

    void theChosenPictureIsThereAgainNextTime() {
        {
            const auto window = makeFinishedWindow();
            window->dashboard()->showPlot(PlotKind::attraction);
            waitUntilDone(*window);
        }
        const auto window = makeFinishedWindow();
        QVERIFY(window->dashboard()->card(PlotKind::landscape)->plot() == window->dashboard()->attraction());
        QTRY_VERIFY_WITH_TIMEOUT(window->model()->results().attraction, patience);
        waitUntilDone(*window);
    }
};

QTEST_MAIN(WindowPlaneTest)
#include "window_plane_test.moc"
