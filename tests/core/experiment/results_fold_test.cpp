// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/results_fold.h"

#include <functional>

#include <QtTest/QTest>

#include "core/experiment/run.h"
#include "core/experiment/runner.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/same_results.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

/// Every section that a softmax regression has.
Experiment whole_softmax() {
    Experiment experiment = small_experiment();
    experiment.tradeoff = TradeoffSpec{};
    experiment.tradeoff->runs = 2;
    experiment.tradeoff->error_count = 1;
    experiment.basin_radius.trials = 40;
    return experiment;
}

/// Every section that a network has.
Experiment whole_network() {
    Experiment experiment = small_recurrent();
    experiment.landscape = LandscapeSpec{.resolution = 9};
    experiment.attraction = AttractionSpec{.solver = "lbfgs", .resolution = 4, .max_iterations = 5};
    experiment.spectrum = SpectrumSpec{.every = 10};
    experiment.exactness = ExactnessSpec{};
    experiment.exactness->max_iterations = 5;
    experiment.exactness->beta_count = 3;
    experiment.basin_map = BasinMapSpec{};
    experiment.basin_map->radius_count = 2;
    experiment.basin_map->error_count = 2;
    experiment.basin_map->trials = 2;
    return experiment;
}

using Runner = std::function<Results(const EventSink&)>;

/// The results of a run, and those that its events give when they are put into others.
struct Told {
    Results returned, folded;
};
Told tell(const Runner& runner, Results before = {}) {
    Told told{{}, std::move(before)};
    told.returned = runner([&](RunEvent event) { apply(told.folded, std::move(event)); });
    return told;
}
const char* difference(const Told& told) {
    return basin::test::difference(told.folded, told.returned);
}

}  // namespace

/// What a run returns is what its events tell, in every field.
class ResultsFoldTest : public QObject {
    Q_OBJECT

  private slots:
    void theEventsGiveTheResults_data() {
        QTest::addColumn<Experiment>("experiment");
        QTest::newRow("softmax regression") << whole_softmax();
        QTest::newRow("network") << whole_network();
        Experiment pca = whole_softmax();
        pca.landscape->plane = PlaneKind::pca;
        QTest::newRow("plane made from the runs") << pca;
        Experiment cut_off = whole_softmax();
        cut_off.max_seconds = 1e-12;
        QTest::newRow("no time") << cut_off;
    }
    void theEventsGiveTheResults() {
        QFETCH(const Experiment, experiment);
        const Told told = tell([&](const EventSink& sink) { return run_experiment(experiment, sink); });
        QCOMPARE(difference(told), nullptr);
        QVERIFY(told.folded.experiment == experiment);
        QVERIFY(!told.folded.environment.basin_version.empty());
        if (!told.folded.cut_off.empty()) return;
        QCOMPARE(told.folded.runs.size(), experiment.solvers.size());
        QVERIFY(told.folded.landscape && told.folded.attraction && told.folded.basin_map);
        QVERIFY(told.folded.tradeoff || told.folded.exactness);
        for (const SolverRun& run : told.folded.runs) {
            QCOMPARE(run.path.size(), run.history.size());
            QCOMPARE(run.densities.size(), run.history.size());
        }
    }

    void thoseOfAStoppedRunToo_data() {
        QTest::addColumn<Experiment>("experiment");
        QTest::addColumn<int>("events");  // told before the stop
        for (const int events : {1, 3, 8, 20, 40, 80, 120, 200}) {
            QTest::addRow("softmax, %d", events) << whole_softmax() << events;
            QTest::addRow("network, %d", events) << whole_network() << events;
        }
    }
    void thoseOfAStoppedRunToo() {
        QFETCH(const Experiment, experiment);
        QFETCH(const int, events);
        std::stop_source stop;
        Results folded;
        int told = 0;
        const EventSink sink = [&](RunEvent event) {
            apply(folded, std::move(event));
            if (++told == events) stop.request_stop();
        };
        const Results returned = run_experiment(experiment, sink, stop.get_token());
        QCOMPARE(basin::test::difference(folded, returned), nullptr);
        QCOMPARE(folded.stopped, told >= events);
    }

    void thoseOfEveryEntryToo() {
        const Experiment softmax = whole_softmax(), network = whole_network();
        Experiment bare = network;
        bare.solvers.clear();
        const Experiment start = bare;
        for (const Experiment* experiment : {&softmax, &network, &start}) {
            const Told told = tell([&](const EventSink& sink) { return certify_only(*experiment, sink); });
            QCOMPARE(difference(told), nullptr);
            QVERIFY(!told.returned.environment.basin_version.empty());
            QVERIFY(told.returned.experiment == *experiment);
            QCOMPARE(told.returned.start != nullptr, experiment == &start);
        }
        const Told map = tell([&](const EventSink& sink) { return map_network(network, sink); });
        QCOMPARE(difference(map), nullptr);
        QVERIFY(map.folded.basin_map && map.folded.basin_map->complete);
        QVERIFY(map.folded.minimiser.x.size() > 0);
    }

    void theBestWeightsOfANetworkAreToldOnce() {
        std::vector<Minimiser> told;
        int problems = 0;
        const Results results = run_experiment(whole_network(), [&](const RunEvent& event) {
            if (const auto* found = std::get_if<MinimiserFound>(&event)) told.push_back(found->minimiser);
            if (std::holds_alternative<ProblemReady>(event)) ++problems;
        });
        QCOMPARE(problems, 1);
        QCOMPARE(told.size(), std::size_t{1});
        QVERIFY(same_vector(told[0].x, results.minimiser.x));
        QCOMPARE(told[0].note, results.minimiser.note);
        const ProblemReady problem = problem_of(results);
        QVERIFY(same_vector(problem.minimiser.x, results.minimiser.x));
        QCOMPARE(problem.dimension, results.x0.size());
        QVERIFY(problem.plane && problem.series == results.series);
    }

    void aRedrawFoldsIntoWhatIsThere() {
        const Results done = run_experiment(whole_softmax());
        Experiment other = done.experiment;
        other.landscape->plane = PlaneKind::pca;
        const Told told =
            tell([&](const EventSink& sink) { return redraw(done, other, sink); }, without_records(done));
        QVERIFY(told.returned.landscape->plane.kind == PlaneKind::pca);
        QVERIFY(told.folded.landscape == told.returned.landscape);
        QVERIFY(told.folded.attraction == told.returned.attraction);
        QVERIFY(told.folded.experiment == other && told.returned.basin_map == done.basin_map);
        for (std::size_t i = 0; i < done.runs.size(); ++i) {
            QVERIFY(same_history(told.returned.runs[i].history, done.runs[i].history));
            QVERIFY(same_points(told.folded.runs[i].path, told.returned.runs[i].path));
        }
    }

    void picturesOfAnotherExperimentDoNotStay() {
        const Results done = run_experiment(small_experiment());
        Experiment without = done.experiment;
        without.attraction.reset();
        QVERIFY(!redraw(done, without).attraction);
        // A stop before the first sight leaves none, and the run what it was.
        Experiment other = done.experiment;
        other.attraction->max_iterations = 7;
        std::stop_source stop;
        stop.request_stop();
        const Results stopped = redraw(done, other, {}, stop.get_token());
        QVERIFY(!stopped.attraction && stopped.landscape == done.landscape);
        QVERIFY(!stopped.stopped);
    }

    void nobodyKeepsRecordsTwice() {
        std::size_t told = 0;
        const EventSink sink = [&](const RunEvent& event) {
            if (std::holds_alternative<IterationDone>(event)) ++told;
        };
        for (const Records records : {Records::kept, Records::only_told}) {
            Run run(small_experiment(), sink, {}, records);
            const Results results = run.carry_out(RunStarted{}, [](Run& stages) {
                stages.tell(SolverStarted{0, "newton"});
                stages.tell(IterationDone{});
                stages.tell(SolverFinished{});
            });
            QCOMPARE(results.runs.size(), std::size_t{1});
            QCOMPARE(results.runs[0].history.size(), records == Records::kept ? 1U : 0U);
        }
        QCOMPARE(told, std::size_t{2});
    }

    void theFirstEventTellsTheExperiment() {
        std::vector<RunEvent> events;
        stream_experiment(small_experiment(), [&](RunEvent event) { events.push_back(std::move(event)); }, {},
                          nullptr, {});
        QVERIFY(std::holds_alternative<RunStarted>(events.front()));
        Results folded;
        for (RunEvent& event : events) apply(folded, std::move(event));
        const Results direct = run_experiment(small_experiment());
        QCOMPARE(folded.runs.size(), direct.runs.size());
        for (std::size_t i = 0; i < direct.runs.size(); ++i) {
            QVERIFY(same_vector(folded.runs[i].result.x, direct.runs[i].result.x));
            QCOMPARE(folded.runs[i].history.size(), direct.runs[i].history.size());
        }
    }
};

QTEST_GUILESS_MAIN(ResultsFoldTest)
#include "results_fold_test.moc"
