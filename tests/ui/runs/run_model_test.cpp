// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_model.h"

#include <QSignalSpy>
#include <QTest>

#include "tests/support/synthetic_results.h"

using namespace basin;
using namespace basin::ui;

namespace {

IterationDone iteration(std::size_t solver, Index k) {
    IterationDone event;
    event.solver = solver;
    event.record.iteration = k;
    event.record.distance = 1.0 / static_cast<double>(k + 1);
    event.position = {static_cast<double>(k), 0, 0};
    event.eigenvalues = Vector::Constant(2, static_cast<double>(k));
    return event;
}

ProblemReady problemWithPlane() {
    ProblemReady ready;
    ready.dimension = 2;
    ready.plane = LandscapePlane{};
    return ready;
}

Experiment twoSolvers() {
    Experiment experiment;
    experiment.solvers = {{"newton", {}}, {"lbfgs", {}}};
    return experiment;
}

}  // namespace

class RunModelTest : public QObject {
    Q_OBJECT

  private slots:
    void eventsFillTheResults();
    void eachSignalComesOnceABatch();
    void withoutAPlaneThereIsNoPath();
    void playheadFollowsUntilItIsMoved();
    void theProblemIsWhatTheResultsKnow();
    void beginForgetsTheLastRun();
    void loadedResultsAreWhole();
    void failureEndsTheRun();
    void picturesLeaveTheRunWhatItWas();
};

void RunModelTest::eventsFillTheResults() {
    RunModel model;
    model.begin(twoSolvers());
    QVERIFY(model.isRunning());
    SolverFinished ended;
    ended.solver = 1;
    ended.result.iterations = 1;
    model.apply({problemWithPlane(), SolverStarted{1, "lbfgs"}, iteration(1, 0), iteration(1, 1), ended,
                 CertificateReady{}, RunFinished{true, 1}});
    const Results& results = model.results();
    QCOMPARE(results.runs.size(), 2u);
    QCOMPARE(results.runs[1].spec.name, std::string("lbfgs"));
    QCOMPARE(results.runs[1].history.size(), 2u);
    QCOMPARE(results.runs[1].path[1].a, 1.0);
    QCOMPARE(results.runs[1].eigenvalues[1][0], 1.0);
    QCOMPARE(results.runs[1].model_eigenvalues.size(), 2u);
    QCOMPARE(results.runs[1].result.iterations, Index(1));
    QVERIFY(results.stopped && model.hasCertificate() && !model.isRunning());
    QCOMPARE(model.lastIteration(), Index(1));
}

void RunModelTest::eachSignalComesOnceABatch() {
    RunModel model;
    model.begin(twoSolvers());
    QSignalSpy history(&model, &RunModel::historyChanged), playhead(&model, &RunModel::playheadChanged),
        progress(&model, &RunModel::progressChanged), finished(&model, &RunModel::finished);
    model.apply({iteration(0, 0), iteration(0, 1), iteration(0, 2), Progress{}, Progress{}});
    QCOMPARE(history.count(), 1);
    QCOMPARE(playhead.count(), 1);
    QCOMPARE(progress.count(), 1);
    QCOMPARE(finished.count(), 0);
    model.apply({});
    QCOMPARE(history.count(), 1);
}

void RunModelTest::withoutAPlaneThereIsNoPath() {
    RunModel model;
    model.begin(twoSolvers());
    ProblemReady ready;
    model.apply({ready, iteration(0, 0)});
    QVERIFY(model.results().runs[0].path.empty());
}

void RunModelTest::playheadFollowsUntilItIsMoved() {
    RunModel model;
    model.begin(twoSolvers());
    model.apply({iteration(0, 0), iteration(0, 1), iteration(0, 2)});
    QCOMPARE(model.playhead(), Index(2));
    model.setPlayhead(1);
    QVERIFY(!model.followsRun());
    model.apply({iteration(0, 3)});
    QCOMPARE(model.playhead(), Index(1));
    model.setPlayhead(99);
    QCOMPARE(model.playhead(), Index(3));
    QVERIFY(model.followsRun());
    model.followRun(false);
    model.apply({iteration(0, 4)});
    QCOMPARE(model.playhead(), Index(3));
    model.followRun(true);
    QCOMPARE(model.playhead(), Index(4));
    // A shorter solver does not take it back.
    model.apply({iteration(1, 0)});
    QCOMPARE(model.playhead(), Index(4));
}

void RunModelTest::theProblemIsWhatTheResultsKnow() {
    RunModel model;
    model.begin(twoSolvers());
    ProblemReady ready;
    ready.x0 = Vector::Zero(3);
    model.apply({ready});
    QCOMPARE(model.problem()->dimension, Index(3));
    MinimiserFound found;
    found.minimiser.x = Vector::Ones(3);
    QSignalSpy problem(&model, &RunModel::problemChanged);
    model.apply({found, PlaneReady{}});
    QCOMPARE(problem.count(), 1);
    QVERIFY(model.problem()->minimiser.x == Vector::Ones(3));
    QVERIFY(model.problem()->plane && model.results().plane);
}

void RunModelTest::beginForgetsTheLastRun() {
    RunModel model;
    model.load(test::syntheticResults());
    QSignalSpy cleared(&model, &RunModel::cleared);
    model.begin(twoSolvers());
    QCOMPARE(cleared.count(), 1);
    QVERIFY(model.results().runs.empty() && model.results().landscape == nullptr && !model.problem());
    QCOMPARE(model.playhead(), Index(0));
    QVERIFY(!model.hasCertificate());
}

void RunModelTest::loadedResultsAreWhole() {
    RunModel model;
    QSignalSpy sections(&model, &RunModel::sectionChanged), finished(&model, &RunModel::finished);
    model.load(test::syntheticResults());
    std::vector<Stage> told;
    for (const QList<QVariant>& signal : sections) told.push_back(signal.at(0).value<Stage>());
    // Each result that is there once.
    QVERIFY((told == std::vector{Stage::landscape, Stage::attraction, Stage::basin_map, Stage::tradeoff}));
    QCOMPARE(finished.count(), 1);
    QVERIFY(!model.isRunning() && model.followsRun() && model.hasCertificate());
    QCOMPARE(model.playhead(), Index(40));
    QCOMPARE(model.problem()->dimension, Index(4));
    QVERIFY(model.problem()->plane.has_value());
}

void RunModelTest::failureEndsTheRun() {
    RunModel model;
    model.begin(twoSolvers());
    QSignalSpy finished(&model, &RunModel::finished);
    model.apply({RunFailed{"A1.csv: line 3 has 4 cells; expected 5"}});
    QCOMPARE(finished.count(), 1);
    QVERIFY(!model.isRunning());
    QCOMPARE(model.failure(), QStringLiteral("A1.csv: line 3 has 4 cells; expected 5"));
}

void RunModelTest::picturesLeaveTheRunWhatItWas() {
    RunModel model;
    model.begin(twoSolvers());
    model.apply({RunStarted{nullptr, current_environment()}, RunFinished{false, 1}});
    QVERIFY(!model.results().environment.basin_version.empty());  // saved with the results
    model.redraw(twoSolvers());
    model.apply({RunFailed{"no memory"}});
    QVERIFY(!model.failure().isEmpty());
    model.redraw(twoSolvers());
    QVERIFY(model.failure().isEmpty() && model.isRunning());
    model.apply({RunFinished{.stopped = true, .seconds = 1, .only_pictures = true}});
    QVERIFY(!model.results().stopped && !model.isRunning());
    model.begin(twoSolvers());
    model.apply({RunFinished{true, 1}});
    QVERIFY(model.results().stopped);
}

QTEST_GUILESS_MAIN(RunModelTest)
#include "run_model_test.moc"
