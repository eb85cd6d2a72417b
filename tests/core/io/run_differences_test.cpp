// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/run_differences.h"

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/runner.h"
#include "core/io/json_reader.h"
#include "core/io/json_text.h"
#include "core/io/results_io.h"
#include "tests/support/experiments.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

using Paths = std::vector<std::string>;

namespace {

RunRow row_of(const Experiment& experiment) {
    return run_row(run_experiment(experiment));
}

std::vector<ComparedRun> compared(const std::vector<RunRow>& rows) {
    std::vector<ComparedRun> runs;
    for (const RunRow& row : rows) runs.push_back({row.title + std::to_string(runs.size()), &row});
    return runs;
}

RunRow read_back(const RunRow& row) {
    const std::string text = json_file_text(run_row_json(row));
    return run_row_from_json(parse_json(text, "row"), "row");
}

}  // namespace

class RunDifferencesTest : public QObject {
    Q_OBJECT

  private slots:
    void only_what_differs_is_told() {
        Experiment experiment = tiny_experiment();
        std::vector<RunRow> rows{row_of(experiment)};
        QVERIFY(differing_paths(compared(rows)).empty());  // alone
        rows.push_back(rows.front());
        QVERIFY(differing_paths(compared(rows)).empty());
        experiment.start.radius = 0.25;
        experiment.title = "another";
        softmax_of(experiment).instance.ridge = 0.5;
        rows.push_back(row_of(experiment));
        QCOMPARE(differing_paths(compared(rows)), (Paths{"problem.ridge", "start.radius"}));
        // A section and a solver that others lack.
        experiment.solvers.push_back({"approximate-newton", {{"error", 0.2}}});
        experiment.spectrum.reset();
        rows.push_back(row_of(experiment));
        const Paths paths = differing_paths(compared(rows));
        for (const char* path : {"solvers[2].name", "solvers[2].error", "spectrum.every"})
            QVERIFY2(std::ranges::find(paths, path) != paths.end(), path);
        QVERIFY(std::ranges::find(paths, "view") == paths.end());
    }

    void a_row_is_what_came_of_the_run() {
        const Results results = run_experiment(tiny_experiment());
        const RunRow row = run_row(results);
        QCOMPARE(row.title, std::string("small"));
        QCOMPARE(row.ends.size(), results.runs.size());
        for (std::size_t i = 0; i < row.ends.size(); ++i) {
            QCOMPARE(row.ends[i].label, results.runs[i].spec.name);
            QCOMPARE(row.ends[i].iterations, results.runs[i].result.iterations);
            QCOMPARE(row.ends[i].objective, results.runs[i].result.objective);
            QCOMPARE(row.ends[i].arrived, arrived(results.runs[i]));
        }
        for (const RowEnd& end : row.ends) QCOMPARE(end.word() == "arrived", end.arrived);
        QCOMPARE(*row.find("start.radius"), std::string("0.3"));
        QVERIFY(row.find("title") == nullptr && row.find("nothing") == nullptr);
    }

    void an_end_is_one_word() {
        RowEnd end;
        end.termination = Termination::iteration_limit;
        QCOMPARE(end.word(), std::string("iteration limit"));
        end.kind = EndKind::saddle;
        QCOMPARE(end.word(), std::string("saddle"));
        end.arrived = true;
        QCOMPARE(end.word(), std::string("arrived"));
        end.reached_kink = true;
        QCOMPARE(end.word(), std::string("kink"));
    }

    void rows_are_read_back() {
        for (const Experiment& experiment : {tiny_experiment(), small_recurrent()}) {
            const RunRow row = row_of(experiment), read = read_back(row);
            QVERIFY(read.fields == row.fields);
            QCOMPARE(run_row_json(read).dump(), run_row_json(row).dump());
        }
        verify_mentions(input_error([] { run_row_from_json(parse_json("{}", "row"), "row"); }), "row: ");
    }

    /// The same data from another place are the same data.
    void data_are_known_by_their_values() {
        const ScratchFolder scratch;
        Experiment experiment = tiny_experiment();
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Matrix::Ones(2, 1)), {}};
        const Results results = run_experiment(experiment);
        write_results(results, scratch.path() / "r");
        const std::vector<RunRow> rows{run_row(results), run_row(read_results(scratch.path() / "r"))};
        QVERIFY(rows[0].find("start.x0") != nullptr);
        QVERIFY(differing_paths(compared(rows)).empty());
        experiment.start.x0->value = std::make_shared<const Matrix>(2 * Matrix::Ones(2, 1));
        const std::vector<RunRow> others{rows[0], run_row(run_experiment(experiment))};
        QCOMPARE(differing_paths(compared(others)), Paths{"start.x0"});
    }

    void legends_say_it_in_a_few_words() {
        const std::vector<RowField> fields{{"problem.seed", "12345678"},
                                           {"start.radius", "0.30000000000000004"},
                                           {"solvers[0].error", "0.2"},
                                           {"solvers[1].error", "0.4"},
                                           {"problem.data.A1", "0f"}};
        const Paths paths{"problem.seed", "problem.data.A1", "start.radius", "solvers[0].error",
                          "solvers[1].error"};
        QCOMPARE(difference_text(fields, paths, 0),
                 std::string("seed = 12345678, radius = 0.3, error = 0.2"));
        QCOMPARE(difference_text(fields, paths, 1),
                 std::string("seed = 12345678, radius = 0.3, error = 0.4"));
        QCOMPARE(difference_text(fields, {}, 0), std::string());
        const Paths seeds{"problem.seed", "start.seed"};
        QCOMPARE(difference_text(fields, seeds, 0),
                 std::string("problem.seed = 12345678, start.seed = none"));
        const Paths four{"problem.seed", "start.radius", "solvers[0].error", "stopping.max_iterations"};
        QVERIFY(QString::fromStdString(difference_text(fields, four, 0)).endsWith(QStringLiteral(", …")));
    }

    void the_table_has_a_row_a_run() {
        Experiment experiment = tiny_experiment();
        std::vector<RunRow> rows{row_of(experiment)};
        experiment.start.radius = 0.25;
        experiment.solvers.pop_back();
        rows.push_back(row_of(experiment));
        const QStringList lines = QString::fromStdString(comparison_csv(compared(rows))).split('\n');
        QCOMPARE(lines.size(), 4);  // the last one is empty
        QVERIFY2(lines[0].startsWith(QStringLiteral("run,start.radius,solvers[1].name")),
                 qPrintable(lines[0]));
        for (const char* column : {"newton: end", "newton: iterations", "damped-newton: objective"})
            QVERIFY2(lines[0].contains(QString::fromUtf8(column)), column);
        QVERIFY(!lines[0].contains(QStringLiteral("error")));  // nothing has one
        QVERIFY(lines[1].startsWith(QStringLiteral("small0,0.3,damped-newton")));
        QVERIFY(lines[2].startsWith(QStringLiteral("small1,0.25,,")));
        QVERIFY(lines[2].endsWith(QStringLiteral(",,")));  // the second one had no such solver
        QCOMPARE(lines[0].count(','), lines[2].count(','));
    }
};

QTEST_APPLESS_MAIN(RunDifferencesTest)
#include "run_differences_test.moc"
