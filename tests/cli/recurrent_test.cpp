// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <QTest>
#include <nlohmann/json.hpp>

#include "core/io/experiment_json.h"
#include "tests/support/input_errors.h"
#include "tests/support/program.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

/// The verbs on recurrent networks.
class RecurrentTest : public QObject {
    Q_OBJECT

  private slots:
    void solve_writes_what_is_promised() {
        Experiment experiment = small_recurrent();
        experiment.landscape = LandscapeSpec{.resolution = 9};
        const auto file = folder_.path() / "small.basin.json", results = folder_.path() / "results";
        write_experiment(experiment, file);
        const ProgramRun run = run_basin({"solve", file, "-o", results, "--json"});
        QCOMPARE(run.exit_code, 0);
        verify_mentions(run.err, "no certificate of local convergence");
        verify_mentions(run.err, "d-stationary: first order");
        const auto json = nlohmann::json::parse(run.out);
        const auto& affine = json["runs"][0];
        for (const char* key : {"train_error", "test_error", "network_objective"})
            QVERIFY(affine[key].is_number());
        for (const char* key : {"h", "u", "v"}) QVERIFY(affine["feasibility"][key].is_number());
        for (const char* key : {"first_order", "second_order", "residual", "zeros"})
            QVERIFY(affine["stationarity"].contains(key));
        for (const char* key : {"a_priori", "at_point", "a_posteriori"})
            QVERIFY(affine["penalty_thresholds"][key]["log10_v"].is_number());
        QCOMPARE(affine["weights"]["W"].size(), 3U);
        QVERIFY(!json.contains("certificate"));
        const std::string history = ScratchFolder::read(results / "history-piecewise-affine.csv");
        for (const char* column :
             {"network_objective,train_error,test_error,feasibility_h", "model_decrease,rho",
              "zeros,near_zeros,kinks_crossed,slope_jump,nondifferentiable_share,"
              "spectral_radius,recurrent_norm,multiplier_growth"})
            verify_mentions(history.substr(0, history.find('\n')), column);
        const std::string series = ScratchFolder::read(results / "series-lbfgs.csv");
        QVERIFY(series.starts_with("step,part,target_1,target_2,predicted_1,predicted_2\n1,train,"));
        QCOMPARE(std::ranges::count(series, '\n'), 10);

        const ProgramRun figure =
            run_basin({"render", results, "--plot", "landscape", "-o", folder_.path() / "l.png"});
        QVERIFY2(figure.exit_code == 0, figure.err.c_str());
        const ProgramRun again = run_basin({"check", results / "result.json"});
        verify_mentions(again.out, "Elman network, Nh = 3, Nx = 2, Ny = 2, T = 6, relu, 2 solvers");
        const ProgramRun certified = run_basin({"certify", results, "--json"});
        QVERIFY(nlohmann::json::parse(certified.out)[0]["stationarity"] == affine["stationarity"]);
        // A start around what was found.
        Experiment around = small_recurrent();
        nlohmann::json text = nlohmann::json::parse(experiment_to_json(around).dump());
        text["start"] = {{"radius", 0}, {"around", (results / "result.json").string()}};
        folder_.write("around.basin.json", text.dump());
        const ProgramRun value = run_basin({"evaluate", folder_.path() / "around.basin.json", "--json"});
        QVERIFY2(value.exit_code == 0, value.err.c_str());
        const double best = std::min(json["runs"][0]["network_objective"].get<double>(),
                                     json["runs"][1]["network_objective"].get<double>());
        QVERIFY(std::abs(nlohmann::json::parse(value.out)["value"].get<double>() - best) <= 1e-12);
    }

    void certify_tells_the_reference_points_apart() {
        const auto certify = [&](const char* point) {
            const auto file = folder_.write("point.basin.json", fixture_experiment(R"("solvers":[])", point));
            return run_basin({"certify", file});
        };
        const ProgramRun limit = certify("syn_limit_flip_z");
        QCOMPARE(limit.exit_code, 0);
        verify_mentions(limit.out, "first order yes, second order yes (least curvature 0.0111");
        verify_mentions(limit.out, "of the penalised problem: yes (256 sign choices)");
        const ProgramRun other = certify("syn_notstationary_plus_z");
        QCOMPARE(other.exit_code, 1);
        verify_mentions(other.out, "first order no (a step of ");
        verify_mentions(other.out, "of the penalised problem: no (128 sign choices), a step of ");
    }

    void exactness_draws_the_reference_curve() {
        const auto file = folder_.write(
            "curve.basin.json",
            fixture_experiment(R"("exactness":{"betas":[0.37,0.36,0.30,0.10,{"h":0.31,"u":0.31,"v":1},)"
                               R"({"h":0.295,"u":0.295,"v":1}],"max_iterations":400})"));
        const auto results = folder_.path() / "curve";
        const ProgramRun run = run_basin({"exactness", file, "-o", results});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        verify_mentions(run.out, "sum|r_v|");
        const std::string csv = ScratchFolder::read(results / "exactness.csv");
        verify_mentions(csv, "0.37,0.37,0.37,");
        const auto lines = QString::fromStdString(csv).split('\n');
        const auto cell = [&](int line, int column) { return lines[line].split(',')[column].toDouble(); };
        // mathematics.md 2.3: sum |r_v|, and sum |r_h| of the last.
        QVERIFY(cell(1, 5) < 2.5e-6 && cell(5, 5) < 2.5e-6);
        const auto near = [](double found, double expected) {
            return std::abs(found - expected) <= 0.005 * expected;
        };
        QVERIFY(near(cell(2, 5), 0.0197) && near(cell(3, 5), 0.320) && near(cell(4, 5), 1.50));
        QVERIFY(near(cell(6, 3), 0.171));
        const ProgramRun softmax = run_basin({"exactness", "close-enough", "-o", folder_.path() / "no"});
        QCOMPARE(softmax.exit_code, 2);
        verify_mentions(softmax.err, "expected elman-rnn");
    }

    void map_goes_on_where_it_was() {
        Experiment experiment = small_recurrent();
        BasinMapSpec& map = experiment.basin_map.emplace();
        map.radius_count = map.error_count = 2;
        map.trials = 2;
        map.refinement = 0;
        map.max_iterations = 5;
        const auto file = folder_.path() / "map.basin.json";
        write_experiment(experiment, file);
        const ProgramRun whole = run_basin({"map", file, "-o", folder_.path() / "whole"});
        QVERIFY2(whole.exit_code == 0, whole.err.c_str());
        for (const char* shard : {"1/2", "2/2"}) {
            const auto part = folder_.path() / (std::string("part") + shard[0]);
            QCOMPARE(run_basin({"map", file, "-o", part, "--shard", shard}).exit_code, 0);
        }
        const ProgramRun merged = run_basin(
            {"merge", folder_.path() / "part1", folder_.path() / "part2", "-o", folder_.path() / "merged"});
        QVERIFY2(merged.exit_code == 0, merged.err.c_str());
        const std::string csv = ScratchFolder::read(folder_.path() / "whole" / "basin_map.csv");
        verify_mentions(csv, "median_iterations,median_objective,indefinite_hessian,");
        QVERIFY(ScratchFolder::read(folder_.path() / "merged" / "basin_map.csv") == csv);
        experiment.start.deviation *= 2;  // another target: another map
        write_experiment(experiment, file);
        const ProgramRun other = run_basin({"map", file, "-o", folder_.path() / "whole", "--resume"});
        QCOMPARE(other.exit_code, 2);
    }

    void assess_answers_for_a_series() {
        const auto file = folder_.path() / "assess.basin.json";
        write_experiment(small_recurrent(), file);
        const ProgramRun run = run_basin({"assess", file, "--json"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        const auto json = nlohmann::json::parse(run.out);
        std::vector<std::string> keys;
        for (const auto& question : json["questions"]) {
            keys.push_back(question["key"]);
            QVERIFY(!question["words"].get<std::string>().empty() && !question["figures"].empty());
        }
        QCOMPARE(keys,
                 (std::vector<std::string>{"smooth", "gradients", "stationary", "penalty", "prediction"}));
    }

    void what_another_size_would_cost() {
        const auto file = folder_.path() / "estimated.basin.json";
        write_experiment(small_recurrent(), file);
        const ProgramRun run = run_basin({"estimate", file, "--T", "40", "--Nh", "8", "--seconds", "1"});
        QVERIFY2(run.exit_code == 0, run.err.c_str());
        verify_mentions(run.out, "wanted problem:  T = 40, Nh = 8, Nx = 2, Ny = 2");
        verify_mentions(run.out, "a step costs T^");
        const ProgramRun refused = run_basin({"estimate", file, "--n", "10", "--d", "2"});
        QCOMPARE(refused.exit_code, 2);
        verify_mentions(refused.err, "expected some of T, Nh, Nx, Ny");
    }

  private:
    ScratchFolder folder_;
};

QTEST_APPLESS_MAIN(RecurrentTest)
#include "recurrent_test.moc"
