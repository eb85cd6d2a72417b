// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/io/experiment_json.h"
#include "core/io/json_text.h"
#include "core/io/results_io.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace {

// Less than any clock can tell: over before the first part begins.
constexpr double no_time = 1e-12;

std::vector<std::string> told(const Experiment& experiment) {
    std::vector<std::string> cut_off{"never told"};
    run_experiment(experiment, [&cut_off](const RunEvent& event) {
        if (const auto* end = std::get_if<RunFinished>(&event)) cut_off = end->cut_off;
    });
    return cut_off;
}

}  // namespace

/// One limit for all parts of a run, and every part that it cuts off says so.
class RunLimitTest : public QObject {
    Q_OBJECT

  private slots:
    void partsWithoutTimeAreNamed() {
        Experiment experiment = small_experiment();
        experiment.tradeoff = TradeoffSpec{};
        experiment.max_seconds = no_time;
        const Results results = run_experiment(experiment);
        QVERIFY(!results.stopped);
        for (const char* part : {"solvers", "landscape", "basin of attraction", "trade-off", "certificate"})
            QVERIFY2(std::ranges::count(results.cut_off, part) == 1, part);
        QVERIFY(results.runs.empty());
        // Sections in the order of the run.
        const std::vector<std::string> first(results.cut_off.begin(), results.cut_off.begin() + 4);
        QCOMPARE(first,
                 (std::vector<std::string>{"solvers", "landscape", "basin of attraction", "trade-off"}));
        QCOMPARE(told(experiment), results.cut_off);
    }

    void networksToo() {
        Experiment experiment = small_recurrent();
        experiment.exactness = ExactnessSpec{};
        experiment.basin_map = BasinMapSpec{};
        experiment.max_seconds = no_time;
        const std::vector<std::string> expected{"solvers", "exactness curve", "basin map"};
        QCOMPARE(told(experiment), expected);
        QCOMPARE(map_network(experiment).cut_off, expected);
    }

    void whatIsDoneIsNotNamed() {
        Experiment experiment = small_experiment();
        QVERIFY(told(experiment).empty());
        experiment.max_seconds = 3600;
        QVERIFY(told(experiment).empty());
    }

    void aStopIsAStop() {
        Experiment experiment = small_experiment();
        experiment.max_seconds = 3600;
        std::stop_source source;
        source.request_stop();
        const Results results = run_experiment(experiment, {}, source.get_token());
        QVERIFY(results.stopped);
        QVERIFY(results.cut_off.empty());
    }

    void itIsWrittenAndReadBack() {
        Experiment experiment = small_experiment();
        QVERIFY(!experiment_to_json(experiment).contains("max_seconds"));
        experiment.max_seconds = no_time;
        const ScratchFolder folder;
        const Results results = run_experiment(experiment);
        write_results(results, folder.path() / "results");
        const Results read = read_results(folder.path() / "results");
        QCOMPARE(read.experiment.max_seconds, no_time);
        QCOMPARE(read.cut_off, results.cut_off);
    }
};

QTEST_APPLESS_MAIN(RunLimitTest)
#include "run_limit_test.moc"
