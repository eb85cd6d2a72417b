// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>

#include <QProcess>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

Experiment swept_experiment() {
    Experiment experiment = small_experiment();
    experiment.sweep = SweepSpec{.axes = {{"start.radius", 0.05, 5, 9, SweepScale::log, {}},
                                          {"solvers[1].error", 0, 0.8, 4, SweepScale::linear, {}}},
                                 .repeats = {.count = 40},
                                 .refinement = 2};
    return experiment;
}

Index lines(const fs::path& file) {
    if (!fs::exists(file)) return 0;
    const std::string text = ScratchFolder::read(file);
    return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

class SweepCommandTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<ScratchFolder>();
        experiment_ = folder_->path() / "trial.basin.json";
        write_experiment(swept_experiment(), experiment_);
        out_ = folder_->path() / "out";
        whole_ = folder_->path() / "whole";
    }

    void aSweepSaysItsCostAndIsThatOfSolve() {
        const ProgramRun run = run_basin({"sweep", experiment_, "-o", whole_, "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QCOMPARE(nlohmann::json::parse(run.out)["sweep"]["cells"].get<std::string>(),
                 std::string("sweep.csv"));
        verify_mentions(run.err, "4320 runs in 36 cells, about ");
        const Results results = read_results(whole_);
        QVERIFY(results.sweep && results.sweep->complete && !results.sweep->refined.empty());
        QVERIFY(!fs::exists(whole_ / "sweep.journal"));
        QVERIFY(run_basin({"solve", experiment_, "-o", out_}).exit_code >= 0);
        QCOMPARE(table(out_), table(whole_));
    }

    void killedItGoesOnToTheSameBytes() {
        QCOMPARE(run_basin({"sweep", experiment_, "-o", whole_}).exit_code, 0);
        QProcess process;
        start_program(process, BASIN_EXECUTABLE, {"sweep", experiment_, "-o", out_});
        QVERIFY(process.waitForStarted());
        while (process.state() == QProcess::Running && lines(out_ / "sweep.journal") < 12)
            process.waitForFinished(2);
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished());
        QVERIFY(!fs::exists(out_ / "result.json"));
        const fs::path journal = out_ / "sweep.journal";
        // What a power failure may leave of the line in work.
        fs::resize_file(journal, fs::file_size(journal) - 3);
        const ProgramRun run = run_basin({"sweep", experiment_, "-o", out_, "--resume"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        verify_mentions(run.err, "cells that are there");
        QCOMPARE(table(out_), table(whole_));
    }

    void fourShardsMergeToTheSameBytes() {
        QCOMPARE(run_basin({"sweep", experiment_, "-o", whole_}).exit_code, 0);
        std::vector<std::string> merge{"merge"};
        for (int shard = 1; shard <= 4; ++shard) {
            const fs::path part = folder_->path() / ("part" + std::to_string(shard));
            const std::string which = std::to_string(shard) + "/4";
            QCOMPARE(run_basin({"sweep", experiment_, "-o", part, "--shard", which}).exit_code, 0);
            merge.push_back(part.string());
        }
        merge.insert(merge.end(), {"-o", out_.string()});
        const ProgramRun run = run_basin({merge.begin(), merge.end()});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QCOMPARE(table(out_), table(whole_));
    }

    void anotherExperimentIsNotGoneOnWith() {
        QCOMPARE(run_basin({"sweep", experiment_, "-o", out_}).exit_code, 0);
        Experiment other = swept_experiment();
        softmax_of(other).instance.ridge = 0.2;
        write_experiment(other, experiment_);
        const ProgramRun run = run_basin({"sweep", experiment_, "-o", out_, "--resume"});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "found another sweep (problem.ridge is ");
        QCOMPARE(run_basin({"sweep", experiment_, "-o", out_, "--resume", "--force"}).exit_code, 2);
    }

    void withoutASweepThereIsNothingToDo() {
        write_experiment(small_experiment(), experiment_);
        const ProgramRun run = run_basin({"sweep", experiment_, "-o", out_});
        QCOMPARE(run.exit_code, 2);
        verify_mentions(run.err, "found no sweep; expected an experiment that asks for one");
        QVERIFY(!fs::exists(out_));
    }

  private:
    static std::string table(const fs::path& folder) { return ScratchFolder::read(folder / "sweep.csv"); }

    std::unique_ptr<ScratchFolder> folder_;
    fs::path experiment_, out_, whole_;
};

QTEST_GUILESS_MAIN(SweepCommandTest)
#include "sweep_test.moc"
