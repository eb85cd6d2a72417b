// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/playback.h"

#include <QTest>

#include "tests/support/patience.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

IterationDone iteration(Index k) {
    IterationDone event;
    event.record.iteration = k;
    return event;
}

}  // namespace

class PlaybackTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        Experiment experiment;
        experiment.solvers = {{"newton", {}}};
        model_.begin(experiment);
        model_.apply({iteration(0), iteration(1), iteration(2)});
    }

    void withoutASpeedItGoesWithTheRun() {
        Playback playback(&model_);
        playback.begin(false);
        QVERIFY(playback.isDone());
        model_.apply({iteration(3)});
        QCOMPARE(model_.playhead(), Index(3));
    }

    void aSpeedBeginsAtTheStart() {
        Playback playback(&model_);
        playback.setSpeed(1e-3);
        playback.begin(false);
        QCOMPARE(model_.playhead(), Index(0));
        playback.advance();
        QCOMPARE(model_.playhead(), Index(0));
        QVERIFY(!playback.isDone());
        playback.setSpeed(1e6);
        playback.play(true);
        QTRY_VERIFY_WITH_TIMEOUT((playback.advance(), playback.isDone()), test::patience);
        QCOMPARE(model_.playhead(), Index(2));
        model_.apply({iteration(3)});
        QCOMPARE(model_.playhead(), Index(2));  // it is played, not jumped to
    }

    void aStepWaitsForItsIteration() {
        Playback playback(&model_);
        playback.hold(1);
        QVERIFY(playback.step() && !playback.isStepPending());
        QCOMPARE(model_.playhead(), Index(2));
        QVERIFY(!playback.step() && playback.isStepPending());
        QVERIFY(!playback.takeStep());
        model_.apply({iteration(3), iteration(4)});
        QVERIFY(playback.takeStep() && !playback.isStepPending());
        QCOMPARE(model_.playhead(), Index(3));
        QVERIFY(!playback.takeStep());
    }

    void nothingIsPlayedAfterTheEnd() {
        Playback playback(&model_);
        playback.setSpeed(1e-3);
        playback.begin(false);
        playback.end();
        QVERIFY(playback.isDone());
        playback.advance();
        QCOMPARE(model_.playhead(), Index(0));
    }

  private:
    RunModel model_;
};

QTEST_GUILESS_MAIN(PlaybackTest)
#include "playback_test.moc"
