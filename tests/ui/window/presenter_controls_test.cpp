// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/presenter_controls.h"

#include <QScrollArea>
#include <QScrollBar>

#include "tests/support/window.h"
#include "ui/panels/headline.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/plot_view.h"
#include "ui/window/dashboard.h"
#include "ui/window/run_policy.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using basin::test::button;
using basin::test::waitUntilDone;

class PresenterControlsTest : public test::WindowTest {
    Q_OBJECT

  private slots:
    void init() { renewSettings(); }

    void theyAreThereWhilePresentingAlone() {
        const auto window = makeWindow();
        QVERIFY(!window->presenter()->isVisible());
        window->actions()->present->trigger();
        QVERIFY(window->presenter()->isVisible());
        for (const QAction* action : {window->actions()->previousPreset, window->actions()->playOrHold,
                                      window->actions()->nextPreset, window->actions()->slower})
            QVERIFY(!test::button(*window, action)->accessibleName().isEmpty());
        window->actions()->leavePresent->trigger();
        QVERIFY(!window->presenter()->isVisible());
    }

    void homeAndEndGoThroughTheRun() {
        const auto window = presented();
        QTest::keyClick(window.get(), Qt::Key_Home);
        QCOMPARE(window->model()->playhead(), Index{0});
        QTest::keyClick(window.get(), Qt::Key_End);
        QCOMPARE(window->model()->playhead(), window->model()->lastIteration());
    }

    void spacePlaysOnceMoreAtTheEnd() {
        const auto window = presented();
        const auto run = window->controller()->currentId();
        QTest::keyClick(window.get(), Qt::Key_Space);
        QVERIFY(window->model()->playhead() < window->model()->lastIteration());
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->playhead(), window->model()->lastIteration(),
                                  test::patience);
        QCOMPARE(window->controller()->currentId(), run);
    }

    void upAndDownChangeTheSpeed() {
        const auto window = presented();
        const int fastest = window->transport()->speedSlider()->maximum();
        QTest::keyClick(window.get(), Qt::Key_Down);
        QCOMPARE(window->transport()->speedSlider()->value(), fastest - 1);
        QTRY_COMPARE(window->presenter()->speedWords(), window->transport()->speedWords());
        QVERIFY(window->controller()->speed().has_value());
        QTest::mouseClick(button(*window, window->actions()->faster), Qt::LeftButton);
        QCOMPARE(window->transport()->speedSlider()->value(), fastest);
    }

    void pageKeysLeadThroughThePresets() {
        const auto window = presented();
        QTest::keyClick(window.get(), Qt::Key_PageDown);
        QCOMPARE(window->headline()->title()->text(), QString::fromStdString(presets()[0].title));
        QTest::keyClick(window.get(), Qt::Key_PageDown);
        QCOMPARE(window->headline()->title()->text(), QString::fromStdString(presets()[1].title));
        QTest::mouseClick(button(*window, window->actions()->previousPreset), Qt::LeftButton);
        QCOMPARE(window->headline()->title()->text(), QString::fromStdString(presets()[0].title));
        QTest::keyClick(window.get(), Qt::Key_PageUp);
        QCOMPARE(window->headline()->title()->text(), QString::fromStdString(presets().back().title));
        QVERIFY(window->isPresenting());
    }

    void theSignTellsWhatSpaceDoes() {
        const auto window = presented();
        const auto image = [&] { return window->actions()->playOrHold->icon().pixmap(16, 16).toImage(); };
        const QImage play = image();
        window->transport()->speedSlider()->setValue(0);
        QTest::keyClick(window.get(), Qt::Key_Space);
        QCOMPARE(window->controller()->state(), RunState::running);
        QVERIFY(image() != play);
        QTest::keyClick(window.get(), Qt::Key_Space);
        QVERIFY(window->controller()->state() != RunState::running);
        QVERIFY(image() == play);
    }

    void textsNeedNoScrolling_data() {
        QTest::addColumn<QString>("preset");
        for (const Preset& preset : presets())
            QTest::newRow(preset.name.c_str()) << QString::fromStdString(preset.name);
    }

    void textsNeedNoScrolling() {
        QFETCH(QString, preset);
        Experiment experiment = preset_experiment(*find_preset(preset.toStdString()));
        experiment.basin_map.reset();
        experiment.tradeoff.reset();
        experiment.exactness.reset();
        experiment.landscape.reset();
        experiment.attraction.reset();
        experiment.max_seconds = 1;
        const auto window = presented(experiment);
        for (const auto* area : window->findChildren<QScrollArea*>())
            if (area->isVisible())
                QTRY_COMPARE_WITH_TIMEOUT(area->verticalScrollBar()->maximum(), 0, test::patience);
    }

    // The type follows the height; its scroll bar must not follow the type.
    void everyHeightComesToRest() {
        const auto window = presented();
        for (int height = 640; height <= 1000; height += 3) {
            window->resize(1280, height);
            QCoreApplication::processEvents();
        }
        for (const auto* area : window->findChildren<QScrollArea*>())
            if (area->isVisible())
                QTRY_COMPARE_WITH_TIMEOUT(area->verticalScrollBar()->maximum(), 0, test::patience);
    }

  private:
    /// At the end of its run, which a limit may end before the first solver on a busy machine.
    std::unique_ptr<MainWindow> presented(const Experiment& experiment = test::pictured_experiment()) {
        auto window = makeWindow(experiment);
        if (!window->model()->isRunning()) window->runPolicy()->run();
        const auto hasEnded = [&window] {
            return !window->model()->isRunning() && window->controller()->isIdle() &&
                   window->controller()->state() == RunState::idle;
        };
        if (!QTest::qWaitFor(hasEnded, test::patience)) qFatal("the run does not end");
        window->actions()->present->trigger();
        window->resize(1280, 720);
        window->activateWindow();
        return window;
    }
};

QTEST_MAIN(PresenterControlsTest)
#include "presenter_controls_test.moc"
