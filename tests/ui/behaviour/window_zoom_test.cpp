// SPDX-License-Identifier: GPL-3.0-or-later
// A zoom is the user's, in a real window: whatever runs, it stays until it is undone or reset.
#include <QCheckBox>
#include <QtTest>

#include "tests/support/shown_plot.h"
#include "tests/support/small_network.h"
#include "tests/support/window.h"
#include "ui/families/network_view.h"
#include "ui/panels/experiment_panel.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::patience;
using test::waitUntilDone;

namespace {

ConvergencePlot& convergence(MainWindow& window) {
    return *qobject_cast<ConvergencePlot*>(window.dashboard()->plot(PlotKind::convergence));
}

void turnWheelOver(PlotView& plot, int notches) {
    test::turnWheel(plot.findChild<ChartCanvas*>()->viewport(), plot.frame().area.center(), notches);
}

/// A run that something has asked for is over, and drawn.
void settle(MainWindow& window, std::uint64_t before) {
    QTRY_VERIFY_WITH_TIMEOUT(window.controller()->currentId() > before, patience);
    waitUntilDone(window);
    for (const PlotKind kind : allPlotKinds) window.dashboard()->plot(kind)->refresh();
}

}  // namespace

class WindowZoomTest : public test::WindowTest {
    Q_OBJECT

    /// Two steps into both plots.
    struct Zoomed {
        explicit Zoomed(MainWindow& window) : plots{&convergence(window), window.dashboard()->landscape()} {
            for (PlotView* plot : plots) {
                plot->refresh();
                test::turnWheel(plot->findChild<ChartCanvas*>()->viewport(), plot->frame().area.center(), 2);
                first.push_back(plot->viewRange());
                ViewRange second = first.back();
                second.right -= second.width() / 4;
                second.top -= second.height() / 4;
                plot->zoomTo(second);
                views.push_back(plot->viewRange());
            }
        }
        bool stay() const {
            for (std::size_t i = 0; i < plots.size(); ++i)
                if (!plots[i]->isZoomed() || plots[i]->viewRange() != views[i]) return false;
            return true;
        }
        std::vector<PlotView*> plots;
        std::vector<ViewRange> first, views;
    };

  private slots:
    void init() { renewSettings(); }

    void aRunLeavesTheView() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const Zoomed zoomed(*window);
        const auto before = window->controller()->currentId();
        window->actions()->run->trigger();
        QVERIFY(zoomed.stay());
        settle(*window, before);
        QVERIFY(zoomed.stay());
        // So does its undo list, step by step.
        for (std::size_t i = 0; i < zoomed.plots.size(); ++i) {
            zoomed.plots[i]->undoZoom();
            QCOMPARE(zoomed.plots[i]->viewRange(), zoomed.first[i]);
            zoomed.plots[i]->undoZoom();
            QVERIFY(!zoomed.plots[i]->isZoomed());
        }
    }

    void aTickLeavesTheView() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const Zoomed zoomed(*window);
        const auto before = window->controller()->currentId();
        for (QCheckBox* box : window->experimentPanel()->solverList()->findChildren<QCheckBox*>())
            if (!box->isChecked()) {
                box->click();
                break;
            }
        settle(*window, before);
        QCOMPARE(window->model()->results().runs.size(), 3U);
        QVERIFY(zoomed.stay());
    }

    void aKnobLeavesTheView() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const Zoomed zoomed(*window);
        const auto before = window->controller()->currentId();
        QTest::keyClick(window->experimentPanel()->radiusSlider()->slider(), Qt::Key_PageUp);
        settle(*window, before);
        QVERIFY(zoomed.stay());
    }

    void eachQuantityAndFamilyHasItsView() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const Zoomed zoomed(*window);
        ConvergencePlot& plot = convergence(*window);
        const auto shown = plot.view();
        plot.setView(ConvergencePlot::View::gradient_norm);
        plot.refresh();
        QVERIFY(!plot.isZoomed());
        turnWheelOver(plot, 1);
        const ViewRange ofGradient = plot.viewRange();
        plot.setView(shown);
        plot.refresh();
        QVERIFY(zoomed.stay());
        window->showExperiment(test::small_network());
        window->runPolicy()->run();
        waitUntilDone(*window);
        for (PlotView* each : zoomed.plots) {
            each->refresh();
            QVERIFY(!each->isZoomed());
        }
        window->showExperiment(test::pictured_experiment());
        window->runPolicy()->run();
        waitUntilDone(*window);
        for (PlotView* each : zoomed.plots) each->refresh();
        QVERIFY(zoomed.stay());
        plot.setView(ConvergencePlot::View::gradient_norm);
        plot.refresh();
        QCOMPARE(plot.viewRange(), ofGradient);
    }

    void aResetIsAsked() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        const Zoomed zoomed(*window);
        for (PlotView* plot : zoomed.plots) {
            QTest::keyClick(plot, Qt::Key_Home);
            QVERIFY(!plot->isZoomed());
        }
    }
};

QTEST_MAIN(WindowZoomTest)
#include "window_zoom_test.moc"
