// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <nlohmann/json.hpp>

#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/json_text.h"
#include "core/io/network_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/rnn_fixtures.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

std::string with(const std::string& members) {
    return R"({"format":"basin-experiment","version":1,)" + members + "}";
}

Experiment parse(const std::string& members) {
    return parse_experiment(with(members), "t.json");
}

const std::string every_key =
    R"("problem":{"family":"elman-rnn","hidden":3,"activation":"leaky_relu",)"
    R"("lambdas":{"A":0.1,"W":0.2,"V":0.3,"b":0.4,"c":0.5},"betas":{"h":2,"u":3,"v":4},)"
    R"("inputs":2,"outputs":1,"steps":9,"test_steps":4,"noise":0.5,"seed":6},)"
    R"("start":{"deviation":0.3,"seed":8},"solvers":[{"name":"piecewise-affine","ties":"random","seed":3,)"
    R"("eta1":0.7,"eta2":1.1,"rho":0.03,"error":0.1},{"name":"sgd","window":4},{"name":"augmented-lagrangian"},)"
    R"({"name":"clipped-gradient-descent","clip":2}],)"
    R"("basin_map":{"radius_max":2,"error_max":0.5,"success_within":0.2},)"
    R"("exactness":{"betas":[0.5,{"h":0.1,"u":0.2,"v":0.3}],"max_iterations":50})";

const std::string problem = R"("problem":{"family":"elman-rnn",)";
const std::string rows = R"("inputs":[[1,2],[3,4],[5,6]],"targets":[[1],[2],[3]])";

}  // namespace

/// Recurrent experiments as files.
class RecurrentJsonTest : public QObject {
    Q_OBJECT

  private slots:
    void certificates_read_back() {
        NetworkOutcome outcome;
        outcome.weights = Vector::Zero(3 + 9 + 6 + 3 + 1);
        outcome.a_posteriori = {-1, -2, 0, false, false, true};
        NetworkStationarity& told = outcome.stationarity;
        told.first_order = Answer::yes;
        told.reason = "the surface is flat along a direction";
        told.distance = 1e-5;
        told.change = -1e-9;
        told.relative_residual = 1e-4;
        told.least_curvature = 0.01;
        told.curvature_error = 1e-6;
        told.second_order_estimated = true;
        told.point = Vector{{1, 2}};
        outcome.penalised.emplace().reason = "stopped";
        const nlohmann::ordered_json written = network_to_json(outcome, {3, 2, 1});
        QCOMPARE(written["stationarity"]["second_order"].get<std::string>(), std::string("not_decided"));
        QVERIFY(!written["penalty_thresholds"]["a_priori"].contains("at_least"));
        nlohmann::json file = nlohmann::json::parse(json_file_text(written));
        JsonObject object(file, {"t.json", ""});
        const NetworkOutcome read = network_from_json(object);
        QVERIFY(read.a_posteriori.capped_v && !read.a_posteriori.capped_h);
        QVERIFY(read.stationarity.reason == told.reason && read.stationarity.point == told.point);
        QVERIFY(read.stationarity.distance == 1e-5 && read.stationarity.change == -1e-9);
        QVERIFY(read.stationarity.curvature_error == 1e-6 && read.stationarity.second_order_estimated);
        QVERIFY(read.stationarity.relative_residual == 1e-4 && read.penalised->reason == "stopped");
        // As files were before: without what was added, and with another word.
        for (const char* key : {"reason", "relative_residual", "distance", "change", "point",
                                "curvature_error", "second_order_estimated"})
            file["stationarity"].erase(key);
        file["stationarity"]["second_order"] = "not decided";
        JsonObject old(file, {"t.json", ""});
        QCOMPARE(network_from_json(old).stationarity.second_order, Answer::not_decided);
    }

    void every_key_is_read() {
        const Experiment experiment = parse(every_key);
        QVERIFY(is_recurrent(experiment));
        const ElmanProblemSpec& spec = elman_of(experiment);
        QVERIFY(spec.hidden == 3 && spec.activation == Activation::leaky_relu);
        QVERIFY((spec.lambdas == TikhonovWeights{0.1, 0.2, 0.3, 0.4, 0.5}));
        QVERIFY((spec.betas == PenaltyWeights{2, 3, 4}));
        QVERIFY(spec.inputs == 2 && spec.outputs == 1 && spec.steps == 9 && spec.test_steps == 4);
        QVERIFY(spec.noise == 0.5 && spec.seed == 6);
        QVERIFY(experiment.start.deviation == 0.3 && experiment.start.seed == 8);
        QCOMPARE(experiment.solvers[0].parameters.size(), 6U);
        QCOMPARE(experiment.basin_map->success_within, 0.2);
        QVERIFY(
            (experiment.exactness->betas == std::vector<PenaltyWeights>{{0.5, 0.5, 0.5}, {0.1, 0.2, 0.3}}));
        QCOMPARE(experiment.exactness->max_iterations, 50);
    }

    void written_experiments_read_back() {
        for (
            const std::string& members :
            {every_key, problem + R"("tau":2,"data":{)" + rows + R"(,"train":1,"standardise":true}})",
             problem + R"("hidden":1,"data":{"table":{"columns":["t","x","y"],"values":[[1,2,3],[4,5,6]]},)" +
                 R"("targets":["y"],"index":true,"train":1}},"start":{"weights":{"A":[[1]],"W":[[2]],)" +
                 R"("V":[[3]],"b":[4],"c":[5]}})",
             problem +
                 R"("data":{"table":{"columns":["d","w","y"],"kinds":["date","text","number"],"values":)"
                 R"([[0,"b",1],[86400,"b",3],[172800,"b",5],[259200,"a",null],[345600,"b",4],[432000,"b",9]]},)"
                 R"("targets":["y"],"lags":1,"where":{"w":"b"},)"
                 R"("horizon":1,"season":2,"difference":1,"missing":"skip","header":true,"units":["kW"],"train":1}})",
             problem +
                 R"("hidden":1,"inputs":1,"outputs":1},"start":{"radius":2,"around":[1,2,3,4,5],"seed":9},)" +
                 R"("exactness":{"beta_min":0.2,"beta_max":3,"beta_count":5})"}) {
            const Experiment first = parse(members);
            const auto json = experiment_to_json(first);
            QCOMPARE(experiment_to_json(parse_experiment(json.dump(), "again")).dump(), json.dump());
        }
    }

    void dates_of_a_table_are_texts() {
        const Experiment experiment = parse(
            problem + R"("data":{"table":{"columns":["d","y"],"kinds":["date","number"],"values":)" +
            R"([[0,1],["1970-01-02",3],["1970-01-02T10:30",2],[172800.5,4]]},"targets":["y"],"lags":1,"train":1}})");
        const Table& table = *elman_of(experiment).data->table->value;
        QCOMPARE(Vector(table.values.col(0)), Vector({{0, 86400, 124200, 172800.5}}));
        QCOMPARE(table_lines(table.report).front(), std::string("read from the experiment itself"));
        QCOMPARE(table_lines(table.report).back(), std::string(R"(4 rows: "d" (date), "y" (number))"));
        const auto values = experiment_to_json(experiment)["problem"]["data"]["table"]["values"];
        QCOMPARE(values[0][0].get<std::string>(), std::string("1970-01-01"));
        QCOMPARE(values[2][0].get<std::string>(), std::string("1970-01-02T10:30"));
        QCOMPARE(values[3][0].get<double>(), 172800.5);
    }

    void the_reference_problem_comes_from_its_files() {
        const Experiment experiment = parse_experiment(fixture_experiment(R"("solvers":[])"), "fixture");
        const auto training = make_training(elman_of(experiment));
        const ElmanTraining expected = syn_training();
        QVERIFY(training->series.X == expected.series.X);
        QVERIFY((training->series.Y - expected.series.Y).norm() <= 1e-12);  // digits were lost there
        QVERIFY(training->series.X_test == expected.series.X_test);
        QVERIFY(std::abs(training->lambdas.W - expected.lambdas.W) <= 1e-15);
        QVERIFY(start_weights(experiment.start, training->shape()) == syn_start());
        // And back from a file in another folder.
        const ScratchFolder folder;
        write_experiment(experiment, folder.path() / "copy.basin.json");
        const Experiment again = read_experiment(folder.path() / "copy.basin.json");
        QVERIFY(make_training(elman_of(again))->series.Y == training->series.Y);
    }

    void tables_have_an_index_targets_and_a_scale() {
        const ScratchFolder folder;
        folder.write("t.csv", "date,x,\"y\"\n2020-01-01,1,10\n2020-01-02,3,20\n2020-01-03,5,60\n");
        const Experiment experiment = parse_experiment(
            with(problem + R"("data":{"table":"t.csv","targets":["y"],"index":true,"train":0.67,)" +
                 R"("standardise":true}})"),
            "t.json", folder.path());
        const auto training = make_training(elman_of(experiment));
        QCOMPARE(training->series.X, (Matrix(1, 2) << -1, 1).finished());
        QCOMPARE(training->series.Y, (Matrix(1, 2) << -1, 1).finished());
        QCOMPARE(training->series.Y_test, Matrix::Constant(1, 1, 9));
    }

    void a_start_around_results_takes_the_best_run() {
        const ScratchFolder folder;
        const auto weights = [](double A) {
            return R"("weights":{"A":[[)" + std::to_string(A) + R"(]],"W":[[2]],"V":[[3]],"b":[4],"c":[5]})";
        };
        folder.write("result.json", R"({"runs":[{"network_objective":2,)" + weights(7) +
                                        R"(},{"network_objective":1,)" + weights(1) + "}]}");
        const Experiment experiment = parse_experiment(
            with(problem +
                 R"("hidden":1,"inputs":1,"outputs":1},"start":{"radius":0,"around":"result.json"})"),
            "t.json", folder.path());
        const Vector theta = start_weights(experiment.start, {1, 1, 1});
        QVERIFY(theta == (Vector(5) << 1, 2, 3, 4, 5).finished());
    }

    void mistakes_are_named_data() {
        QTest::addColumn<QString>("members");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& members, const char* message) {
            QTest::newRow(name) << QString::fromStdString(members) << QString(message);
        };
        row("activation", problem + R"("activation":"softplus"})", R"(problem.activation: found "softplus")");
        row("hidden", problem + R"("hidden":0})", "problem.hidden: found 0; expected 1 <= hidden");
        row("tau", problem + R"("tau":-1})", "problem.tau: found -1; expected a finite value >= 0");
        row("lambda", problem + R"("lambdas":{"A":0,"W":-2,"V":0,"b":0,"c":0}})",
            "problem.lambdas.W: found -2; expected a finite value >= 0");
        row("lambda missing", problem + R"("lambdas":{"A":0}})", "problem.lambdas.W: is missing");
        row("tau and lambdas", problem + R"("tau":1,"lambdas":{}})", "found tau and lambdas; expected one");
        row("beta", problem + R"("betas":{"h":-1}})",
            "problem.betas.h: found -1; expected a finite value > 0");
        row("steps", problem + R"("steps":1})", "problem.steps: found 1; expected 2 <= steps");
        row("series", problem + R"("inputs":100000,"steps":1000000,"test_steps":10000000})",
            "problem, series (inputs and targets) x (training and test steps): found a size of 100003 x");
        row("size beside data", problem + R"("steps":3,"data":{)" + rows + "}}",
            "found steps and data; expected data alone");
        row("short", problem + R"("data":{"inputs":[[1]],"targets":[[1]]}})",
            "problem.data: found 1 time steps; expected at least 2");
        row("unequal", problem + R"("data":{"inputs":[[1],[2]],"targets":[[1],[2],[3]]}})",
            "problem.data.targets: found 3 time steps; expected 2");
        row("train", problem + R"("data":{)" + rows + R"(,"train":0.3}})",
            "problem.data.train: found 0.3, which leaves");
        row("train above", problem + R"("data":{)" + rows + R"(,"train":1.5}})",
            "problem.data.train: found 1.5; expected 0 < train <= 1");
        row("index", problem + R"("data":{)" + rows + R"(,"index":true}})",
            "problem.data.index: found it without");
        row("no targets", problem + R"("data":{"inputs":[[1],[2]]}})", "problem.data.targets: is missing");
        row("no file", problem + R"("data":{"table":"no.csv","targets":["y"]}})",
            "no.csv: found no such file");
        const std::string table =
            problem + R"("data":{"table":{"columns":["price","y"],"values":[[1,2],[3,4]]},)";
        row("target", table + R"("train":1,"targets":["prise"]}})",
            R"(problem.data.targets: found no column "prise" in the table; did you mean "price"?)");
        row("target twice", table + R"("train":1,"targets":["y","y"]}})", R"(found "y" twice)");
        row("all targets", table + R"("train":1,"targets":["y","price"]}})",
            "lags 12 and horizon 1 take the first 12 of 2 rows");
        row("no lags", table + R"("train":1,"lags":0,"targets":["y","price"]}})",
            "problem.data.lags: found 0 without other columns");
        row("difference", table + R"("difference":2,"targets":["y"]}})",
            R"(found 2; expected 0, 1 or "log")");
        row("header", table + R"("header":"yes","targets":["y"]}})", R"(expected "auto", true or false)");
        row("missing", table + R"("missing":"guess","targets":["y"]}})",
            R"(problem.data.missing: found "guess")");
        row("date",
            problem +
                R"("data":{"table":{"columns":["d","y"],"kinds":["date","number"],"values":[["1970-13-01",1]]},)" +
                R"("targets":["y"]}})",
            R"(problem.data.table.values[0][0]: found the text "1970-13-01"; expected a date as "2012-01-31")");
        row("lags without table", problem + R"("data":{)" + rows + R"(,"lags":2}})",
            "problem.data.table: is missing; expected it beside lags");
        row("index target", table + R"("train":1,"index":true,"targets":["price"]}})",
            R"(found "price", which is)");
        const std::string tiny = problem + R"("hidden":2,"inputs":1,"outputs":1},"start":)";
        row("weights", tiny + R"({"weights":{"A":[[1,2]],"W":[[1,2]],"V":[[1],[2]],"b":[1,2],"c":[1]}})",
            "start.weights.W: found a matrix of 1 x 2; expected hidden x hidden = 2 x 2");
        row("weights and seed", tiny + R"({"weights":{},"seed":1})",
            "start: found weights beside other keys");
        row("deviation and around", tiny + R"({"deviation":1,"around":[1]})",
            "start: found deviation and around; expected one of them");
        row("deviation", tiny + R"({"deviation":-1})",
            "start.deviation: found -1; expected a finite value >= 0");
        row("x0", tiny + R"({"x0":[1,2]})", "start.x0: found a matrix of 2 x 1");
        row("map", problem + R"("steps":3},"basin_map":{"error_max":1.5})",
            "basin_map.error_max: found 1.5; expected a value < 1");
        row("tradeoff", problem + R"("steps":3},"tradeoff":{})",
            "tradeoff: found it beside a recurrent network");
        row("exactness", R"("exactness":{})", "exactness: found it beside a softmax regression");
        row("exactness beta", problem + R"("steps":3},"exactness":{"betas":[-1]})",
            "exactness.betas.h: found -1; expected a finite value > 0");
        row("ties", R"("solvers":[{"name":"piecewise-affine","ties":"flop"}])",
            R"(solvers[0].ties: found "flop"; expected one of "flip", "random")");
        row("error", R"("solvers":[{"name":"piecewise-affine","error":1}])",
            "solvers[0].error: found 1; expected");
    }
    void mistakes_are_named() {
        QFETCH(QString, members);
        QFETCH(QString, message);
        const std::string error = input_error([&] { parse(members.toStdString()); });
        verify_mentions(error, message.toStdString());
        QVERIFY2(error.find('\n') == std::string::npos, error.c_str());
    }

    void cells_are_named_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        QTest::newRow("empty") << "x,y\n1,2\n3,\n"
                               << R"(line 3, column 2: "y": found no value; expected)";
        QTest::newRow("missing") << "x,y\n1,2\n3,n/a\n"
                                 << R"(line 3, column 2: "y": found no value; expected)";
        QTest::newRow("all missing") << "x,y\n1,nan\n"
                                     << R"(found "y", which has no value)";
        QTest::newRow("word") << "x,y\n1,2\n2,3\n3,4\n4,five\n"
                              << R"(line 5, column 2: "y": found "five"; expected)";
        QTest::newRow("ragged") << "x,y\n1\n"
                                << "line 2: found 1 columns; expected 2";
        QTest::newRow("twice") << "x,x\n1,2\n"
                               << R"(line 1, column 2: found the name "x" again)";
        QTest::newRow("nothing") << ""
                                 << "found an empty file";
    }
    void cells_are_named() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        const ScratchFolder folder;
        folder.write("t.csv", text.toStdString());
        const std::string error = input_error([&] {
            parse_experiment(with(problem + R"("data":{"table":"t.csv","targets":["y"]}})"), "t.json",
                             folder.path());
        });
        verify_mentions(error, "t.csv");
        verify_mentions(error, message.toStdString());
    }
};

QTEST_APPLESS_MAIN(RecurrentJsonTest)
#include "recurrent_json_test.moc"
