// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/presets.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <QtTest/QTest>

#include "core/analysis/basin_radius.h"
#include "core/experiment/catalogue.h"
#include "core/experiment/prepared_problem.h"
#include "core/experiment/results_fold.h"
#include "core/experiment/runner.h"
#include "core/experiment/solver_labels.h"
#include "core/experiment/solver_stage.h"
#include "core/families/problem_of.h"
#include "core/io/preset_files.h"
#include "core/io/results_io.h"

using namespace basin;

namespace {

/// The preset's run without its pictures, which tell the same story.
Results run_preset(const std::string& name) {
    const Preset* preset = find_preset(name);
    if (!preset) throw std::invalid_argument(name);
    Experiment experiment = preset_experiment(*preset);
    experiment.landscape.reset();
    experiment.basin_map.reset();
    return run_experiment(experiment);
}

Termination ending(const Results& results, const std::string& label) {
    const auto labels = run_labels(results);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] == label) return results.runs[i].result.termination;
    }
    throw std::invalid_argument(label);
}

Index iterations(const Results& results, std::size_t run) {
    return results.runs[run].result.iterations;
}

bool all_converge(const Results& results) {
    for (const SolverRun& run : results.runs) {
        if (run.result.termination != Termination::converged) return false;
    }
    return !results.runs.empty();
}

}  // namespace

/// Each preset must show what its story says.
class PresetsTest : public QObject {
    Q_OBJECT

  private slots:
    void close_enough() {
        const Results results = run_preset("close-enough");
        QVERIFY(all_converge(results));
        QVERIFY(results.runs.size() >= 4);
        QVERIFY(iterations(results, 0) <= 6);                           // newton
        QVERIFY(iterations(results, 3) > 10 * iterations(results, 0));  // gradient-descent
    }

    void one_step_too_far() {
        const Results results = run_preset("one-step-too-far");
        QCOMPARE(ending(results, "newton"), Termination::indefinite);
        QVERIFY(iterations(results, 0) >= 1);
        QCOMPARE(ending(results, "damped-newton"), Termination::converged);
    }

    void one_lucky_seed() {
        const Results results = run_preset("one-lucky-seed");
        QVERIFY(all_converge(results));
        QVERIFY(results.repeats && results.repeats->is_complete());
        const auto& solvers = results.repeats->solvers;
        QCOMPARE(solvers[0].done(), Index{100});
        QVERIFY(solvers[0].arrived() > 15 && solvers[0].arrived() < 35);  // newton, "one of four"
        for (std::size_t i = 1; i < solvers.size(); ++i) QCOMPARE(solvers[i].arrived(), Index{100});
    }

    void crude_hessian() {
        const Results results = run_preset("crude-hessian");
        QVERIFY(all_converge(results));
        for (std::size_t i = 1; i < results.runs.size(); ++i) {
            QVERIFY(iterations(results, i) > iterations(results, i - 1));
        }
    }

    void pessimistic_theory() {
        const Results results = run_preset("pessimistic-theory");
        QVERIFY(all_converge(results));
        const Certificate& certificate = results.certificate;
        QVERIFY(!certificate.good_start);
        QVERIFY(certificate.start_radius > 1000 * certificate.guaranteed_radius);
    }

    void two_rulers() {
        // The counterexample of mathematics.md 1.4.
        const Results results = run_preset("two-rulers");
        QVERIFY(all_converge(results));
        const SolverRun& crude = results.runs[1];
        QVERIFY(std::abs(crude.history[1].contraction - 10.1) <= 0.01);
        QVERIFY(std::abs(crude.history[1].energy_contraction - 0.1015) <= 5e-5);
        QVERIFY(std::abs(crude.history[1].achieved_error - 0.1) <= 1e-12);
        const Certificate& certificate = results.certificate;
        QCOMPARE(certificate.M_certified_global, 0.0);
        // Proved from below: the rounding of a Hessian of norm 1 is taken off.
        QVERIFY(certificate.l <= 1e-4 && certificate.l >= 1e-4 - 1e-14);
        QVERIFY(certificate.good_start_certified && std::isinf(certificate.guaranteed_radius_certified));
        // The Euclidean bound is exceeded: no proof of anything.
        QCOMPARE(certificate.published_bound, 0.2);
        QVERIFY(std::isnan(certificate.published_bound_certified));
        QVERIFY(std::isnan(certificate.promised_iterations));
        QVERIFY(std::abs(certificate.energy_bound_certified - 0.1 / 0.9) <= 1e-15);
        QCOMPARE(certificate.kantorovich_h_certified, 0.0);
        QVERIFY(certificate.basin_radius_open);
    }

    void kink() {
        const Results results = run_preset("kink");
        const Minimiser& minimiser = results.minimiser;
        QVERIFY2(minimiser.verified && minimiser.on_kink(), minimiser.note.c_str());
        QCOMPARE(minimiser.stationarity.answer, Answer::yes);
        for (const SolverRun& run : results.runs) {
            QVERIFY2(run.result.message.find("sits on a kink") != std::string::npos,
                     run.result.message.c_str());
        }
        QVERIFY(std::ranges::any_of(results.runs, &SolverRun::reached_kink));
    }

    void too_crude() {
        const Results results = run_preset("too-crude");
        QCOMPARE(ending(results, "newton"), Termination::converged);
        QCOMPARE(ending(results, "approximate-newton (0.9)"), Termination::indefinite);
        QCOMPARE(ending(results, "approximate-newton (1.5)"), Termination::indefinite);
    }

    void too_many_to_count() {
        Experiment experiment = preset_experiment(*find_preset("too-many-to-count"));
        QVERIFY(!experiment.spectrum->is_full(softmax_of(experiment).instance.d));
        experiment.landscape.reset();
        experiment.solvers = {experiment.solvers.back()};
        const PreparedProblem prepared = prepare(experiment);
        QVERIFY2(prepared.minimiser.verified, prepared.minimiser.note.c_str());
        Results results;
        solver_stage(
            experiment, prepared, {}, [&](RunEvent event) { apply(results, std::move(event)); }, {}, nullptr);
        const auto& runs = results.runs;
        QCOMPARE(runs[0].result.termination, Termination::converged);
        QVERIFY(runs[0].is_estimated(0) && runs[0].densities[0] && runs[0].densities.back());
        // No solver of it forms a Hessian.
        QCOMPARE(runs[0].result.evaluations.hessians, 0);
    }

    void phase_diagram() {
        Experiment experiment = preset_experiment(*find_preset("phase-diagram"));
        QVERIFY(experiment.basin_map->refinement > 0);
        experiment.solvers.clear();
        experiment.landscape.reset();
        experiment.basin_map->refinement = 0;
        const Results results = run_experiment(experiment);
        const BasinMap& map = *results.basin_map;
        QCOMPARE(map.cell(0, 0).successes, map.cell(0, 0).trials);
        QCOMPARE(map.cell(map.radii.size() - 1, map.errors.size() - 1).successes, Index{0});
        QVERIFY(results.certificate.basin_radius > 10 * results.certificate.guaranteed_radius);
        // So that the figure marks it inside.
        QVERIFY(results.certificate.guaranteed_radius_certified > experiment.basin_map->radius_min);
    }

    void many_unknowns() {
        // Without the certificate, which takes most of the time here and none of the story.
        const Experiment experiment = preset_experiment(*find_preset("many-unknowns"));
        QVERIFY(softmax_of(experiment).instance.d >= 200 && softmax_of(experiment).instance.n >= 4000);
        const PreparedProblem prepared = prepare(experiment);
        for (const SolverSpec& spec : experiment.solvers) {
            const SolveResult result =
                make_solver(spec, {experiment.stopping})->solve(*prepared.problem, prepared.x0);
            QVERIFY2(result.termination == Termination::converged, result.message.c_str());
        }
    }

    /// Every approximation that arrives takes at least as many steps as the exact Hessian, which is why there
    /// is something to decide.
    void which_approximation_pays() {
        Experiment experiment = preset_experiment(*find_preset("which-approximation-pays"));
        experiment.landscape.reset();
        experiment.solvers.clear();
        experiment.basin_radius.trials = 0;
        experiment.tradeoff->runs = experiment.tradeoff->error_count = 1;
        const auto tradeoff = run_experiment(experiment).tradeoff;
        const auto exact =
            std::ranges::find(tradeoff->points, Approximation::exact, &TradeoffPoint::approximation);
        QVERIFY(exact != tradeoff->points.end() && exact->steps > 0);
        int arrived = 0;
        for (const TradeoffPoint& point : tradeoff->points) {
            arrived += std::isfinite(point.steps);
            QVERIFY2(std::isnan(point.steps) || point.steps >= exact->steps, setting_text(point).c_str());
        }
        QVERIFY(arrived >= 4);
    }

    void every_file_is_in_the_index() { QCOMPARE(preset_files().size(), presets().size() + 1); }
};

QTEST_APPLESS_MAIN(PresetsTest)
#include "presets_test.moc"
