// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_controller.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/basin_map_csv.h"
#include "tests/support/experiments.h"
#include "tests/support/patience.h"
#include "tests/support/recurrent_experiments.h"
#include "ui/runs/run_model.h"

using namespace basin;
using namespace basin::ui;

namespace {

using test::patience;

bool sameNumbers(const IterationRecord& a, const IterationRecord& b) {
    return std::ranges::all_of(record_columns(), [&](const RecordColumn& column) {
        if (column.name == "seconds") return true;  // the clock differs
        const double x = column.read(a);
        const double y = column.read(b);
        return x == y || (std::isnan(x) && std::isnan(y));
    });
}

}  // namespace

class RunControllerTest : public QObject {
    Q_OBJECT

  private slots:
    void holdsWhatCoreComputes() {
        RunModel model;
        RunController controller(&model);
        const Experiment experiment = test::tiny_experiment();
        controller.start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QCOMPARE(model.failure(), QString());
        const Results direct = run_experiment(experiment);
        const Results& shown = model.results();
        QCOMPARE(shown.runs.size(), direct.runs.size());
        for (std::size_t r = 0; r < direct.runs.size(); ++r) {
            QCOMPARE(shown.runs[r].history.size(), direct.runs[r].history.size());
            QVERIFY(shown.runs[r].result.x == direct.runs[r].result.x);
            for (std::size_t k = 0; k < direct.runs[r].history.size(); ++k)
                QVERIFY(sameNumbers(shown.runs[r].history[k], direct.runs[r].history[k]));
        }
        QCOMPARE(shown.certificate.M_estimate, direct.certificate.M_estimate);
        QCOMPARE(model.playhead(), model.lastIteration());
    }

    void holdsTheBestWeightsOfANetwork() {
        RunModel model;
        RunController controller(&model);
        const Experiment experiment = test::small_recurrent();
        controller.start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        const Results direct = run_experiment(experiment);
        QVERIFY(model.results().minimiser.x == direct.minimiser.x);
        QCOMPARE(model.results().minimiser.note, direct.minimiser.note);
        QVERIFY(model.problem()->minimiser.x == direct.minimiser.x);
        QVERIFY(model.results().experiment == experiment);
        QCOMPARE(model.results().environment.threads, direct.environment.threads);
        for (std::size_t i = 0; i < direct.runs.size(); ++i)
            QCOMPARE(model.results().runs[i].history.size(), direct.runs[i].history.size());
    }

    void anotherPlaneIsDrawnWithoutANewRun() {
        RunModel model;
        RunController controller(&model);
        Experiment experiment = test::tiny_experiment();
        softmax_of(experiment).instance.d = 4;
        experiment.landscape = LandscapeSpec{.resolution = 17};
        controller.start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        const Results before = model.results();
        QSignalSpy cleared(&model, &RunModel::cleared);
        experiment.landscape->plane = PlaneKind::pca;
        experiment.attraction = AttractionSpec{.resolution = 20};
        QVERIFY(controller.redraw(experiment));
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QCOMPARE(cleared.count(), 0);
        const Results direct = run_experiment(experiment);
        const Results& shown = model.results();
        QVERIFY(shown.experiment == experiment);
        QVERIFY(shown.landscape->plane.kind == PlaneKind::pca);
        QVERIFY(shown.landscape->values == direct.landscape->values);
        QVERIFY(shown.attraction->pixels == direct.attraction->pixels);
        QCOMPARE(shown.runs[0].history[0].seconds, before.runs[0].history[0].seconds);  // not run again
        QCOMPARE(shown.runs[0].path.back().a, direct.runs[0].path.back().a);
        QCOMPARE(model.playhead(), model.lastIteration());
        experiment.start.radius *= 2;
        QVERIFY(!controller.redraw(experiment));
    }

    void aRunThatIsOnIsNotDrawnAnew() {
        RunModel model;
        RunController controller(&model);
        Experiment experiment = test::tiny_experiment();
        const Results done = run_experiment(experiment);
        model.begin(experiment);
        for (std::size_t i = 0; i < done.runs.size(); ++i) {
            IterationDone step;
            step.solver = i;
            for (const IterationRecord& record : done.runs[i].history) {
                step.record = record;
                model.apply({step});
            }
            SolverFinished end;
            end.solver = i;
            end.result = done.runs[i].result;
            end.iterates = done.runs[i].iterates;
            model.apply({end});
        }
        experiment.landscape = LandscapeSpec{};
        model.apply({CertificateReady{done.certificate}});
        QVERIFY(!controller.canRedraw(experiment));  // the basin radius is still to come
        model.apply({RunFinished{false, 1}});
        QVERIFY(controller.canRedraw(experiment));
    }

    void stoppedPicturesLeaveTheRun() {
        RunModel model;
        RunController controller(&model);
        Experiment experiment = test::tiny_experiment();
        experiment.landscape = LandscapeSpec{.resolution = 17};
        controller.start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        const double rate = controller.rate();
        experiment.landscape->resolution = 201;
        QVERIFY(controller.redraw(experiment));
        QCOMPARE(controller.rate(), rate);  // nobody iterates
        QVERIFY(controller.canRedraw(experiment));
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QVERIFY(!model.results().stopped);
        QCOMPARE(controller.rate(), rate);
        QVERIFY(controller.redraw(experiment));
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QVERIFY(model.results().landscape && model.results().landscape->stride == 1);
        QCOMPARE(model.results().landscape->values.rows(), Index{201});
    }

    void nothingTicksAtRest() {
        RunModel model;
        RunController controller(&model);
        const auto* timer = controller.findChild<QTimer*>();
        QVERIFY(timer);
        QVERIFY(!timer->isActive());
        controller.start(test::tiny_experiment());
        QVERIFY(timer->isActive());
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle() && controller.state() == RunState::idle, patience);
        QTRY_VERIFY(!timer->isActive());
    }

    void stopEndsARunInTheMiddle() {
        RunModel model;
        RunController controller(&model);
        QSignalSpy finished(&model, &RunModel::finished);
        controller.start(test::long_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(model.lastIteration() > 5, patience);
        controller.stop();
        QVERIFY(controller.isComputing());  // it has not waited
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QCOMPARE(finished.count(), 1);
        QVERIFY(model.results().stopped);
        QCOMPARE(controller.state(), RunState::idle);
    }

    void stopWhileStarting() {
        RunModel model;
        RunController controller(&model);
        controller.start(test::long_experiment());
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QVERIFY(!model.isRunning());
    }

    void startWhileRunningDropsTheOldRun() {
        RunModel model;
        RunController controller(&model);
        controller.start(test::long_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(model.lastIteration() > 5, patience);
        const auto oldId = controller.currentId();
        controller.start(test::tiny_experiment());
        QVERIFY(controller.currentId() != oldId);
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QCOMPARE(model.results().experiment.title, std::string("small"));
        QCOMPARE(model.results().runs.size(), std::size_t{2});
        QVERIFY(model.problem()->dimension == 2);
        QVERIFY(!model.results().stopped);
    }

    void manyStartsInARow() {
        RunModel model;
        RunController controller(&model);
        for (int i = 0; i < 20; ++i) controller.start(test::tiny_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QCOMPARE(model.results().runs.size(), std::size_t{2});
    }

    void destructionStopsARun() {
        RunModel model;
        {
            RunController controller(&model);
            controller.start(test::long_experiment());
            QTest::qWait(20);
            controller.pause();
        }
        QVERIFY(model.results().runs.size() <= 1);
    }

    void pauseHoldsTheRunAndStepMovesByOne() {
        RunModel model;
        RunController controller(&model);
        controller.start(test::long_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(model.lastIteration() > 5, patience);
        controller.pause();
        QCOMPARE(controller.state(), RunState::paused);
        const Index held = model.playhead();
        QTest::qWait(250);
        const Index computed = model.lastIteration();
        QTest::qWait(250);
        QCOMPARE(model.lastIteration(), computed);  // the gate is closed
        QCOMPARE(model.playhead(), held);
        for (Index i = 1; i <= 3; ++i) {
            controller.stepForward();
            QTRY_COMPARE_WITH_TIMEOUT(model.playhead(), held + i, patience);
        }
        controller.stepBack();
        QCOMPARE(model.playhead(), held + 2);
        controller.resume();
        QTRY_VERIFY_WITH_TIMEOUT(model.playhead() > computed + 3, patience);
    }

    void resetGoesBackToTheSameStart() {
        RunModel model;
        RunController controller(&model);
        controller.start(test::tiny_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        const Vector x0 = model.results().x0;
        controller.reset();
        QCOMPARE(model.playhead(), Index{0});
        QCOMPARE(controller.state(), RunState::paused);
        QVERIFY(model.results().x0 == x0);
        controller.start(test::tiny_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QVERIFY(model.results().x0 == x0);
    }

    void playbackGoesAtTheChosenSpeed() {
        RunModel model;
        RunController controller(&model);
        controller.setSpeed(20.0);
        controller.start(test::tiny_experiment());
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isComputing(), patience);
        QVERIFY(model.lastIteration() > 1);
        QTRY_COMPARE_WITH_TIMEOUT(model.playhead(), model.lastIteration(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), RunState::idle, patience);
        controller.reset();
        controller.resume();
        QCOMPARE(controller.state(), RunState::running);
        QTRY_COMPARE_WITH_TIMEOUT(controller.state(), RunState::idle, patience);
        QCOMPARE(model.playhead(), model.lastIteration());
    }

    void aStoppedMapGoesOnWithTheNextRun() {
        RunModel model;
        RunController controller(&model);
        Experiment experiment = test::tiny_experiment();
        experiment.basin_map = BasinMapSpec{};
        experiment.basin_map->radius_count = 8;
        experiment.basin_map->error_count = 5;
        experiment.basin_map->trials = 150;
        controller.start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(model.results().basin_map && model.results().basin_map->computed > 5,
                                 patience);
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        const auto part = model.results().basin_map;
        QVERIFY(!part->complete);
        experiment.start.radius *= 1.5;  // the map does not depend on it
        controller.start(experiment);
        QCOMPARE(model.results().basin_map->computed, part->computed);  // shown at once
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QVERIFY(model.results().basin_map->complete);
        const Results direct = run_experiment(experiment);
        QCOMPARE(basin_map_csv(*model.results().basin_map), basin_map_csv(*direct.basin_map));
        experiment.basin_map->trials = 2;  // another map
        controller.start(experiment);
        QVERIFY(!model.results().basin_map);
    }

    void unusableInputEndsAsAFailure() {
        RunModel model;
        RunController controller(&model);
        Experiment experiment = test::tiny_experiment();
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Zero(5, 1)), {}};
        controller.start(experiment);
        QTRY_VERIFY_WITH_TIMEOUT(controller.isIdle(), patience);
        QVERIFY(!model.failure().isEmpty());
        QVERIFY(!model.isRunning());
    }
};

QTEST_GUILESS_MAIN(RunControllerTest)
#include "run_controller_test.moc"
