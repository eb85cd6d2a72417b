// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <variant>
#include <vector>

#include <QTest>
#include <nlohmann/json.hpp>

#include "core/experiment/catalogue.h"
#include "core/experiment/lifted_spectrum.h"
#include "core/experiment/runner.h"
#include "core/families/problem_of.h"
#include "core/io/experiment_json.h"
#include "core/io/results_io.h"
#include "tests/support/input_errors.h"
#include "tests/support/recurrent_experiments.h"
#include "tests/support/rnn_fixtures.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

const char* const saddle_text = R"({"format": "basin-experiment", "version": 1,
 "problem": {"family": "elman-rnn", "hidden": 1, "lambdas": {"A": 0, "W": 0, "V": 0, "b": 0, "c": 0},
             "data": {"inputs": [[1], [-1], [2], [-2], [0.5], [-0.5]],
                      "targets": [[1], [-1], [2], [-2], [0.5], [-0.5]], "train": 1.0}},
 "start": {"x0": [0, 0, 0, 1, 0]}, "stopping": {"max_iterations": 2000},
 "solvers": [{"name": "augmented-lagrangian"}, {"name": "piecewise-affine"}, {"name": "lbfgs"},
             {"name": "gradient-descent"}, {"name": "trust-region-newton"}]})";

double objective_at(const Experiment& experiment, const Vector& theta) {
    const ElmanRnn problem(make_training(elman_of(experiment)));
    double f = 0;
    problem.evaluator()->value(theta, f);
    return f;
}

}  // namespace

/// Recurrent experiments from end to end.
class RecurrentRunnerTest : public QObject {
    Q_OBJECT

  private slots:
    /// h = 1 whatever the input and A = 0: the gradient is 0, P falls along A and V together. A maximum there
    /// is none of, because P bends upwards along c.
    void no_solver_arrives_at_a_saddle() {
        for (const Activation activation : {Activation::relu, Activation::leaky_relu}) {
            Experiment experiment = parse_experiment(saddle_text, "saddle", {});
            elman_of(experiment).activation = activation;
            const Results results = run_experiment(experiment);
            for (const SolverRun& run : results.runs) {
                const std::string what = run.spec.name + ": " + run.result.message;
                const Termination termination = run.result.termination;
                const bool stays = run.result.iterations == 0;
                if (stays) QVERIFY2(termination == Termination::not_a_minimum, what.c_str());
                if (termination == Termination::converged) {
                    QVERIFY2(run.network->stationarity.second_order != Answer::no, what.c_str());
                    QVERIFY2(run.network->objective < 0.1, what.c_str());
                }
            }
            QCOMPARE(results.runs[2].result.termination, Termination::not_a_minimum);
        }
    }

    void every_solver_runs_on_its_formulation() {
        Experiment experiment = small_recurrent();
        experiment.solvers.clear();
        for (const SolverInfo& info : solver_catalogue())
            if (info.recurrent) experiment.solvers.push_back({info.name, {}});
        const Results results = run_experiment(experiment);
        QCOMPARE(results.runs.size(), experiment.solvers.size());
        const Index weights = elman_of(experiment).shape().parameters();
        for (const SolverRun& run : results.runs) {
            const bool lifted = run.spec.name == "piecewise-affine";
            QVERIFY2(run.result.termination != Termination::invalid_input, run.result.message.c_str());
            QCOMPARE(run.result.x.size() > weights, lifted);
            QVERIFY(run.network && run.network->weights.size() == weights);
            QCOMPARE(run.network->penalised.has_value(), lifted);
            QVERIFY(run.network->outputs.train.cols() == 6 && run.network->outputs.test.cols() == 3);
            QVERIFY(std::abs(run.network->objective - objective_at(experiment, run.network->weights)) <=
                    1e-12);
            const IterationRecord& last = run.history.back();
            QVERIFY(std::abs(last.network.network_objective - run.network->objective) <= 1e-12);
            QVERIFY(std::abs(last.network.train_error - run.network->train_error) <= 1e-12);
            QVERIFY(std::abs(last.network.test_error - run.network->test_error) <= 1e-12);
            QCOMPARE(std::isnan(last.network.feasibility_h), !lifted);
            QVERIFY(last.network.spectral_radius >= 0 && last.network.recurrent_norm > 0);
            QVERIFY(last.network.zeros >= 0 && last.network.near_zeros >= 0);
            QVERIFY(run.iterates->rows() == weights && run.iterates->cols() == std::ssize(run.history));
        }
        // The minimiser that is told is the best of them, and not more than that.
        QVERIFY(!results.minimiser.verified);
        for (const SolverRun& run : results.runs)
            QVERIFY(results.minimiser.objective <= run.network->objective + 1e-15);
        QVERIFY(std::isnan(results.certificate.l));
    }

    void the_reference_run_is_reproduced() {
        const Experiment experiment = parse_experiment(
            fixture_experiment(
                R"("solvers":[{"name":"piecewise-affine"}],"stopping":{"max_iterations":100})"),
            "fixture");
        const Results results = run_experiment(experiment);
        const auto& history = results.runs[0].history;
        // mathematics.md 2.4
        for (const auto& [iteration, value] :
             {std::pair(0, 2.1739251506), {1, 2.0782735702}, {10, 1.4014743185}, {100, 1.0734275639}})
            QVERIFY(std::abs(history[static_cast<std::size_t>(iteration)].objective - value) <= 1e-8 * value);
        QVERIFY(history[5].step.model_decrease > 0 && history[5].step.rho == 0.5);
    }

    void certificates_of_the_reference_points_data() {
        QTest::addColumn<QString>("point");
        QTest::addColumn<bool>("stationary");
        QTest::newRow("flip") << "syn_limit_flip_z" << true;
        QTest::newRow("rng") << "syn_limit_rng_z" << true;
        QTest::newRow("plus") << "syn_notstationary_plus_z" << false;
    }
    void certificates_of_the_reference_points() {
        QFETCH(QString, point);
        QFETCH(bool, stationary);
        const Results results = certify_only(
            parse_experiment(fixture_experiment(R"("solvers":[])", point.toStdString()), "fixture"));
        QVERIFY(results.runs.empty() && results.start && results.start->penalised);
        const NetworkOutcome& start = *results.start;
        const Answer expected = stationary ? Answer::yes : Answer::no;
        QCOMPARE(start.stationarity.first_order, expected);
        QCOMPARE(start.penalised->answer, expected);
        QCOMPARE(start.stationarity.second_order, stationary ? Answer::yes : Answer::not_decided);
        QCOMPARE(start.penalised->zeros, stationary ? 8 : 7);
        QVERIFY(start.note.empty());
    }

    void certificates_keep_the_time_limit() {
        Experiment experiment = small_recurrent();
        experiment.solvers.clear();
        experiment.stopping.max_seconds = 1e-12;
        const Results results = certify_only(experiment);
        QVERIFY(results.start && !results.stopped);
        QCOMPARE(results.start->stationarity.first_order, Answer::not_decided);
        QCOMPARE(results.start->stationarity.reason, std::string("stopped"));
    }

    void planes_go_through_the_best_solution_data() {
        QTest::addColumn<int>("kind");
        for (const PlaneKind kind : all_plane_kinds)
            QTest::newRow(std::string(to_string(kind)).c_str()) << static_cast<int>(kind);
    }
    void planes_go_through_the_best_solution() {
        QFETCH(int, kind);
        Experiment experiment = small_recurrent();
        experiment.landscape = LandscapeSpec{.plane = static_cast<PlaneKind>(kind), .resolution = 9};
        std::vector<LandscapePlane> planes;
        const Results results = run_experiment(experiment, [&](const RunEvent& event) {
            if (const auto* ready = std::get_if<PlaneReady>(&event)) planes.push_back(ready->plane);
        });
        QCOMPARE(planes.size(), 1U);
        QVERIFY(planes[0].plane.origin == results.minimiser.x);
        QVERIFY(results.landscape && results.landscape->values.allFinite());
        QVERIFY(std::abs(results.landscape->values(4, 4) - results.minimiser.objective) <= 1e-10);
        for (const SolverRun& run : results.runs) {
            QCOMPARE(run.path.size(), run.history.size());
            const PlanePoint end = project(planes[0], run.result.x);  // z or theta
            QVERIFY(std::abs(end.a - run.path.back().a) <= 1e-12);
        }
    }

    void basins_of_attraction_are_those_of_solvers_on_the_weights() {
        Experiment experiment = small_recurrent();
        experiment.attraction = AttractionSpec{.solver = "lbfgs", .resolution = 4, .max_iterations = 5};
        const Results results = run_experiment(experiment);
        QVERIFY(results.attraction && results.attraction->note.empty());
        QVERIFY(results.attraction->plane.plane.origin == results.minimiser.x);
        experiment.attraction->solver = Index{0};
        const Results refused = run_experiment(experiment);
        QVERIFY(refused.attraction->note.find("takes the penalised form (P1)") != std::string::npos);
    }

    void the_spectrum_is_that_of_the_network() {
        Experiment experiment = small_recurrent();
        experiment.spectrum = SpectrumSpec{.every = 10};
        const Results results = run_experiment(experiment);
        const Index weights = elman_of(experiment).shape().parameters();
        for (const SolverRun& run : results.runs) {
            QCOMPARE(run.eigenvalues[0].size(), weights);
            QCOMPARE(run.eigenvalues[1].size(), 0);
            QCOMPARE(run.history[0].lambda_min, run.eigenvalues[0][0]);
        }
        QVERIFY((results.runs[0].eigenvalues[0] - results.runs[1].eigenvalues[0]).norm() <= 1e-9);
    }

    void densities_of_lifted_runs_come_when_due() {
        const ElmanRnn problem(small_training(Activation::tanh));
        SpectrumSpec spec{.every = 10, .full_up_to = 16, .ends = 2, .density_every = 4};
        spec.density = {.probes = 2, .steps = 5};
        LiftedSpectrum spectrum(problem, spec, {});
        const ElmanTraining& training = problem.training();
        const Vector z = lift(training, random_weights(training.shape(), 0.5, 3));
        for (Index k = 0; k <= 11; ++k) {
            IterationRecord record;
            record.iteration = k;
            spectrum.measure(z, record, k == 11);
            const bool dense = k % 4 == 0 || k == 11;
            QCOMPARE(spectrum.found().density() != nullptr, dense);
            QCOMPARE(std::isfinite(record.lambda_max), dense || k == 10);
        }
    }

    /// The multipliers come from a step that forms nothing dense, and the sides of kinks are not all tried.
    void large_networks_do_without_dense_steps() {
        Experiment experiment = small_recurrent();
        elman_of(experiment).hidden = 45;  // 2,252 weights
        experiment.solvers.clear();
        const Results results = certify_only(experiment);
        const NetworkOutcome& start = *results.start;
        QVERIFY(std::isfinite(start.a_posteriori.log10_v) && std::isfinite(start.at_point.log10_v));
        QVERIFY(start.penalised && start.penalised->answer == Answer::not_decided);
    }

    void maps_need_a_finite_target() {
        Experiment experiment = small_recurrent();
        elman_of(experiment).steps = 600;
        experiment.start.deviation = 30;
        experiment.basin_map.emplace();
        verify_mentions(input_error([&] { map_network(experiment); }), "basin_map: found a start");
    }

    void maps_vary_deviation_and_tolerance() {
        Experiment experiment = small_recurrent();
        BasinMapSpec& map = experiment.basin_map.emplace();
        map.radius_min = 0.1;
        map.radius_max = 3;
        map.radius_count = 3;
        map.error_max = 0.5;
        map.error_count = 2;
        map.trials = 3;
        map.refinement = 0;
        map.max_iterations = 30;
        const Results results = run_experiment(experiment);
        QVERIFY(results.basin_map && results.basin_map->complete);
        for (const BasinMapCell& cell : results.basin_map->cells) {
            QCOMPARE(cell.trials, 3);
            QVERIFY(cell.median_objective > 0);
        }
        // Small weights go where the experiment's own small start went.
        QVERIFY(results.basin_map->cell(0, 0).successes > 0);
        const Results again = run_experiment(experiment);
        for (std::size_t i = 0; i < results.basin_map->cells.size(); ++i)
            QCOMPARE(again.basin_map->cells[i].median_objective,
                     results.basin_map->cells[i].median_objective);
    }

    void the_exactness_curve_falls_to_nothing() {
        Experiment experiment = small_recurrent();
        experiment.exactness = ExactnessSpec{.betas = {{1e-3, 1e-3, 1e-3}, {2, 2, 2}}, .max_iterations = 200};
        std::size_t told = 0;
        const Results results = run_experiment(experiment, [&](const RunEvent& event) {
            if (std::holds_alternative<SectionUpdate<ExactnessCurve>>(event)) ++told;
        });
        QCOMPARE(told, 3U);
        QVERIFY(results.exactness && results.exactness->complete);
        const auto& points = results.exactness->points;
        QVERIFY(points[0].violation_v > 100 * points[1].violation_v);
        QVERIFY(std::isfinite(results.exactness->a_posteriori.log10_v));
    }

    void weak_penalties_are_told() {
        Experiment experiment = small_recurrent();
        experiment.solvers.resize(1);
        elman_of(experiment).betas = {1e-4, 1e-4, 1e-4};
        const Results results = run_experiment(experiment);
        QVERIFY(results.runs[0].network->note.find("Multipliers touch the penalty weights") !=
                std::string::npos);
    }

    void exploding_recursions_diverge() {
        Experiment experiment = small_recurrent();
        elman_of(experiment).steps = 600;
        experiment.start.deviation = 30;
        experiment.solvers = {{"piecewise-affine", {}}, {"adam", {}}, {"sgd", {}}};
        const Results results = run_experiment(experiment);
        for (const SolverRun& run : results.runs) {
            QCOMPARE(run.result.termination, Termination::diverged);
            QVERIFY2(run.result.message.find("overflows at time step") != std::string::npos,
                     run.result.message.c_str());
        }
        experiment.start.deviation = 0.5;
        experiment.solvers = {{"clipped-gradient-descent", {{"learning_rate", 1e4}, {"clip", 1e9}}}};
        const SolveResult result = run_experiment(experiment).runs[0].result;
        QCOMPARE(result.termination, Termination::diverged);
        QVERIFY(result.x.allFinite());
    }

    void results_read_back() {
        Experiment experiment = small_recurrent();
        experiment.landscape = LandscapeSpec{.resolution = 5};
        experiment.exactness = ExactnessSpec{.betas = {{1, 1, 1}}, .max_iterations = 5};
        BasinMapSpec& map = experiment.basin_map.emplace();
        map.radius_count = map.error_count = 2;
        map.trials = 2;
        map.refinement = 0;
        map.max_iterations = 5;
        const Results results = run_experiment(experiment);
        const ScratchFolder folder;
        const auto where = folder.path() / "results";
        write_results(results, where);
        const Results back = read_results(where);
        QCOMPARE(results_to_json(back).dump(), results_to_json(results).dump());
        for (std::size_t i = 0; i < results.runs.size(); ++i) {
            QVERIFY(back.runs[i].network->outputs.train == results.runs[i].network->outputs.train);
            QVERIFY(back.runs[i].network->weights == results.runs[i].network->weights);
            QVERIFY(back.runs[i].network->outputs.test == results.runs[i].network->outputs.test);
        }
        QVERIFY(back.series->Y == results.series->Y);
        QCOMPARE(back.exactness->points[0].violation_v, results.exactness->points[0].violation_v);
        QCOMPARE(back.basin_map->cells[0].median_objective, results.basin_map->cells[0].median_objective);
    }

    void a_plane_may_be_changed_afterwards() {
        Experiment experiment = small_recurrent();
        experiment.landscape = LandscapeSpec{.resolution = 5};
        Results results = run_experiment(experiment);
        experiment.landscape->plane = PlaneKind::random;
        QVERIFY(can_redraw(results, experiment));
        const Results redrawn = redraw(std::move(results), experiment);
        QCOMPARE(redrawn.landscape->plane.kind, PlaneKind::random);
        QVERIFY(redrawn.landscape->plane.plane.origin == redrawn.minimiser.x);
    }
};

QTEST_APPLESS_MAIN(RecurrentRunnerTest)
#include "recurrent_runner_test.moc"
