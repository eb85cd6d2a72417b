// SPDX-License-Identifier: GPL-3.0-or-later
// A finished run seen again, and a window at rest.
#include <QLabel>
#include <QtTest>

#include "core/families/problem_of.h"
#include "tests/support/window.h"
#include "ui/panels/status_line.h"
#include "ui/panels/timeline_bar.h"
#include "ui/panels/transport_bar.h"
#include "ui/plots/basin_map_plot.h"
#include "ui/window/dashboard.h"
#include "ui/window/window_actions.h"

using namespace basin;
using namespace basin::ui;
using test::button;
using test::patience;
using test::waitUntilDone;

namespace {

/// Counts what is painted.
class PaintCounter : public QObject {
  public:
    int count = 0;

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // Settings ask for an update of their own when they are written.
        const bool seen = watched->isWidgetType() || watched->isWindowType();
        if (seen && (event->type() == QEvent::Paint || event->type() == QEvent::UpdateRequest)) ++count;
        return false;
    }
};

bool somethingSays(const MainWindow& window, const QString& words) {
    for (const QLabel* label : window.findChildren<QLabel*>())
        if (label->text().contains(words)) return true;
    return false;
}

}  // namespace

class WindowReplayTest : public test::WindowTest {
    Q_OBJECT

    std::unique_ptr<MainWindow> makeFinishedWindow() {
        auto window = makeWindow(test::pictured_experiment());
        waitUntilDone(*window);
        return window;
    }

  private slots:
    void init() { renewSettings(); }

    void aFinishedRunIsReplayedFromThePlayhead() {
        const auto window = makeFinishedWindow();
        QToolButton* play = button(*window, window->actions()->pause);
        QVERIFY(!play->isEnabled());  // at the end there is nothing to replay
        window->timeline()->slider()->setValue(1);
        QCOMPARE(window->model()->playhead(), Index{1});
        QVERIFY(play->isEnabled());
        QCOMPARE(window->actions()->pause->text(), QStringLiteral("Replay"));
        QCOMPARE(play->accessibleName(), QStringLiteral("Replay"));
        const auto run = window->controller()->currentId();
        window->transport()->speedSlider()->setValue(3);  // ten iterations a second
        QTest::mouseClick(play, Qt::LeftButton);
        QCOMPARE(window->controller()->state(), RunState::running);
        QCOMPARE(window->model()->playhead(), Index{1});
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->playhead(), window->model()->lastIteration(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(window->controller()->state(), RunState::idle, patience);
        QCOMPARE(window->controller()->currentId(), run);  // replayed, not computed again
    }

    void withoutAChosenSpeedAReplayIsStillSeen() {
        const auto window = makeFinishedWindow();
        QTest::mouseClick(button(*window, window->actions()->reset), Qt::LeftButton);
        QCOMPARE(window->model()->playhead(), Index{0});
        QVector<Index> seen;
        connect(window->model(), &RunModel::playheadChanged, this,
                [&] { seen.append(window->model()->playhead()); });
        QTest::mouseClick(button(*window, window->actions()->pause), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->playhead(), window->model()->lastIteration(), patience);
        QVERIFY(seen.size() > 1);  // no jump to the end
    }

    void spaceReplaysWhilePresenting() {
        const auto window = makeFinishedWindow();
        window->setPresenting(true);
        window->controller()->seek(0);
        const auto run = window->controller()->currentId();
        window->actions()->playOrHold->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->playhead(), window->model()->lastIteration(), patience);
        QCOMPARE(window->controller()->currentId(), run);
        QTRY_COMPARE_WITH_TIMEOUT(window->controller()->state(), RunState::idle, patience);
        window->actions()->playOrHold->trigger();  // at the end: once more from the start
        QVERIFY(window->model()->playhead() < window->model()->lastIteration());
        QTRY_COMPARE_WITH_TIMEOUT(window->model()->playhead(), window->model()->lastIteration(), patience);
        QCOMPARE(window->controller()->currentId(), run);
    }

    void runAtTheEndRunsAgain() {
        const auto window = makeFinishedWindow();
        const auto run = window->controller()->currentId();
        const Vector x0 = window->model()->results().x0;
        QTest::mouseClick(button(*window, window->actions()->run), Qt::LeftButton);
        QVERIFY(window->controller()->currentId() > run);
        waitUntilDone(*window);
        QVERIFY(window->model()->results().x0 == x0);
    }

    void theSpeedIsToldInWords() {
        const auto window = makeFinishedWindow();
        window->transport()->speedSlider()->setValue(2);
        QCOMPARE(window->transport()->speedWords(), QStringLiteral("5 steps/s"));
        window->transport()->speedSlider()->setValue(window->transport()->speedSlider()->maximum());
        QCOMPARE(window->transport()->speedWords(), QStringLiteral("as fast as it comes"));
    }

    void nothingIsPaintedAtRest() {
        const auto window = makeFinishedWindow();
        if (QWidget* focused = QApplication::focusWidget()) focused->clearFocus();  // no blinking cursor
        QTest::qWait(300);
        PaintCounter counter;
        qApp->installEventFilter(&counter);
        QTest::qWait(600);
        QCOMPARE(counter.count, 0);
    }

    void aMinimiserThatIsNotVerifiedIsTold() {
        Experiment experiment = test::pictured_experiment();
        // Fewer rows than unknowns and no ridge: L is flat along a line.
        softmax_of(experiment).instance.n = 3;
        softmax_of(experiment).instance.d = 5;
        softmax_of(experiment).instance.ridge = 0;
        experiment.basin_map = BasinMapSpec{};
        const auto window = makeWindow(experiment);
        waitUntilDone(*window);
        QVERIFY(!window->model()->results().minimiser.verified);
        QVERIFY(somethingSays(*window, QStringLiteral("could not be confirmed")));
        QVERIFY(somethingSays(*window, QString::fromStdString(window->model()->results().minimiser.note)));
        BasinMapPlot* map = window->dashboard()->basinMap();
        map->refresh();
        QVERIFY(map->emptyMessage().contains(QStringLiteral("could not be verified")));
    }
};

QTEST_MAIN(WindowReplayTest)
#include "window_replay_test.moc"
