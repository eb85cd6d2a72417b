// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/repeats_csv.h"

#include <QtTest/QTest>

#include "core/experiment/runner.h"
#include "tests/support/input_errors.h"
#include "tests/support/small_experiment.h"

using namespace basin;

namespace {

std::string without_last_column(const std::string& table) {
    std::string older;
    for (std::size_t at = 0; at < table.size();) {
        const std::size_t end = table.find('\n', at);
        const std::string line = table.substr(at, end - at);
        older += line.substr(0, line.rfind(',')) + '\n';
        at = end + 1;
    }
    return older;
}

}  // namespace

class RepeatsCsvTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        Experiment experiment = test::small_experiment().only("landscape");
        experiment.repeats = RepeatsSpec{4, {"start.seed", "solvers[1].seed"}};
        results_ = run_experiment(experiment);
    }

    void filesReadBack() {
        const std::string runs = repeats_csv(results_.experiment, *results_.repeats);
        const std::string bands = repeat_bands_csv(results_.experiment, *results_.repeats);
        QVERIFY(runs.starts_with("repeat,start.seed,solvers[1].seed,solver,"));
        QVERIFY(runs.substr(0, runs.find('\n')).ends_with(",test_error,cause"));
        Repeats read = parse_repeats(runs, "repeats.csv", results_.experiment);
        parse_repeat_bands(bands, "repeat_bands.csv", results_.experiment, read);
        parse_repeat_traces(repeat_traces_csv(results_.experiment, *results_.repeats), "repeat_traces.csv",
                            results_.experiment, read);
        read.plane = results_.repeats->plane;
        QVERIFY(has_positions(read));
        QCOMPARE(repeat_traces_csv(results_.experiment, read),
                 repeat_traces_csv(results_.experiment, *results_.repeats));
        QCOMPARE(read.finished, Index{4});
        QCOMPARE(repeats_csv(results_.experiment, read), runs);
        QCOMPARE(repeat_bands_csv(results_.experiment, read), bands);
    }

    void causesReadBack() {
        Repeats repeats = *results_.repeats;
        repeats.solvers[1].ends[2].cause = FailureCause::kink_cycle;
        const std::string runs = repeats_csv(results_.experiment, repeats);
        const Repeats read = parse_repeats(runs, "repeats.csv", results_.experiment);
        QCOMPARE(read.solvers[1].ends[2].cause, FailureCause::kink_cycle);
        QCOMPARE(read.causes().total(), repeats.causes().total());
        std::string unknown = runs;
        unknown.replace(unknown.find("kink_cycle"), 10, "bad_temper");
        test::verify_mentions(
            test::input_error([&] { parse_repeats(unknown, "repeats.csv", results_.experiment); }),
            "expected why a run fails");
    }

    void filesOfEarlierVersionsHaveNoCauses() {
        const std::string runs = repeats_csv(results_.experiment, *results_.repeats);
        const Repeats read = parse_repeats(without_last_column(runs), "repeats.csv", results_.experiment);
        QCOMPARE(read.finished, Index{4});
        QCOMPARE(read.causes().total(), Index{0});
    }

    void tracesOfEarlierVersionsHaveNoNetworkObjective() {
        const std::string runs = repeats_csv(results_.experiment, *results_.repeats);
        const std::string traces = repeat_traces_csv(results_.experiment, *results_.repeats);
        QVERIFY(traces.substr(0, traces.find('\n')).ends_with(",a,b,network_objective"));
        Repeats read = parse_repeats(runs, "repeats.csv", results_.experiment);
        parse_repeat_traces(without_last_column(traces), "repeat_traces.csv", results_.experiment, read);
        read.plane = results_.repeats->plane;
        QCOMPARE(repeat_traces_csv(results_.experiment, read),
                 traces);  // a softmax regression has none anyway
    }

    void brokenFilesAreRefused() {
        const Experiment& experiment = results_.experiment;
        const std::string runs = repeats_csv(experiment, *results_.repeats);
        const auto refusal = [&](const std::string& text) {
            return test::input_error([&] { parse_repeats(text, "repeats.csv", experiment); });
        };
        std::string other = runs;
        other.replace(other.find("newton"), 6, "nowton");
        test::verify_mentions(refusal(other), "a solver of the experiment");
        test::verify_mentions(refusal(runs.substr(0, runs.size() - 20)), "repeats.csv");
        std::string beyond = runs;
        beyond.replace(beyond.rfind("\n3,"), 3, "\n9,");
        test::verify_mentions(refusal(beyond), "repeats.count = 4");
    }

  private:
    Results results_;
};

QTEST_GUILESS_MAIN(RepeatsCsvTest)
#include "repeats_csv_test.moc"
