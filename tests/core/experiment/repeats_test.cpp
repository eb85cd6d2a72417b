// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/repeats.h"

#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/experiment/repeats_stage.h"
#include "core/experiment/runner.h"
#include "core/experiment/seeds.h"
#include "core/families/problem_of.h"
#include "core/io/presets.h"
#include "core/numeric/parallel.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_experiment.h"

using namespace basin;

namespace {

Experiment repeated_experiment(Index count, std::vector<std::string> vary = {"start.seed"}) {
    Experiment experiment = test::small_experiment();
    experiment.landscape.reset();
    experiment.attraction.reset();
    experiment.spectrum.reset();
    experiment.basin_map.reset();
    experiment.basin_radius.trials = 0;
    experiment.repeats = RepeatsSpec{count, std::move(vary)};
    return experiment;
}

/// A run that has the values at iterations 0, 1, ...
std::shared_ptr<const RepeatTrace> trace_of(const std::vector<double>& distances) {
    RepeatTrace trace;
    for (std::size_t k = 0; k < distances.size(); ++k) {
        RepeatRecord record;
        record.iteration = static_cast<Index>(k);
        record.values.fill(not_applicable);
        record.values[static_cast<std::size_t>(RepeatQuantity::distance)] = distances[k];
        trace.push_back(record);
    }
    return std::make_shared<const RepeatTrace>(std::move(trace));
}

bool same_end(const RepeatEnd& end, const SolverRun& run) {
    return end.done && end.termination == run.result.termination && end.kind == run.end.kind &&
           end.arrived == arrived(run) && end.iterations == run.result.iterations &&
           end.objective == run.result.objective && end.gradient_norm == run.result.gradient_norm &&
           end.distance == run.result.distance;
}

}  // namespace

class RepeatsTest : public QObject {
    Q_OBJECT

  private slots:
    // Each is the run that the experiment with those seeds has alone, to the last digit.
    void everyRepeatIsARunOfItsOwn_data() {
        QTest::addColumn<QString>("keys");
        for (const char* keys : {"start.seed", "problem.seed", "solvers[1].seed", "start.seed problem.seed"})
            QTest::newRow(keys) << QString::fromLatin1(keys);
    }
    void everyRepeatIsARunOfItsOwn() {
        QFETCH(QString, keys);
        std::vector<std::string> vary;
        for (const QString& key : keys.split(QLatin1Char(' '))) vary.push_back(key.toStdString());
        const Experiment experiment = repeated_experiment(5, vary);
        const Results results = run_experiment(experiment);
        QVERIFY(results.repeats && results.repeats->is_complete());
        for (Index repeat = 0; repeat < 5; ++repeat) {
            Experiment alone = repeated(experiment, repeat);
            for (const std::string& key : vary)
                QCOMPARE(seed_at(alone, key), seed_at(experiment, key) + static_cast<std::uint64_t>(repeat));
            alone.repeats.reset();
            const Results single = run_experiment(alone);
            for (std::size_t i = 0; i < single.runs.size(); ++i)
                QVERIFY(same_end(results.repeats->solvers[i].ends[static_cast<std::size_t>(repeat)],
                                 single.runs[i]));
        }
    }

    void networksHaveRepeats() {
        Experiment experiment = preset_experiment(*find_preset("one-step"));
        experiment = experiment.only("");
        experiment.stopping.max_iterations = 5;
        experiment.repeats = RepeatsSpec{3, {"start.seed"}};
        const Results results = run_experiment(experiment);
        QVERIFY(results.repeats && results.repeats->is_complete());
        for (std::size_t i = 0; i < results.runs.size(); ++i)
            QVERIFY(same_end(results.repeats->solvers[i].ends[0], results.runs[i]));
        // The first quantity that the window shows of a network: of the first seed as its own run has it.
        for (std::size_t i = 0; i < results.runs.size(); ++i) {
            const RepeatedSolver& solver = results.repeats->solvers[i];
            const auto place = static_cast<std::size_t>(RepeatQuantity::network_objective);
            const bool known = std::ranges::any_of(
                results.runs[i].history,
                [](const IterationRecord& record) { return !std::isnan(record.network.network_objective); });
            QCOMPARE(!solver.bands[place].iterations.empty(), known);
            for (const RepeatRecord& record : *solver.traces[0]) {
                const auto at = static_cast<std::size_t>(record.iteration);
                QCOMPARE(record.values[place], results.runs[i].history[at].network.network_objective);
            }
        }
    }

    void threadsChangeNothing() {
        const Experiment experiment = repeated_experiment(9);
        const Results many = run_experiment(experiment);
        const ThreadLimit one(1);
        const Results single = run_experiment(experiment);
        for (std::size_t i = 0; i < many.repeats->solvers.size(); ++i) {
            const RepeatedSolver &a = many.repeats->solvers[i], &b = single.repeats->solvers[i];
            for (std::size_t q = 0; q < repeat_quantities; ++q) {
                QVERIFY(a.bands[q].iterations == b.bands[q].iterations);
                QVERIFY(std::ranges::equal(a.bands[q].median, b.bands[q].median, [](double x, double y) {
                    return x == y || (std::isnan(x) && std::isnan(y));
                }));
            }
        }
    }

    void bandsAreQuantilesOfAllRuns() {
        std::vector<std::shared_ptr<const RepeatTrace>> traces;
        for (int k = 0; k <= 10; ++k) traces.push_back(trace_of({10.0 + k, static_cast<double>(k)}));
        traces.push_back(nullptr);  // not done
        const RepeatBand band = band_of(traces, RepeatQuantity::distance, repeat_iterations(5));
        QCOMPARE(band.iterations, (std::vector<Index>{0, 1}));
        QCOMPARE(band.low, (std::vector<double>{11, 1}));
        QCOMPARE(band.median, (std::vector<double>{15, 5}));
        QCOMPARE(band.high, (std::vector<double>{19, 9}));
        QVERIFY(band_of(traces, RepeatQuantity::objective, repeat_iterations(5)).iterations.empty());
    }

    void endedRunsKeepTheirLastValue() {
        const RepeatBand band = band_of({trace_of({4}), trace_of({9, 8, 7}), trace_of({9, 8, 7})},
                                        RepeatQuantity::distance, repeat_iterations(5));
        QCOMPARE(band.low, (std::vector<double>{4, 4, 4}));
        QCOMPARE(band.median, (std::vector<double>{9, 8, 7}));
    }

    void whatIsNoNumberIsInfinite() {
        const double none = not_applicable;
        const RepeatBand band = band_of({trace_of({1, 2}), trace_of({1, none}), trace_of({1, none})},
                                        RepeatQuantity::distance, repeat_iterations(5));
        QCOMPARE(band.low[1], 2.0);
        QVERIFY(std::isnan(band.median[1]) && std::isnan(band.high[1]));
    }

    void keptIterationsAscendToTheLimit() {
        for (const Index limit : {Index{0}, Index{1}, Index{64}, Index{65}, Index{500}, Index{200000}}) {
            const std::vector<Index> kept = repeat_iterations(limit);
            QCOMPARE(kept.front(), Index{0});
            QCOMPARE(kept.back(), limit);
            QVERIFY(kept.size() <= 130);
            QVERIFY(std::ranges::adjacent_find(kept, std::greater_equal{}) == kept.end());
        }
    }

    void stoppedRepeatsKeepWhatIsDone() {
        const Experiment experiment = repeated_experiment(10'000);
        std::stop_source stop;
        const Results results = run_experiment(
            experiment,
            [&stop](const RunEvent& event) {
                const auto* update = std::get_if<SectionUpdate<Repeats>>(&event);
                if (update && update->result->finished > 3) stop.request_stop();
            },
            stop.get_token());
        QVERIFY(results.stopped && results.repeats);
        QVERIFY(results.repeats->finished > 3 && !results.repeats->is_complete());
        QVERIFY(results.repeats->solvers[0].done() >= results.repeats->finished);
    }

    void unusableSeedsAreRefused() {
        const auto refusal = [](std::vector<std::string> vary) {
            const Experiment experiment = repeated_experiment(3, std::move(vary));
            return test::input_error([&] { experiment.validate(); });
        };
        test::verify_mentions(refusal({"start.sed"}), "repeats.vary[0]");
        test::verify_mentions(refusal({"start.sed"}), "did you mean \"start.seed\"?");
        test::verify_mentions(refusal({}), "at least one seed");
        test::verify_mentions(refusal({"start.seed", "start.seed"}), "each seed once");
        test::verify_mentions(refusal({"solvers[0].seed"}), "a seed that something is drawn from");
        Experiment fixed = repeated_experiment(3);
        fixed.start.x0 = MatrixSource{};
        QVERIFY(seed_keys(fixed).front() != "start.seed");
        Experiment many = repeated_experiment(10'001);
        test::verify_mentions(test::input_error([&] { many.validate(); }), "repeats.count");
    }
};

QTEST_GUILESS_MAIN(RepeatsTest)
#include "repeats_test.moc"
