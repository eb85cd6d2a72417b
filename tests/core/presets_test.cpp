// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/presets.h"

#include <map>
#include <string>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/experiment/runner.h"
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
    const auto labels = run_labels(results.runs);
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

    void too_crude() {
        const Results results = run_preset("too-crude");
        QCOMPARE(ending(results, "newton"), Termination::converged);
        QCOMPARE(ending(results, "approximate-newton-1"), Termination::indefinite);
        QCOMPARE(ending(results, "approximate-newton-2"), Termination::indefinite);
    }

    void many_unknowns() {
        // Without the certificate, which takes most of the time here and none of the story.
        const Experiment experiment = preset_experiment(*find_preset("many-unknowns"));
        QVERIFY(experiment.problem.instance.d >= 200 && experiment.problem.instance.n >= 4000);
        const PreparedProblem prepared = prepare(experiment);
        for (const SolverSpec& spec : experiment.solvers) {
            const SolveResult result =
                make_solver(spec, {experiment.stopping})->solve(*prepared.problem, prepared.x0);
            QVERIFY2(result.termination == Termination::converged, result.message.c_str());
        }
    }
};

QTEST_APPLESS_MAIN(PresetsTest)
#include "presets_test.moc"
