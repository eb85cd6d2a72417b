// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <csignal>
#include <filesystem>

#include <QProcess>
#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/prepared_problem.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_market.h"
#include "core/io/formats/npy.h"
#include "tests/support/hill.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

nlohmann::json read_json(const fs::path& file) {
    return nlohmann::json::parse(ScratchFolder::read(file));
}

bool is_one_sentence(const std::string& text) {
    return !text.empty() && text.back() == '\n' && text.find('\n') == text.size() - 1;
}

}  // namespace

class SolveTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        folder_ = std::make_unique<ScratchFolder>();
        experiment_ = folder_->path() / "small.basin.json";
        write_experiment(small_experiment(), experiment_);
        out_ = folder_->path() / "out";
    }

    void a_good_run_writes_its_results() {
        const ProgramRun run = run_basin({"solve", experiment_, "-o", out_});
        QCOMPARE(run.exit_code, 0);
        QVERIFY(run.out.empty());
        for (const char* name :
             {"result.json", "history-newton-1.csv", "history-approximate-newton.csv", "landscape.npy",
              "landscape.csv", "attraction.npy", "attraction.csv", "spectrum.csv", "basin_map.csv"}) {
            QVERIFY2(fs::file_size(out_ / name) > 0, name);
        }
        const auto json = read_json(out_ / "result.json");
        QCOMPARE(json["runs"].size(), 3U);
        QVERIFY(json["runs"][0]["termination"] == "converged");
    }

    void json_is_all_there_is_on_stdout() {
        const ProgramRun run = run_basin({"solve", experiment_, "--json"});
        QCOMPARE(run.exit_code, 0);
        QVERIFY(nlohmann::json::parse(run.out)["format"] == "basin-result");
        verify_mentions(run.err, "newton: converged");
    }

    void existing_results_are_kept_without_force() {
        QCOMPARE(run_basin({"solve", experiment_, "-o", out_}).exit_code, 0);
        const std::string before = ScratchFolder::read(out_ / "result.json");
        const ProgramRun refused = run_basin({"solve", experiment_, "-o", out_});
        QCOMPARE(refused.exit_code, 2);
        QVERIFY(is_one_sentence(refused.err));
        verify_mentions(refused.err, "--force");
        QVERIFY(ScratchFolder::read(out_ / "result.json") == before);
        QCOMPARE(run_basin({"solve", experiment_, "-o", out_, "--force"}).exit_code, 0);
    }

    void figures_of_earlier_results_go() {
        const ProgramRun drawn = run_basin({"solve", "--plots", "svg", experiment_, "-o", out_});
        QVERIFY2(drawn.exit_code == 0, drawn.err.c_str());
        const auto figures = [this] {
            const auto files = fs::directory_iterator(out_);
            return std::count_if(begin(files), end(files),
                                 [](const auto& file) { return file.path().extension() == ".svg"; });
        };
        QVERIFY(figures() >= 5);
        QCOMPARE(run_basin({"solve", experiment_, "-o", out_, "--force"}).exit_code, 0);
        QCOMPARE(figures(), 0);
    }

    void a_refused_picture_is_told() {
        Experiment experiment = small_experiment();
        experiment.attraction->solver = std::string("piecewise-affine");
        write_experiment(experiment, experiment_);
        const ProgramRun run = run_basin({"solve", experiment_, "-o", out_});
        QCOMPARE(run.exit_code, 1);
        verify_mentions(run.err, "basin of attraction: none: ");
        QVERIFY(fs::exists(out_ / "result.json"));
    }

    void check_refuses_what_solve_refuses() {
        Experiment nothing = small_experiment();
        nothing.solvers.clear();
        nothing.landscape.reset();
        nothing.attraction.reset();
        nothing.basin_map.reset();
        Experiment hopeless = small_experiment();
        hopeless.basin_map->approximation = Approximation::sketch;
        hopeless.basin_map->error_min = 1e-9;
        for (const Experiment& experiment : {nothing, hopeless}) {
            write_experiment(experiment, experiment_);
            const ProgramRun checked = run_basin({"check", experiment_});
            QCOMPARE(checked.exit_code, 2);
            QVERIFY(checked.out.empty());
            const ProgramRun solved = run_basin({"solve", experiment_, "-o", out_ / "deep"});
            QCOMPARE(solved.exit_code, 2);
            QVERIFY2(solved.err.ends_with(checked.err), checked.err.c_str());
            QVERIFY(!fs::exists(out_));
        }
    }

    void runs_repeat_to_the_last_bit() {
        const auto second = folder_->path() / "second";
        QCOMPARE(run_basin({"solve", experiment_, "-o", out_}).exit_code, 0);
        QCOMPARE(run_basin({"solve", out_ / "result.json", "-o", second}).exit_code, 0);
        for (const char* name :
             {"landscape.npy", "attraction.npy", "attraction.csv", "basin_map.csv", "spectrum.csv"}) {
            QVERIFY2(ScratchFolder::read(out_ / name) == ScratchFolder::read(second / name), name);
        }
        QVERIFY(read_json(out_ / "result.json")["runs"][0]["x"] ==
                read_json(second / "result.json")["runs"][0]["x"]);
    }

    void three_formats_give_the_same_x() {
        const PreparedProblem prepared = prepare(small_experiment());
        const auto& data = dynamic_cast<const SoftmaxRegression&>(*prepared.problem).data();
        folder_->write("A1.csv", csv_text(data.A1.dense()));
        folder_->write("A1.mtx", matrix_market_text(data.A1.dense()));
        folder_->write("A1.npy", npy_bytes(data.A1.dense()));
        folder_->write("b.csv", csv_text(data.b));
        folder_->write("b.mtx", matrix_market_text(data.b));
        folder_->write("b.npy", npy_bytes(data.b));
        std::vector<std::string> results;
        for (const std::string format : {"csv", "mtx", "npy"}) {
            auto json = nlohmann::json::parse(ScratchFolder::read(experiment_));
            json["problem"]["data"] = {{"A1", "A1." + format}, {"b", "b." + format}};
            const auto file = folder_->write(format + ".basin.json", json.dump());
            const ProgramRun run = run_basin({"solve", file, "--json"});
            QCOMPARE(run.exit_code, 0);
            results.push_back(nlohmann::json::parse(run.out)["runs"][1]["x"].dump());
        }
        QVERIFY(results[0] == results[1] && results[1] == results[2]);
        const ProgramRun generated = run_basin({"solve", experiment_, "--json"});
        QVERIFY(nlohmann::json::parse(generated.out)["runs"][1]["x"].dump() == results[0]);
    }

    void an_ending_is_told_once() {
        const ProgramRun run = run_basin({"solve", "close-enough", "--json"});
        verify_mentions(run.err, "newton: converged after ");
        QVERIFY(!QString::fromStdString(run.err).contains("converged. Converged"));
    }

    void a_bad_end_is_exit_1_with_results() {
        const ProgramRun run = run_basin({"solve", "one-step-too-far", "-o", out_});
        QCOMPARE(run.exit_code, 1);
        QVERIFY(read_json(out_ / "result.json")["runs"][0]["termination"] == "indefinite");
        verify_mentions(run.err, "newton: indefinite");
    }

    void a_maximum_is_no_arrival() {
        const fs::path file = folder_->write("hill.basin.json", hill_text);
        const ProgramRun run = run_basin({"solve", file, "-o", out_});
        QCOMPARE(run.exit_code, 1);
        const auto json = read_json(out_ / "result.json")["runs"][0];
        QVERIFY(json["termination"] == "not_a_minimum");
        QVERIFY(json["end"]["kind"] == "maximum");
        QVERIFY(json["end"]["smallest_eigenvalue"] < 0);
        verify_mentions(run.err,
                        "newton: not a minimum. The gradient vanishes after 0 iterations, but the "
                        "surface bends downward: a maximum, smallest eigenvalue");
        QVERIFY(!QString::fromStdString(run.err).contains("onverged"));
    }

    void a_network_at_rest_on_a_kink_has_not_arrived() {
        const ProgramRun run = run_basin({"solve", "resting-on-a-kink", "-o", out_});
        QCOMPARE(run.exit_code, 1);
        const auto json = read_json(out_ / "result.json")["runs"][0];
        QVERIFY(json["termination"] == "not_a_minimum");
        QVERIFY(json["end"]["kind"] == "slope");
        verify_mentions(run.err, "a direction leads downhill");
    }

    void bad_input_is_exit_2_and_writes_nothing_data() {
        QTest::addColumn<QString>("change");  // merged into the experiment
        QTest::addColumn<QString>("message");
        QTest::newRow("unknown key") << R"({"problem":{"nn":1}})"
                                     << "unknown key \"nn\"";
        QTest::newRow("wrong type") << R"({"title":3})"
                                    << "title: found 3; expected a text";
        QTest::newRow("negative size") << R"({"problem":{"d":-2}})"
                                       << "problem.d: found -2";
        QTest::newRow("too large") << R"({"problem":{"n":1000000000,"d":1000000}})"
                                   << "memory";
        QTest::newRow("overflow") << R"({"problem":{"n":9000000000000000000,"d":9}})"
                                  << "overflows";
        QTest::newRow("missing file") << R"({"problem":{"data":{"A1":"none.npy"}}})"
                                      << "none.npy: found no such file";
        QTest::newRow("empty file") << R"({"problem":{"data":{"A1":"empty.csv"}}})"
                                    << "found an empty file";
        QTest::newRow("ragged") << R"({"problem":{"data":{"A1":"ragged.csv"}}})"
                                << "line 2: found 1 columns";
        QTest::newRow("nan") << R"({"problem":{"data":{"A1":"nan.csv"}}})"
                             << "line 1, column 2: found \"nan\"";
        QTest::newRow("wrong shape") << R"({"problem":{"data":{"A1":"wide.csv"}}})"
                                     << "expected n x d = 12 x 2";
        QTest::newRow("no solvers") << R"({"solvers":[],"landscape":null,"attraction":null,"basin_map":null})"
                                    << "found nothing to run";
    }

    void bad_input_is_exit_2_and_writes_nothing() {
        QFETCH(QString, change);
        QFETCH(QString, message);
        folder_->write("empty.csv", "");
        folder_->write("ragged.csv", "1,2\n3\n");
        folder_->write("nan.csv", "1,nan\n");
        folder_->write("wide.csv", "1,2,3\n");
        auto json = nlohmann::json::parse(ScratchFolder::read(experiment_));
        json.merge_patch(nlohmann::json::parse(change.toStdString()));
        const ProgramRun run =
            run_basin({"solve", folder_->write("bad.basin.json", json.dump()), "-o", out_});
        QCOMPARE(run.exit_code, 2);
        QVERIFY(run.out.empty());
        QVERIFY2(is_one_sentence(run.err), run.err.c_str());
        verify_mentions(run.err, message.toStdString());
        QVERIFY(!fs::exists(out_));
    }

    void unwritable_output_is_refused() {
        const auto file = folder_->write("file", "x");
        const ProgramRun run = run_basin({"solve", experiment_, "-o", file / "out"});
        QCOMPARE(run.exit_code, 2);
        QVERIFY(is_one_sentence(run.err));
        verify_mentions(run.err, "cannot be created");
    }

    void an_interrupt_keeps_what_is_there() {
        Experiment endless = small_experiment();
        endless.solvers = {{"gradient-descent", {}}};
        endless.stopping.gradient_tolerance = 1e-300;
        endless.stopping.max_iterations = 1000000000;
        endless.spectrum.reset();
        endless.landscape.reset();
        endless.attraction.reset();
        endless.basin_map->trials = 100000;
        endless.basin_map->radius_count = 512;
        write_experiment(endless, experiment_);
        QProcess process;
        process.start(BASIN_EXECUTABLE, to_list({"solve", experiment_, "-o", out_}));
        QVERIFY(process.waitForStarted());
        // The line about the problem says that the run is on, and with it the watch for interrupts.
        process.setReadChannel(QProcess::StandardError);
        while (process.state() == QProcess::Running && !process.canReadLine()) process.waitForReadyRead(1000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(read_json(out_ / "result.json")["stopped"] == true);
    }

  private:
    std::unique_ptr<ScratchFolder> folder_;
    fs::path experiment_;
    fs::path out_;
};

QTEST_GUILESS_MAIN(SolveTest)
#include "solve_test.moc"
