// SPDX-License-Identifier: GPL-3.0-or-later
// The view of an experiment in a real window: opened, saved, and there again after a restart.
#include "ui/window/experiment_view.h"

#include <cmath>

#include <QComboBox>
#include <QFile>
#include <QtTest>

#include "core/io/experiment_json.h"
#include "tests/support/shown_plot.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/plots/convergence_plot.h"
#include "ui/plots/landscape_plot.h"
#include "ui/plots/spectrum_plot.h"
#include "ui/plots/tradeoff_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/experiment_memory.h"
#include "ui/window/file_actions.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::isNear;
using test::patience;
using test::waitUntilDone;

namespace {

Experiment seen_experiment() {
    Experiment experiment = test::pictured_experiment();
    ViewSpec& view = experiment.view.emplace();
    view.cards = {PlotKind::landscape, PlotKind::convergence, PlotKind::spectrum, PlotKind::tradeoff};
    view.plots[PlotKind::convergence] = {
        "gradient-norm", Against::iteration, {}, ZoomSpec{AxisRange{1, 3}, AxisRange{1e-6, 0.5}}};
    view.plots[PlotKind::spectrum] = {"histogram", {}, "damped-newton", {}};
    view.plots[PlotKind::landscape] = {
        "quantile", {}, {}, ZoomSpec{AxisRange{-0.2, 0.1}, AxisRange{-0.1, 0.2}}};
    return experiment;
}

template <typename Plot>
Plot& plotOf(MainWindow& window, PlotKind kind) {
    Plot& plot = *qobject_cast<Plot*>(window.dashboard()->plot(kind));
    plot.refresh();
    return plot;
}
ConvergencePlot& convergence(MainWindow& window) {
    return plotOf<ConvergencePlot>(window, PlotKind::convergence);
}

/// A choice of the head, taken as a user would.
void choose(PlotView& plot, const char* box, const QString& item) {
    for (QComboBox* each : plot.controls()->findChildren<QComboBox*>())
        if (each->accessibleName() == QLatin1String(box)) {
            each->setCurrentText(item);
            emit each->activated(each->currentIndex());
            return;
        }
    QFAIL(box);
}

bool isSeen(MainWindow& window, const ViewSpec& view) {
    const ViewSpec now = window.dashboard()->view();
    return now.cards == view.cards && now.maximised == view.maximised;
}

}  // namespace

class ExperimentViewTest : public test::WindowTest {
    Q_OBJECT

    QString path(const char* name) { return folder_.filePath(QLatin1String(name)); }
    std::unique_ptr<MainWindow> opened(const Experiment& experiment) {
        const QString file = path("opened.basin.json");
        write_experiment(experiment, file.toStdString());
        auto window = makeWindow();
        waitUntilDone(*window);
        const auto before = window->controller()->currentId();
        window->fileActions()->openExperiment(file);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(window->controller()->currentId() > before, patience); }();
        waitUntilDone(*window);
        return window;
    }
    Experiment saved(MainWindow& window) {
        const QString file = path("saved.basin.json");
        window.fileActions()->saveExperiment(file);
        return read_experiment(file.toStdString());
    }
    Experiment remembered() const {
        return parse_experiment(settings_->lastExperiment().toStdString(), "last");
    }

  private slots:
    void init() { renewSettings(); }

    void aFileOpensAsItWasSeen() {
        Experiment experiment = seen_experiment();
        softmax_of(experiment).instance.seed = 2;  // another run than the one on the screen
        const auto window = opened(experiment);
        QVERIFY(isSeen(*window, *experiment.view));
        ConvergencePlot& plot = convergence(*window);
        QVERIFY(plot.view() == ConvergencePlot::View::gradient_norm);
        QVERIFY(plot.isZoomed());
        const ViewRange range = plot.viewRange();
        QVERIFY(isNear(range.left, 1) && isNear(range.right, 3));
        QVERIFY(isNear(range.bottom, -6) && isNear(range.top, std::log10(0.5)));
        QVERIFY(plotOf<LandscapePlot>(*window, PlotKind::landscape).isZoomed());
        QVERIFY(plotOf<LandscapePlot>(*window, PlotKind::landscape).view() == ColorScale::Kind::quantile);
        const auto& spectrum = plotOf<SpectrumPlot>(*window, PlotKind::spectrum);
        QVERIFY(spectrum.view() == SpectrumPlot::View::histogram && spectrum.selectedSolver() == 1);
        // Backspace leads to the whole, as after a zoom of the user's.
        QTest::keyClick(&plot, Qt::Key_Backspace);
        QVERIFY(!plot.isZoomed());
    }

    void savedItIsTheSame() {
        Experiment experiment = seen_experiment();
        softmax_of(experiment).instance.seed = 2;
        experiment.view->plots.erase(PlotKind::landscape);  // whose zoom is square
        const auto window = opened(experiment);
        const ViewSpec view = saved(*window).view.value();
        QVERIFY(view.cards == experiment.view->cards && !view.maximised && !view.iteration);
        QCOMPARE(view.plots.size(), std::size_t{2});
        QVERIFY(view.plots.at(PlotKind::spectrum) == experiment.view->plots.at(PlotKind::spectrum));
        const PlotSpec& plot = view.plots.at(PlotKind::convergence);
        QCOMPARE(plot.view, std::string("gradient-norm"));
        QVERIFY(isNear((*plot.zoom->x)[0], 1) && isNear((*plot.zoom->y)[1], 0.5));
    }

    void whatTheUserChoosesIsSaved() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QVERIFY(saved(*window).view->plots.empty());
        choose(convergence(*window), "Quantity", QStringLiteral("Gradient norm"));
        choose(convergence(*window), "Horizontal axis", QStringLiteral("Time"));
        window->actions()->maximise.value(PlotKind::spectrum)->trigger();
        const ViewSpec view = saved(*window).view.value();
        QVERIFY((view.plots.at(PlotKind::convergence) == PlotSpec{"gradient-norm", Against::time, {}, {}}));
        QVERIFY(view.maximised == PlotKind::spectrum);
    }

    /// The same run is not made again for it.
    void theViewIsNoOtherRun() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        window->actions()->run->trigger();  // asked for: it has a line in the history
        waitUntilDone(*window);
        QTRY_COMPARE_WITH_TIMEOUT(window->runPolicy()->history().size(), 1, patience);
        Experiment experiment = seen_experiment();
        experiment.start.seed = window->experimentPanel()->experiment().start.seed;
        const QString file = path("view.basin.json");
        write_experiment(experiment, file.toStdString());
        const double seconds = window->model()->results().runs[0].result.seconds;
        window->fileActions()->openExperiment(file);
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(*window, *experiment.view), patience);
        waitUntilDone(*window);
        QTRY_VERIFY(convergence(*window).isZoomed());
        QCOMPARE(window->model()->results().runs[0].result.seconds, seconds);
        QCOMPARE(window->runPolicy()->history().size(), 1);
    }

    void aPlotAloneAndBack() {
        Experiment experiment = seen_experiment();
        softmax_of(experiment).instance.seed = 2;
        experiment.view->maximised = PlotKind::convergence;
        const auto window = opened(experiment);
        const PlotCard* card = window->dashboard()->card(PlotKind::convergence);
        QVERIFY(window->dashboard()->maximised() == card && card->isVisible());
        QVERIFY(!window->dashboard()->card(PlotKind::landscape)->isVisible());
        // A view that says nothing of it has all four.
        experiment.view->maximised.reset();
        softmax_of(experiment).instance.seed = 3;
        window->showExperiment(experiment);  // without its view: as before
        QVERIFY(window->dashboard()->maximised() == card);
        write_experiment(experiment, path("four.basin.json").toStdString());
        window->fileActions()->openExperiment(path("four.basin.json"));
        QTRY_VERIFY_WITH_TIMEOUT(window->dashboard()->maximised() == nullptr, patience);
    }

    void thePlayheadIsHeldWhereItWas() {
        Experiment experiment = seen_experiment();
        softmax_of(experiment).instance.seed = 2;
        experiment.view->iteration = 2;
        const auto window = opened(experiment);
        QVERIFY(window->model()->lastIteration() > 2);
        QCOMPARE(window->model()->playhead(), Index{2});
        QVERIFY(saved(*window).view->iteration == Index{2});
        // A run that is asked for goes to its end, as ever.
        window->actions()->run->trigger();
        waitUntilDone(*window);
        QCOMPARE(window->model()->playhead(), window->model()->lastIteration());
        QVERIFY(!saved(*window).view->iteration);
    }

    void theLastExperimentComesWithItsView() {
        {
            const auto window = makeWindow();
            waitUntilDone(*window);
            choose(convergence(*window), "Quantity", QStringLiteral("Step"));
            convergence(*window).zoomTo({1, 2, -3, -1});
            window->actions()->maximise.value(PlotKind::convergence)->trigger();
            window->close();
        }
        QVERIFY(remembered().view->maximised == PlotKind::convergence);
        const auto again = makeWindow(std::nullopt);
        waitUntilDone(*again);
        QTRY_VERIFY_WITH_TIMEOUT(again->dashboard()->maximised() != nullptr, patience);
        QTRY_VERIFY_WITH_TIMEOUT(convergence(*again).isZoomed(), patience);
        QVERIFY(convergence(*again).view() == ConvergencePlot::View::step);
        QVERIFY(isNear(convergence(*again).viewRange().right, 2));
    }

    /// A program that is killed loses a second of it at most.
    void choicesAreRememberedWhileTheyAreMade() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        QTRY_VERIFY(!window->findChild<ExperimentMemory*>()->isWaiting());
        choose(convergence(*window), "Quantity", QStringLiteral("Step"));
        QTRY_COMPARE(remembered().view->plots[PlotKind::convergence].view, std::string("step"));
        convergence(*window).zoomTo({1, 2, -3, -1});
        QTRY_VERIFY(remembered().view->plots[PlotKind::convergence].zoom.has_value());
    }

    void withoutAViewTheUsersOwnStays() {
        const auto window = makeWindow();
        waitUntilDone(*window);
        choose(convergence(*window), "Quantity", QStringLiteral("Step"));
        convergence(*window).zoomTo({1, 2, -3, -1});
        Experiment other = test::pictured_experiment();
        softmax_of(other).instance.seed = 5;
        write_experiment(other, path("other.basin.json").toStdString());
        window->fileActions()->openExperiment(path("other.basin.json"));
        QTRY_COMPARE_WITH_TIMEOUT(softmax_of(window->model()->results().experiment).instance.seed,
                                  std::uint64_t{5}, patience);
        waitUntilDone(*window);
        QVERIFY(convergence(*window).view() == ConvergencePlot::View::step);
        QVERIFY(convergence(*window).isZoomed());
    }

    /// Of an experiment that is large nothing is drawn before Run; its zoom waits for that.
    void aZoomWaitsForItsRun() {
        Experiment large = seen_experiment();
        softmax_of(large).instance.n = 1000000;
        const auto window = makeWindow();
        waitUntilDone(*window);
        write_experiment(large, path("large.basin.json").toStdString());
        window->fileActions()->openExperiment(path("large.basin.json"));
        QTRY_VERIFY_WITH_TIMEOUT(isSeen(*window, *large.view), patience);
        QVERIFY(!convergence(*window).isZoomed());
        QVERIFY(saved(*window).view->plots.at(PlotKind::convergence).zoom ==
                large.view->plots.at(PlotKind::convergence).zoom);
        softmax_of(large).instance.n = 48;
        Experiment small = large;
        small.view.reset();
        window->showExperiment(small);
        QTRY_VERIFY_WITH_TIMEOUT(convergence(*window).isZoomed(), patience);
    }

    void figuresAndResultsCarryIt() {
        Experiment experiment = seen_experiment();
        softmax_of(experiment).instance.seed = 2;
        const auto window = opened(experiment);
        window->fileActions()->exportPlot(PlotKind::basin_map, path("none.svg"));
        window->fileActions()->exportPlot(PlotKind::convergence, path("figure.svg"));
        const Experiment figure = read_experiment(path("figure.svg").toStdString());
        QVERIFY(figure.view->cards == experiment.view->cards);
        QCOMPARE(figure.view->plots.at(PlotKind::convergence).view, std::string("gradient-norm"));
        window->fileActions()->saveResults(path("results"));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(path("results/manifest.json")), patience);
        QVERIFY(read_experiment(path("results/result.json").toStdString()).view.has_value());
    }
};

QTEST_MAIN(ExperimentViewTest)
#include "experiment_view_test.moc"
