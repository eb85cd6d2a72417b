// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/families/test_function/test_function_family.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QtTest/QTest>
#include <nlohmann/json.hpp>

#include "core/assess/assess.h"
#include "core/experiment/estimate.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/runner.h"
#include "core/experiment/solver_labels.h"
#include "core/io/experiment_json.h"
#include "core/io/experiment_paths.h"
#include "core/io/map_identity.h"
#include "core/io/presets.h"
#include "tests/support/every_solver.h"
#include "tests/support/input_errors.h"

using namespace basin;
using namespace basin::test;

namespace {

Experiment experiment_with(StandardFunction function) {
    Experiment experiment;
    experiment.problem = TestFunctionProblemSpec{.function = function};
    experiment.basin_radius.trials = 0;
    return experiment;
}

Experiment read(const std::string& problem, const std::string& rest = {}) {
    return parse_experiment(
        R"({"format": "basin-experiment", "version": 1, "problem": {"family": "test-function")" +
            (problem.empty() ? "" : ", " + problem) + "}" + rest + "}",
        "file");
}

TestFunctionProblemSpec& spec_of(Experiment& experiment) {
    return std::get<TestFunctionProblemSpec>(experiment.problem);
}

Experiment preset(const std::string& name) {
    return preset_experiment(*find_preset(name)).only("spectrum");
}

}  // namespace

class TestFunctionFamilyTest : public QObject {
    Q_OBJECT

  private slots:
    void everyFunctionIsReadAndWritten() {
        for (const StandardFunction function : all_standard_functions) {
            const Experiment experiment = experiment_with(function);
            experiment.validate();
            const auto json = experiment_to_json(experiment);
            const StandardFunctionInfo& info = info_of(function);
            QCOMPARE(json["problem"]["function"].get<std::string>(), std::string(info.word));
            QCOMPARE(json["problem"].contains("dimension"), info.has_dimension);
            QCOMPARE(json["problem"].contains("condition"), info.has_condition);
            QVERIFY(parse_experiment(json.dump(), "file") == experiment);
        }
        Experiment wide = read(R"("function": "quadratic", "dimension": 5, "condition": 100)");
        QVERIFY(spec_of(wide) ==
                (TestFunctionProblemSpec{
                    .function = StandardFunction::quadratic, .dimension = 5, .condition = 100}));
        QCOMPARE(unknowns(wide), Index{5});
        QCOMPARE(prepare(wide).problem->dimension(), Index{5});
    }

    void whatAFunctionHasNotIsRefused() {
        const auto refusal = [](const std::string& problem, const std::string& rest = {}) {
            return input_error([&] { read(problem, rest).validate(); });
        };
        verify_mentions(refusal(R"("function": "himmelblau", "dimension": 2)"),
                        "problem.dimension: found 2; expected none: this function has two unknowns");
        verify_mentions(refusal(R"("dimension": 3, "function": "booth")"), "problem.dimension");
        verify_mentions(refusal(R"("function": "rosenbrock", "condition": 10)"),
                        "problem.condition: found 10; expected none");
        verify_mentions(refusal(R"("function": "rosenbrock", "dimension": 1)"), "2 <= dimension <= 1000");
        verify_mentions(refusal(R"("function": "quadratic", "condition": 0.5)"), "condition");
        const std::string unknown = refusal(R"("function": "rastrigin")");
        for (const StandardFunction function : all_standard_functions)
            verify_mentions(unknown, std::string(to_string(function)));
        verify_mentions(refusal(R"("function": "beale", "n": 3)"), "\"n\"");
        verify_mentions(refusal("", R"(, "exactness": {})"), "a test function");
        verify_mentions(refusal("", R"(, "tradeoff": {})"), "a test function");
        verify_mentions(refusal("", R"(, "start": {"x0": [1, 2, 3]})"), "x0");
    }

    void fieldsAreSetByTheirPaths() {
        Experiment experiment = experiment_with(StandardFunction::quadratic);
        set_field(experiment, "problem.dimension", 7);
        QCOMPARE(unknowns(experiment), Index{7});
        set_field(experiment, "problem.function", "himmelblau");
        QCOMPARE(unknowns(experiment), Index{2});
        verify_mentions(input_error([&] { set_field(experiment, "problem.dimension", 7); }), "two unknowns");
        for (const FieldAt& field : fields_of(experiment)) QVERIFY(field.path != "problem.dimension");
    }

    void aMapBelongsToItsFunction() {
        Experiment experiment = experiment_with(StandardFunction::quadratic);
        experiment.basin_map = BasinMapSpec{};
        Experiment other = experiment;
        spec_of(other).condition = 1000;
        QVERIFY(map_identity(experiment) != map_identity(other));
        QVERIFY(!is_same_map(experiment, other));
        spec_of(experiment).function = spec_of(other).function = StandardFunction::himmelblau;
        QVERIFY(map_identity(experiment) == map_identity(other));  // which has no condition
        QVERIFY(is_same_map(experiment, other));
    }

    void minimisersAreVerified() {
        for (const StandardFunction function : all_standard_functions) {
            const PreparedProblem prepared = prepare(experiment_with(function));
            const char* word = info_of(function).word.data();
            QVERIFY2(prepared.minimiser.verified == info_of(function).is_regular, word);
            QVERIFY2((prepared.minimiser.x - known_minimisers(function).front()).norm() <= 1e-12, word);
            QVERIFY2(prepared.problem->minimiser().has_value(), word);  // distances are measured all the same
            // So far from it, as asked.
            QVERIFY(std::abs(prepared.minimiser.distance(prepared.x0) - StartSpec{}.radius) <= 1e-12);
        }
        verify_mentions(prepare(experiment_with(StandardFunction::flat_valley)).minimiser.note,
                        "known from the formula");
    }

    // Near a minimum everybody arrives, or says in one sentence why he cannot take the problem.
    void everySmoothSolverFindsTheMinimum() {
        for (const StandardFunction function :
             {StandardFunction::himmelblau, StandardFunction::three_hump_camel}) {
            Experiment experiment = experiment_with(function);
            experiment.start.radius = 0.05;
            experiment.stopping.max_iterations = 5000;
            experiment.stopping.gradient_tolerance = 1e-6;  // which first-order methods reach too
            experiment.solvers = every_solver(false);
            const PreparedProblem prepared = prepare(experiment);
            const Results results = run_experiment(experiment);
            QCOMPARE(results.runs.size(), experiment.solvers.size());
            for (const SolverRun& run : results.runs) {
                const std::string text = solver_text(run.spec) + ": " + run.result.message;
                if (make_solver(run.spec, {})->rejects(*prepared.problem)) {
                    QVERIFY2(run.result.termination == Termination::invalid_input, text.c_str());
                    QVERIFY2(!run.result.message.empty(), text.c_str());
                    continue;
                }
                if (run.spec.name == "clipped-gradient-descent") continue;  // its rate is the user's
                QVERIFY2(arrived(run), text.c_str());
                QVERIFY2(run.result.distance <= 1e-4, text.c_str());
            }
        }
    }

    void everyFunctionIsSolvedFromAfar() {
        for (const StandardFunction function : all_standard_functions) {
            Experiment experiment = experiment_with(function);
            experiment.start.radius = 0.5;
            experiment.solvers = {{"damped-newton", {}}, {"trust-region-newton", {}}, {"lbfgs", {}}};
            for (const SolverRun& run : run_experiment(experiment).runs) {
                const std::string text = std::string(to_string(function)) + ", " + run.result.message;
                QVERIFY2(run.result.termination == Termination::converged, text.c_str());
                // x_1^3 <= 1e-8 leaves x_1 at 2e-3.
                QVERIFY2(run.result.distance <= (info_of(function).is_regular ? 1e-5 : 1e-2), text.c_str());
            }
        }
    }

    void theCertificateIsExactWhereTheFormulaIs() {
        const auto certificate = [](StandardFunction function) {
            return certify_only(experiment_with(function)).certificate;
        };
        const Certificate bowl = certificate(StandardFunction::quadratic);
        QCOMPARE(bowl.M_certified_global, 0.0);
        QCOMPARE(bowl.M_certified, 0.0);
        QVERIFY(std::abs(bowl.l - 1) <= 1e-9);
        QVERIFY(std::isinf(bowl.guaranteed_radius_certified) && bowl.good_start_certified);
        QCOMPARE(bowl.energy_bound_certified, 0.0);
        const Certificate saddle = certificate(StandardFunction::saddle);
        QVERIFY(std::abs(saddle.M_certified - 6 * (1 + saddle.start_radius)) <= 1e-9);
        QVERIFY(saddle.M_estimate > 0 && saddle.M_estimate <= saddle.M_certified);
        // r M(r) = 6 r (1 + r) = 0.1 l.
        const double r = saddle.guaranteed_radius_certified;
        QVERIFY(std::abs(6 * r * (1 + r) - 0.1 * saddle.l) <= 1e-5);
        const Certificate rosenbrock = certificate(StandardFunction::rosenbrock);
        QVERIFY(rosenbrock.l > 0 && std::isnan(rosenbrock.M_certified));
        QVERIFY(rosenbrock.M_estimate > 0 && rosenbrock.guaranteed_radius > 0);
        QVERIFY(!(certificate(StandardFunction::flat_valley).l > 0));
    }

    void fourValleysAttractTheirStarts() {
        Experiment experiment = experiment_with(StandardFunction::himmelblau);
        experiment.start.x0 = MatrixSource{std::make_shared<const Matrix>(Eigen::Vector2d(-1, -1)), {}};
        experiment.landscape = LandscapeSpec{.resolution = 17, .extent = 2};
        experiment.attraction = AttractionSpec{.solver = std::string("damped-newton"), .resolution = 64};
        const Results results = run_experiment(experiment);
        QVERIFY(results.attraction != nullptr);
        for (const Vector& known : known_minimisers(StandardFunction::himmelblau))
            QVERIFY(std::ranges::any_of(
                results.attraction->minimisers,
                [&](const AttractionMinimiser& found) { return (found.x - known).norm() <= 1e-6; }));
        QVERIFY((results.attraction->minimisers.front().x - Eigen::Vector2d(3, 2)).norm() <= 1e-12);
    }

    void mapsAreThereWhereAMinimumCanBeTold() {
        Experiment experiment = experiment_with(StandardFunction::booth);
        experiment.basin_map = BasinMapSpec{};
        experiment.basin_map->radius_count = experiment.basin_map->error_count = 2;
        experiment.basin_map->trials = 3;
        const Results results = run_experiment(experiment);
        QVERIFY(results.basin_map && results.basin_map->complete);
        // With the exact Hessian one step is enough, from anywhere.
        for (Index k = 0; k < 2; ++k) {
            const BasinMapCell& cell = results.basin_map->cell(k, 0);
            QCOMPARE(cell.trials, Index{3});
            QCOMPARE(cell.successes, Index{3});
            QCOMPARE(cell.median_iterations, 1.0);
        }
        spec_of(experiment).function = StandardFunction::flat_valley;
        QVERIFY(run_experiment(experiment).basin_map == nullptr);
    }

    void itIsAssessedFromItsFormula() {
        Experiment experiment = experiment_with(StandardFunction::himmelblau);
        experiment.basin_radius.trials = 40;
        const Assessment assessment = assess(experiment, {.max_seconds = 20});
        const Question* minimum = assessment.find("minimum");
        QVERIFY(minimum && minimum->answer == Answer::yes);
        verify_mentions(to_text(minimum->words.front()), "no data to check");
        const Question* radius = assessment.find("safe_radius");
        QVERIFY(radius && !radius->figures.empty());
        const Assessment flat = assess(experiment_with(StandardFunction::flat_valley), {.max_seconds = 20});
        QVERIFY(flat.find("minimum")->answer == Answer::no);
        QVERIFY(flat.find("safe_radius")->answer == Answer::not_decided);
    }

    void itsCostIsNotEstimated() {
        Experiment experiment = experiment_with(StandardFunction::quadratic);
        experiment.solvers = {{"newton", {}}};
        verify_mentions(input_error([&] {
                            estimate_cost(experiment, {.sizes = {{"n", 10}, {"d", 10}}});
                        }),
                        "a test function");
    }

    // The presets show what their stories say.
    void theLongNarrowValleyIsFollowedByNewton() {
        const Results results = run_experiment(preset("long-narrow-valley"));
        const auto& runs = results.runs;
        QCOMPARE(runs.size(), 4u);
        QVERIFY(arrived(runs[0]) && runs[0].result.iterations <= 10);  // newton
        QVERIFY(arrived(runs[1]) && arrived(runs[2]));
        QVERIFY(!arrived(runs[3]) && runs[3].result.iterations == 500);  // gradient-descent
    }

    void theFourValleysAreFoundFromDifferentStarts() {
        const Experiment whole = preset_experiment(*find_preset("four-valleys"));
        QVERIFY(whole.attraction && whole.landscape);
        const Results results = run_experiment(preset("four-valleys"));
        for (const SolverRun& run : results.runs) QVERIFY2(arrived(run), run.result.message.c_str());
        QVERIFY(results.runs[0].result.distance > 1);  // another valley
        QVERIFY(results.runs[1].result.distance < 1e-5 && results.runs[2].result.distance < 1e-5);
        Experiment pictured = preset("four-valleys");
        pictured.landscape = whole.landscape;
        pictured.attraction = whole.attraction;
        pictured.attraction->resolution = 64;
        QVERIFY(run_experiment(pictured).attraction->minimisers.size() >= 4);
    }

    void oneStepIsEnoughOnABowl() {
        const Results results = run_experiment(preset("one-step"));
        const auto& runs = results.runs;
        QCOMPARE(runs.size(), 4u);
        for (const SolverRun& run : runs) QVERIFY2(arrived(run), run.result.message.c_str());
        QCOMPARE(runs[0].result.iterations, Index{1});
        QVERIFY(runs[1].result.iterations > 1 && runs[1].result.iterations < runs[2].result.iterations);
        QVERIFY(runs[3].result.iterations >= 500);
    }
};

QTEST_APPLESS_MAIN(TestFunctionFamilyTest)
#include "test_function_family_test.moc"
