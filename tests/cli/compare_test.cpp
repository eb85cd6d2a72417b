// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <filesystem>

#include <QStringList>
#include <QtTest/QTest>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "core/io/run_differences.h"
#include "tests/support/experiments.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

class CompareTest : public QObject {
    Q_OBJECT

  private slots:
    void initTestCase() {
        Experiment experiment = tiny_experiment();
        experiment.start.radius = 0.05;  // from where both arrive
        for (const double ridge : {0.1, 0.2}) {
            softmax_of(experiment).instance.ridge = ridge;
            const fs::path file = folder_.path() / "run.basin.json";
            folders_.push_back(folder_.path() / ("ridge-" + std::to_string(folders_.size())));
            write_experiment(experiment, file);
            QCOMPARE(run_basin({"solve", file, "-o", folders_.back()}).exit_code, 0);
        }
    }

    void runs_become_rows() {
        const fs::path file = folder_.path() / "runs.csv";
        const std::vector<std::string> command{"compare", folders_[0], folders_[1], "-o", file};
        const ProgramRun run = run_basin(command);
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY(run.out.empty() && run.err.empty());
        const RunRow one = run_row(read_results(folders_[0])), two = run_row(read_results(folders_[1]));
        const std::vector<ComparedRun> runs{{folders_[0], &one}, {folders_[1], &two}};
        const std::string text = ScratchFolder::read(file);
        QCOMPARE(text, comparison_csv(runs));
        const QStringList lines = QString::fromStdString(text).split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY2(lines[0].startsWith(QStringLiteral("run,problem.ridge,newton: end,")), qPrintable(lines[0]));
        QVERIFY2(lines[2].contains(QStringLiteral(",0.2,")), qPrintable(lines[2]));
        QCOMPARE(run_basin(command).exit_code, 2);  // it exists already
        std::vector<std::string> forced = command;
        forced.emplace_back("--force");
        QCOMPARE(run_basin(forced).exit_code, 0);
    }

    void one_run_differs_in_nothing() {
        const fs::path file = folder_.path() / "alone.csv";
        QCOMPARE(run_basin({"compare", folders_[0], "-o", file}).exit_code, 0);
        QVERIFY(ScratchFolder::read(file).starts_with("run,newton: end,"));
    }

    void what_cannot_be_used_is_told() {
        const fs::path file = folder_.path() / "none.csv";
        const auto refused = [&](const std::vector<std::string>& command, const std::string& part) {
            const ProgramRun run = run_basin(command);
            QCOMPARE(run.exit_code, 2);
            verify_mentions(run.err, part);
            QCOMPARE(std::ranges::count(run.err, '\n'), 1);
            QVERIFY(!fs::exists(file));
        };
        refused({"compare", folders_[0], "-o", folder_.path() / "runs.txt"}, "ends in .csv");
        refused({"compare", folder_.path() / "nowhere", "-o", file}, "nowhere");
        refused({"compare", folders_[0]}, "--output");
        const fs::path broken = folder_.path() / "broken";
        fs::copy(folders_[0], broken, fs::copy_options::recursive);
        fs::resize_file(broken / "result.json", 50);
        refused({"compare", folders_[1], broken, "-o", file}, "broken/result.json");
    }

  private:
    ScratchFolder folder_;
    std::vector<fs::path> folders_;
};

QTEST_APPLESS_MAIN(CompareTest)
#include "compare_test.moc"
