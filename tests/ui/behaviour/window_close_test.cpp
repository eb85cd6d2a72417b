// SPDX-License-Identifier: GPL-3.0-or-later
// Closing asks nothing, loses nothing, and leaves nothing at work.
#include <QtTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/runs/work_at_exit.h"
#include "ui/window/estimate_dialog.h"
#include "ui/window/run_policy.h"

using namespace basin;
using namespace basin::ui;
using test::patience;

namespace {

/// At work for longer than any test.
Experiment endlessExperiment() {
    Experiment experiment = test::pictured_experiment();
    softmax_of(experiment).instance.n = 40000;
    softmax_of(experiment).instance.d = 100;
    experiment.stopping.gradient_tolerance = 1e-300;
    experiment.stopping.max_iterations = 1000000;
    experiment.stopping.max_seconds = 1e6;
    experiment.solvers = {{"gradient-descent", {}}};
    return experiment;
}

}  // namespace

class WindowCloseTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void aRunIsNotWantedAnyMore_data() {
        QTest::addColumn<bool>("begun");
        QTest::newRow("while its data are made") << false;
        QTest::newRow("while it computes") << true;
    }
    void aRunIsNotWantedAnyMore() {
        QFETCH(bool, begun);
        auto window = makeWindow();
        test::waitUntilDone(*window);
        window->showExperiment(endlessExperiment());
        window->runPolicy()->run();
        QVERIFY(window->controller()->isComputing());
        if (begun) QTRY_VERIFY_WITH_TIMEOUT(window->model()->lastIteration() > 0, patience);
        QVERIFY(window->close());
        QVERIFY(!window->controller()->isComputing());
        // The stop reaches into whatever it is at: nothing turns the event loop any more.
        QVERIFY(workEndsWithin(std::chrono::milliseconds(patience)));
    }

    void whatIsRememberedIsWrittenAtOnce() {
        auto window = makeWindow();
        window->showExperiment(endlessExperiment());
        window->resize(1100, 720);
        QVERIFY(window->close());
        const Settings next(settings_->fileName());
        const Experiment last = parse_experiment(next.lastExperiment().toStdString(), "last");
        QCOMPARE(softmax_of(last).instance.n, Index{40000});
        QCOMPARE(next.windowGeometry(), settings_->windowGeometry());
        QVERIFY(!next.windowGeometry().isEmpty());
    }

    void dialogsStopComputing() {
        auto window = makeWindow();
        window->estimateDialog()->show();
        QVERIFY(window->close());
        QVERIFY(!window->estimateDialog()->isVisible());
    }
};

QTEST_MAIN(WindowCloseTest)
#include "window_close_test.moc"
