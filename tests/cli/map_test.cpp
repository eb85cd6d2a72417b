// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <filesystem>
#include <random>

#include <QProcess>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

Experiment mapped_experiment() {
    Experiment experiment = small_experiment();
    BasinMapSpec& map = *experiment.basin_map;
    map.radius_min = 0.05;
    map.radius_count = 9;
    map.error_max = 1.3;
    map.error_count = 5;
    map.trials = 60;
    return experiment;
}

bool is_one_sentence(const std::string& text) {
    return !text.empty() && text.back() == '\n' && text.find('\n') == text.size() - 1;
}

/// Every file of a folder with its content.
std::map<std::string, std::string> contents(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        files[entry.path().filename().string()] = ScratchFolder::read(entry.path());
    }
    return files;
}

Index lines(const fs::path& file) {
    const std::string text = ScratchFolder::read(file);
    return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

class MapTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<ScratchFolder>();
        experiment_ = folder_->path() / "trial.basin.json";
        write_experiment(mapped_experiment(), experiment_);
        out_ = folder_->path() / "out";
        whole_ = folder_->path() / "whole";
    }

    void a_map_is_that_of_solve_and_can_be_drawn() {
        const ProgramRun run = run_basin({"map", experiment_, "-o", whole_, "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        QVERIFY(nlohmann::json::parse(run.out)["basin_map"] == "basin_map.csv");
        verify_mentions(run.err, "basin map: ");
        QCOMPARE(contents(whole_).size(), std::size_t{3});  // with the manifest; the journal has gone
        const Results results = read_results(whole_);
        QVERIFY(results.basin_map->complete && !results.basin_map->refined.empty());
        QCOMPARE(results.experiment.solvers.size(), mapped_experiment().solvers.size());
        QVERIFY(run_basin({"solve", experiment_, "-o", out_}).exit_code >= 0);
        QCOMPARE(ScratchFolder::read(out_ / "basin_map.csv"), ScratchFolder::read(whole_ / "basin_map.csv"));
        for (const fs::path& results_folder : {whole_, out_}) {
            const fs::path figure = results_folder / "map.png";
            QCOMPARE(run_basin({"render", results_folder, "--plot", "basin-map", "-o", figure}).exit_code, 0);
            QVERIFY(fs::file_size(figure) > 1000);
        }
    }

    void killed_at_any_moment_it_goes_on_to_the_same_files() {
        QCOMPARE(run_basin({"map", experiment_, "-o", whole_}).exit_code, 0);
        const Index cells = read_results(whole_).basin_map->computed;
        const unsigned seed = std::random_device()();
        qInfo("moments drawn with seed %u", seed);
        std::mt19937 random(seed);
        Index kept = 0;
        for (int kill = 0; kill < 3; ++kill) {
            const Index wanted = kept + 1 + static_cast<Index>(random() % static_cast<unsigned>(cells / 4));
            const auto damage = [&random](fs::path journal) {
                // What a power failure may leave of the line in work.
                fs::resize_file(journal, fs::file_size(journal) - random() % 8);
            };
            kill_when_journal_has(wanted + 1, damage);
            QVERIFY(!fs::exists(out_ / "result.json"));
            const Index now = lines(out_ / "basin_map.journal") - 1;
            QVERIFY(now >= kept);
            kept = now;
        }
        const ProgramRun run = run_basin({"map", experiment_, "-o", out_, "--resume"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        verify_mentions(run.err, "going on with " + std::to_string(kept) + " cells");
        QVERIFY(contents(out_) == contents(whole_));
    }

    void shards_merge_to_the_same_files() {
        QCOMPARE(run_basin({"map", experiment_, "-o", whole_}).exit_code, 0);
        std::vector<std::string> merge{"merge"};
        for (const std::string index : {"3", "1", "4", "2"}) {
            merge.push_back(folder_->path() / ("shard-" + index));
            const ProgramRun run =
                run_basin({"map", experiment_, "-o", merge.back(), "--shard", index + "/4"});
            QVERIFY2(run.exit_code == 0, run.err.c_str());
        }
        merge.insert(merge.end(), {"-o", out_});
        const ProgramRun merged = run_basin(merge);
        QVERIFY2(merged.exit_code == 0, merged.err.c_str());
        QVERIFY(contents(out_) == contents(whole_));
    }

    void a_finished_map_is_left_as_it_is() {
        QCOMPARE(run_basin({"map", experiment_, "-o", out_, "--resume"}).exit_code, 0);
        const auto before = contents(out_);
        const ProgramRun again = run_basin({"map", experiment_, "-o", out_, "--resume"});
        QCOMPARE(again.exit_code, 0);
        QVERIFY(contents(out_) == before);
    }

    void an_interrupt_leaves_a_part_that_goes_on() {
        QCOMPARE(run_basin({"map", experiment_, "-o", whole_}).exit_code, 0);
        QProcess process;
        start_map(process);
        wait_for_lines(process, 4);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        const Results part = read_results(out_);
        QVERIFY(part.stopped && !part.basin_map->complete && part.basin_map->computed >= 3);
        const fs::path figure = folder_->path() / "part.png";
        QCOMPARE(run_basin({"render", out_, "--plot", "basin-map", "-o", figure}).exit_code, 0);
        QCOMPARE(run_basin({"map", experiment_, "-o", out_, "--resume"}).exit_code, 0);
        QVERIFY(contents(out_) == contents(whole_));
    }

    void the_job_array_of_the_manual_works() {
        QCOMPARE(run_basin({"map", experiment_, "-o", whole_}).exit_code, 0);
        // Its tasks one after the other.
        run_script("for SLURM_ARRAY_TASK_ID in 1 2 3 4 5 6 7 8; do\n" + job_array() +
                       "done\nbasin merge shard-* -o map\n",
                   "array");
        QCOMPARE(ScratchFolder::read(folder_->path() / "array" / "map" / "basin_map.csv"),
                 ScratchFolder::read(whole_ / "basin_map.csv"));
    }

    void bad_input_loses_nothing_data() {
        QTest::addColumn<QStringList>("arguments");  // EXPERIMENT, OTHER, OUT stand for paths
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const QString& arguments, const char* message) {
            QTest::newRow(name) << arguments.split(u' ') << QString::fromUtf8(message);
        };
        row("shard beyond", "map EXPERIMENT -o NEW --shard 5/4", "--shard: found 5/4; expected I/N");
        row("shard 0", "map EXPERIMENT -o NEW --shard 0/4", "--shard: found 0/4");
        row("no shard", "map EXPERIMENT -o NEW --shard two", "--shard: found two");
        row("too many shards", "map EXPERIMENT -o NEW --shard 1/2000000", "--shard: found 1/2000000");
        row("files there", "map EXPERIMENT -o OUT", "--resume to go on");
        row("both", "map EXPERIMENT -o OUT --resume --force", "found --resume and --force");
        row("another experiment", "map OTHER -o OUT --resume --shard 1/2",
            "found another map (basin_map.trials is 60 there and 61 here)");
        row("another shard", "map EXPERIMENT -o OUT --resume --shard 2/2", "shard is 1/2 there and 2/2 here");
        row("no map asked for", "map NOMAP -o NEW", "found no basin_map");
        row("no error to map", "map STALE -o NEW", "basin_map.approximation: found");
        row("hopeless", "map HOPELESS -o NEW", "samples: raise error_min.");
        row("hopeless by force", "map HOPELESS -o OUT --force", "samples: raise error_min.");
        row("missing shard", "merge OUT -o NEW", "found 1 of 2 shards; expected also shard 2");
        row("twice", "merge OUT COPY -o NEW", "found shard 1/2, as in");
        row("of another map", "merge OUT ODD -o NEW", "found another map (basin_map.trials");
        row("no map", "merge OUT EMPTY -o NEW", "result.json: found no such file");
        row("into a full folder", "merge OUT OUT2 -o OUT", "found files in it");
    }

    void bad_input_loses_nothing() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, message);
        prepare_bad_input();
        const auto before = contents(out_);
        std::vector<std::string> list;
        for (const QString& argument : arguments) {
            const auto place = places_.find(argument.toStdString());
            list.push_back(place == places_.end() ? argument.toStdString() : place->second.string());
        }
        const ProgramRun run = run_basin(list);
        QVERIFY2(run.exit_code == 2, run.err.c_str());
        QVERIFY2(is_one_sentence(run.err.substr(run.err.rfind('\n', run.err.size() - 2) + 1)),
                 run.err.c_str());
        verify_mentions(run.err, message.toStdString());
        QVERIFY(contents(out_) == before);
        QVERIFY(!fs::exists(folder_->path() / "new"));
    }

  private:
    /// The shell blocks of README that make maps.
    static std::string job_array() {
        const std::string text =
            ScratchFolder::read(fs::path(BASIN_SOURCE_DIR) / "resources/manual/command-line.md");
        const auto first = text.find("#!/bin/bash\n#SBATCH");
        return first == std::string::npos ? "false\n" : text.substr(first, text.find("```", first) - first);
    }

    /// Runs it in a folder of its own that holds trial.basin.json, with bin/ of that folder searched first.
    void run_script(const std::string& script, const std::string& name) {
        const fs::path place = folder_->path() / name;
        const fs::path file = folder_->write(name + "/script.sh", script);
        fs::create_directories(place / "bin");
        fs::create_symlink(BASIN_EXECUTABLE, place / "bin" / "basin");
        fs::copy(experiment_, place / "trial.basin.json");
        const std::string setting =
            "cd " + place.string() + " && PATH=$PWD/bin:$PATH bash -eu " + file.string();
        const ProgramRun run = run_program("bash", {"-c", setting});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
    }

    void start_map(QProcess& process) {
        process.start(BASIN_EXECUTABLE, to_list({"map", experiment_, "-o", out_, "--resume"}));
        QVERIFY(process.waitForStarted());
    }

    void wait_for_lines(QProcess& process, Index wanted) {
        const fs::path journal = out_ / "basin_map.journal";
        while (process.state() == QProcess::Running && lines(journal) < wanted) {
            process.waitForFinished(1);
        }
    }

    template <typename Damage>
    void kill_when_journal_has(Index wanted, const Damage& damage) {
        QProcess process;
        start_map(process);
        wait_for_lines(process, wanted);
        ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::CrashExit);
        damage(out_ / "basin_map.journal");
    }

    void prepare_bad_input() {
        const auto written = [this](const char* name, const auto& change) {
            Experiment changed = mapped_experiment();
            change(changed);
            const fs::path file = folder_->path() / name;
            write_experiment(changed, file);
            return file;
        };
        places_["EXPERIMENT"] = experiment_;
        places_["OTHER"] = written("other.json", [](Experiment& e) { e.basin_map->trials = 61; });
        places_["NOMAP"] = written("nomap.json", [](Experiment& e) { e.basin_map.reset(); });
        places_["STALE"] =
            written("stale.json", [](Experiment& e) { e.basin_map->approximation = Approximation::stale; });
        places_["HOPELESS"] = written("hopeless.json", [](Experiment& e) {
            e.basin_map->approximation = Approximation::sketch;
            e.basin_map->error_min = 1e-9;
        });
        places_["NEW"] = folder_->path() / "new";
        places_["OUT"] = out_;
        for (const char* name : {"OUT2", "COPY", "ODD", "EMPTY"}) places_[name] = folder_->path() / name;
        fs::create_directory(places_["EMPTY"]);
        QCOMPARE(run_basin({"map", experiment_, "-o", out_, "--shard", "1/2"}).exit_code, 0);
        fs::copy(out_, places_["COPY"]);
        for (const auto& [experiment, folder] : {std::pair{"EXPERIMENT", "OUT2"}, {"OTHER", "ODD"}}) {
            const ProgramRun run =
                run_basin({"map", places_[experiment], "-o", places_[folder], "--shard", "2/2"});
            QCOMPARE(run.exit_code, 0);
        }
    }

    std::unique_ptr<ScratchFolder> folder_;
    fs::path experiment_, out_, whole_;
    std::map<std::string, fs::path> places_;
};

QTEST_GUILESS_MAIN(MapTest)
#include "map_test.moc"
