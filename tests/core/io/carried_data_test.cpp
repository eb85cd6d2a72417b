// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/carried_data.h"

#include <filesystem>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_market.h"
#include "core/io/grid_merge.h"
#include "core/io/map_identity.h"
#include "core/io/results_io.h"
#include "tests/support/folder_contents.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"
#include "tests/support/small_experiment.h"

using namespace basin;
using namespace basin::test;

namespace fs = std::filesystem;

namespace {

const SoftmaxData& data_of(const PreparedProblem& prepared) {
    return dynamic_cast<const SoftmaxRegression&>(*prepared.problem).data();
}

void same_runs(const Results& a, const Results& b) {
    QCOMPARE(a.runs.size(), b.runs.size());
    QVERIFY(a.x0 == b.x0);
    for (std::size_t i = 0; i < a.runs.size(); ++i) QVERIFY(a.runs[i].result.x == b.runs[i].result.x);
}

}  // namespace

class CarriedDataTest : public QObject {
    Q_OBJECT

  private slots:
    void init() {
        scratch_ = std::make_unique<ScratchFolder>();
        source_ = scratch_->path() / "source";
        out_ = scratch_->path() / "out";
    }

    void softmax_data() {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"csv", "mtx", "sparse.mtx"}) QTest::newRow(ending) << QString(ending);
    }
    void softmax() {
        QFETCH(QString, ending);
        const Experiment experiment = softmax_from_files("A1." + ending.toStdString());
        const Results results = run_experiment(experiment);
        write_results(results, out_);
        repeats_anywhere(results);
        const Experiment again = read_experiment(moved() / "result.json");
        QVERIFY(*softmax_of(again).A1->value == *softmax_of(experiment).A1->value);
        QCOMPARE(softmax_of(again).A1->value->is_sparse(), ending == "sparse.mtx");
        QVERIFY(map_identity(again) == map_identity(experiment));
    }

    void resultsTellWhereTheirDataCameFrom() {
        write_results(run_experiment(softmax_from_files("A1.csv")), out_);
        const auto sources = nlohmann::json::parse(ScratchFolder::read(out_ / "result.json"))["data"];
        QCOMPARE(sources.size(), std::size_t{3});
        QVERIFY(sources[0]["key"] == "start.x0" && sources[0]["copy"] == "experiment");
        QVERIFY(sources[1]["key"] == "problem.data.A1" && sources[1]["copy"] == "data-A1.npy");
        QVERIFY(sources[1]["read_from"] == (source_ / "A1.csv").string());
        QVERIFY(sources[2]["key"] == "problem.data.b" && sources[2]["copy"] == "data-b.npy");
    }

    void seriesAndStarts_data() {
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("start");
        const char* table = R"({"table":"t.csv","targets":["y"],"train":0.8})";
        const char* index = R"({"table":"i.csv","targets":["y"],"train":0.8,"index":true})";
        const char* matrices = R"({"inputs":"x.csv","targets":"y.csv","train":0.8})";
        QTest::newRow("table") << table << R"({"deviation":0.2})";
        QTest::newRow("index") << index << R"({"deviation":0.2})";
        QTest::newRow("matrices") << matrices << R"({"around":"w.csv","radius":0.1})";
        QTest::newRow("weights")
            << matrices << R"({"weights":{"A":"1.csv","W":"1.csv","V":"1.csv","b":"1.csv","c":"1.csv"}})";
    }
    void seriesAndStarts() {
        QFETCH(QString, problem);
        QFETCH(QString, start);
        scratch_->write("source/t.csv", "x,y\n1,2\n2,3\n3,5\n4,4\n5,6\n6,5\n");
        scratch_->write("source/i.csv", "day,x,y\nMon,1,2\nTue,2,3\nWed,3,5\nThu,4,4\nFri,5,6\nSat,6,5\n");
        scratch_->write("source/x.csv", "1\n2\n3\n4\n5\n6\n");
        scratch_->write("source/y.csv", "2\n3\n5\n4\n6\n5\n");
        scratch_->write("source/1.csv", "0.3\n");
        scratch_->write("source/w.csv", "0.1\n0.2\n0.3\n0.4\n0.5\n");
        const auto file = scratch_->write(
            "source/e.basin.json",
            R"({"format":"basin-experiment","version":1,"problem":{"family":"elman-rnn","hidden":1,"data":)" +
                problem.toStdString() + R"(},"start":)" + start.toStdString() +
                R"(,"solvers":[{"name":"lbfgs"}],"stopping":{"max_iterations":20},"certificate":{"trials":0}})");
        const Results results = run_experiment(read_experiment(file));
        write_results(results, out_);
        repeats_anywhere(results);
    }

    void weightsOfOtherResultsGoAlong() {
        write_results(run_experiment(small_recurrent()), source_ / "first");
        Experiment around = small_recurrent();
        auto json = experiment_to_json(around);
        json["start"] = {{"radius", 0.1}, {"around", "first/result.json"}, {"seed", 3}};
        const auto file = scratch_->write("source/e.basin.json", json.dump());
        const Results results = run_experiment(read_experiment(file));
        write_results(results, out_);
        // A part of the first was changed: what is read from them would be of no results.
        scratch_->write("source/first/history-lbfgs.csv", "iteration\n");
        verify_mentions(input_error([&] { read_experiment(file); }), "history-lbfgs.csv: found another file");
        repeats_anywhere(results);
    }

    void dataTooLargeAreKnownByTheirChecksum() {
        const Experiment experiment = softmax_from_files("A1.csv");
        const Results results = run_experiment(experiment);
        {
            ResultsFolder folder(out_, ResultsFolder::Existing::refuse);
            write_results(results, folder, 100);  // enough for b
        }
        QVERIFY(!fs::exists(out_ / "data-A1.npy") && fs::exists(out_ / "data-b.npy"));
        same_runs(run_experiment(read_experiment(out_ / "result.json")), results);
        QVERIFY(merge_shards({out_}).basin_map->complete);
        const std::string A1 = ScratchFolder::read(source_ / "A1.csv");
        scratch_->write("source/A1.csv", "1" + A1);
        const std::string changed =
            "A1.csv: found other values of problem.data.A1 than these results were "
            "made from; expected the same";
        verify_mentions(input_error([&] { read_experiment(out_ / "result.json"); }), changed);
        verify_mentions(input_error([&] { merge_shards({out_}); }), changed);
        fs::remove_all(source_);
        verify_mentions(input_error([&] { read_experiment(out_ / "result.json"); }),
                        "A1.csv: found no such file");
        // What needs no data is there: figures, the certificate, the map.
        const Results back = read_results(out_);
        same_runs(back, results);
        QCOMPARE(back.certificate.l, results.certificate.l);
        QCOMPARE(softmax_of(back.experiment).A1->file, source_ / "A1.csv");
        QVERIFY(!softmax_of(back.experiment).A1->value);
    }

    void aTableIsToldAsItWasRead() {
        for (const std::uint64_t most : {std::uint64_t{1} << 20, std::uint64_t{0}}) {
            init();
            const Results results = run_experiment(softmax_from_table());
            {
                ResultsFolder folder(out_, ResultsFolder::Existing::refuse);
                write_results(results, folder, most);
            }
            const auto sources = nlohmann::json::parse(ScratchFolder::read(out_ / "result.json"))["data"];
            const auto& understood = sources[0]["understood"];
            QVERIFY(sources[0]["key"] == "problem.data.A1");
            QVERIFY(understood["separator"] == "semicolon" && understood["rows"] == 6);
            QVERIFY(understood["columns"][0]["name"] == "name" && understood["columns"][0]["kind"] == "text");
            QVERIFY(sources[1]["key"] == "problem.data.A2" && sources[1]["copy"] == "data-A2.npy");
            QVERIFY(!sources[1].contains("understood"));
            const Experiment again = read_experiment(out_ / "result.json");
            QVERIFY(*softmax_of(again).A1->value == *softmax_of(results.experiment).A1->value);
            same_runs(run_experiment(again), results);
            if (most == 0) fs::remove_all(source_);  // A1 is not in the folder
            same_runs(read_results(out_), results);
        }
    }

  private:
    /// A1 and A2 out of one table, in which a value is missing that nobody uses.
    Experiment softmax_from_table() {
        scratch_->write("source/t.csv",
                        "name;size;weight;note;yield\na;1;2,5;7;0,3\nb;-2;1;;0,1\nc;0,5;-1;8;0,9\n"
                        "d;3;0;9;0,4\ne;-1;1,5;7;0,2\nf;2;-2;3;0,8\n");
        return read_experiment(scratch_->write(
            "source/e.basin.json",
            R"({"format":"basin-experiment","version":1,"problem":{"activation":"tanh","data":{"A1":"t.csv",)"
            R"("columns":["size","weight"],"A2":["yield"],"standardise":true,"missing_values":["?"]}},)"
            R"("solvers":[{"name":"damped-newton"}],"certificate":{"trials":0}})"));
    }

    fs::path moved() const { return scratch_->path() / "elsewhere" / "moved"; }

    /// A small experiment whose A1, b and start are files.
    Experiment softmax_from_files(const std::string& A1) {
        const PreparedProblem prepared = prepare(small_experiment());
        const SoftmaxData& data = data_of(prepared);
        const Matrix& dense = data.A1.dense();
        std::string entries = "%%MatrixMarket matrix coordinate real general\n12 2 24\n";
        for (Index i = 0; i < dense.rows(); ++i) {
            for (Index j = 0; j < dense.cols(); ++j)
                entries += std::to_string(i + 1) + " " + std::to_string(j + 1) + " " +
                           std::to_string(dense(i, j)) + "\n";
        }
        scratch_->write("source/A1.csv", csv_text(dense));
        scratch_->write("source/A1.mtx", matrix_market_text(dense));
        scratch_->write("source/A1.sparse.mtx", entries);
        scratch_->write("source/b.csv", csv_text(data.b));
        scratch_->write("source/x0.csv", csv_text(prepared.x0));
        auto json = experiment_to_json(small_experiment());
        json["problem"].erase("density");
        json["problem"]["data"] = {{"A1", A1}, {"b", "b.csv"}};
        json["start"] = {{"x0", "x0.csv"}};
        json["landscape"]["resolution"] = 5;
        return read_experiment(scratch_->write("source/e.basin.json", json.dump()));
    }

    /// The sources gone and the folder moved, everything can be had from it.
    void repeats_anywhere(const Results& results) {
        fs::remove_all(source_);
        fs::create_directories(moved().parent_path());
        fs::rename(out_, moved());
        same_runs(read_results(moved()), results);
        same_runs(run_experiment(read_experiment(moved() / "result.json")), results);
        // The results of the results are as whole.
        const fs::path second = scratch_->path() / "second";
        write_results(run_experiment(read_experiment(moved() / "result.json")), second);
        same_runs(read_results(second), results);
    }

    std::unique_ptr<ScratchFolder> scratch_;
    fs::path source_, out_;
};

QTEST_APPLESS_MAIN(CarriedDataTest)
#include "carried_data_test.moc"
