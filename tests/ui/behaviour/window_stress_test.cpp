// SPDX-License-Identifier: GPL-3.0-or-later
// A window under the hands of somebody in a hurry: what it shows in the end is what core computes.
#include <random>

#include <QtTest>

#include "core/experiment/runner.h"
#include "tests/support/window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::patience;
using test::waitUntilDone;

namespace {

constexpr int hands = 60;  // things done one after the other, most of them before the last one has ended

}  // namespace

class WindowStressTest : public test::WindowTest {
    Q_OBJECT

    static void doSomething(MainWindow& window, std::mt19937& draw) {
        WindowActions* actions = window.actions();
        const double radius = 0.1 + static_cast<double>(draw() % 10) / 10;
        switch (draw() % 8) {
            case 0:
                return actions->run->trigger();
            case 1:
                return actions->pause->trigger();
            case 2:
                return actions->step->trigger();
            case 3:
                return actions->reset->trigger();
            case 4:
                return window.experimentPanel()->setRadiusAndError(radius, 0.1);
            case 5:
                return window.runPolicy()->setSeed(draw() % 100);
            case 6:
                return window.controller()->seek(static_cast<Index>(draw() % 5));
            default:
                return window.runPolicy()->runFromCell(radius, 0.1);
        }
    }

  private slots:
    void init() { renewSettings(); }

    void whatIsShownAtLastIsWhatCoreComputes_data() {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 2U, 3U}) QTest::addRow("seed %u", seed) << seed;
    }
    void whatIsShownAtLastIsWhatCoreComputes() {
        QFETCH(unsigned, seed);
        std::mt19937 draw(seed);
        const auto window = makeWindow(test::pictured_experiment());
        for (int k = 0; k < hands; ++k) {
            doSomething(*window, draw);
            QTest::qWait(static_cast<int>(draw() % 20));
        }
        window->runPolicy()->runFromCell(0.3, 0.1);
        if (window->controller()->state() == RunState::paused) window->actions()->pause->trigger();
        waitUntilDone(*window);
        const Results& shown = window->model()->results();
        const Results expected = run_experiment(shown.experiment);
        QCOMPARE(shown.experiment.start.radius, 0.3);
        QCOMPARE(shown.runs.size(), expected.runs.size());
        for (std::size_t i = 0; i < shown.runs.size(); ++i) {
            QCOMPARE(shown.runs[i].result.termination, expected.runs[i].result.termination);
            QVERIFY(shown.runs[i].result.x == expected.runs[i].result.x);
            QCOMPARE(shown.runs[i].history.size(), expected.runs[i].history.size());
        }
        QVERIFY(shown.landscape->values == expected.landscape->values);
    }
};

QTEST_MAIN(WindowStressTest)
#include "window_stress_test.moc"
