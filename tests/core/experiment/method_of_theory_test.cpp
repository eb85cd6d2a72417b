// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/method_of_theory.h"

#include <QTest>

#include "core/experiment/recurrent_solvers.h"

using namespace basin;

namespace {

SolverRun run_of(const char* name, bool begun = true) {
    SolverRun run;
    run.spec.name = name;
    if (begun) run.history.emplace_back();
    return run;
}

}  // namespace

class MethodOfTheoryTest : public QObject {
    Q_OBJECT

  private slots:
    void approximateNewtonComesFirst() {
        Experiment experiment;
        experiment.solvers = {
            {"newton", {}}, {"approximate-newton", {{"error", 0.05}}}, {"approximate-newton", {}}};
        QVERIFY(method_of_theory(experiment) == experiment.solvers[1]);
        experiment.solvers = {{"lbfgs", {}}};
        QCOMPARE(method_of_theory(experiment).name, std::string("newton"));
    }

    void theRunIsThatOfTheMethodOnceItHasBegun() {
        Results results;
        results.runs = {run_of("newton"), run_of("approximate-newton"), run_of("approximate-newton")};
        QVERIFY(run_of_theory(results) == std::size_t{1});
        results.runs[1].history.clear();
        results.runs[2].history.clear();
        QVERIFY(run_of_theory(results) == std::size_t{0});
        results.runs = {run_of("lbfgs")};
        QVERIFY(!run_of_theory(results));
    }

    void theFirstPiecewiseAffineElseTheDefault() {
        const SolverSpec chosen{"piecewise-affine", {{"error", 0.25}}};
        QVERIFY(piecewise_affine_solver({{"adam", {}}, chosen, {"piecewise-affine", {}}}) == chosen);
        QVERIFY(piecewise_affine_solver({{"adam", {}}}) == (SolverSpec{"piecewise-affine", {}}));
    }

    /// Networks may be trained for as long as one likes; what broke off, or rests on a slope, ended badly.
    void howRunsEndWell() {
        SolverRun run;
        const auto well = [&run](Termination end) {
            run.result.termination = end;
            return ended_well(run);
        };
        QVERIFY(well(Termination::converged));
        QVERIFY(!well(Termination::iteration_limit) && !well(Termination::stalled));
        run.network = std::make_shared<NetworkOutcome>();
        QVERIFY(well(Termination::iteration_limit) && well(Termination::time_limit) &&
                well(Termination::stalled));
        QVERIFY(!well(Termination::diverged) && !well(Termination::not_a_minimum) &&
                !well(Termination::indefinite));
        run.reached_kink = true;
        QVERIFY(well(Termination::stalled));
    }
};

QTEST_APPLESS_MAIN(MethodOfTheoryTest)
#include "method_of_theory_test.moc"
