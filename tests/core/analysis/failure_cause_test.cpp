// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/failure_cause.h"

#include <cmath>
#include <limits>

#include <QtTest/QTest>

#include "core/analysis/map_trials.h"
#include "core/experiment/runner.h"
#include "core/problems/function_problem.h"
#include "core/problems/test_functions.h"
#include "core/solvers/clipped_gradient_descent.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/newton.h"
#include "tests/support/small_experiment.h"

using namespace basin;

namespace {

/// sum of exp(x_i) - x_i: Newton's step from far to the left is exp(-x) long.
struct Exponential {
    static constexpr Smoothness smoothness = Smoothness::twice_differentiable;
    static constexpr std::string_view name = "Exponential";
    static constexpr double length = 1;
    double value(const Vector& x) const { return (x.array().exp() - x.array()).sum(); }
    void gradient(const Vector& x, Vector& g) const { g = x.array().exp() - 1; }
    void hessian(const Vector& x, Matrix& H) const { H.diagonal() = x.array().exp(); }
};

std::unique_ptr<Problem> exponential() {
    return make_function_problem(Exponential{}, Vector::Zero(1));
}

SolverOptions options(Index max_iterations) {
    SolverOptions options;
    options.stopping.max_iterations = max_iterations;
    return options;
}

ClippedGradientDescent descent(double rate, Index max_iterations) {
    return ClippedGradientDescent(options(max_iterations), {.learning_rate = rate, .clip = 1e300});
}

FailureCause cause_of(const Solver& solver, const Problem& problem, const Vector& start) {
    const SolveResult result = solver.solve(problem, start);
    const EndKind kind =
        result.termination == Termination::converged ? classify_end(problem, result.x).kind : EndKind::none;
    return failure_cause(result, kind, problem.smoothness() == Smoothness::piecewise_smooth);
}

Vector point(double a, double b) {
    return Eigen::Vector2d(a, b);
}

/// L = 1/2 x^2 with steps of the given length, in one unknown.
Index rises_of(double rate, Index steps) {
    return descent(rate, steps)
        .solve(*make_quadratic(Matrix::Ones(1, 1), Vector::Zero(1)), Vector::Ones(1))
        .way.rises();
}

WaySummary way_of(const std::vector<double>& values) {
    WaySummary way;
    for (const double value : values) way.add(value, 1);
    return way;
}

}  // namespace

class FailureCauseTest : public QObject {
    Q_OBJECT

  private slots:
    void wordsAreFoundAgain() {
        QCOMPARE(all_failure_causes.size(), failure_causes);
        for (const FailureCause cause : all_failure_causes) {
            QVERIFY(parse_failure_cause(to_string(cause)) == cause);
            QVERIFY(meaning(cause).ends_with('.') && !in_words(cause).empty());
        }
        QVERIFY(parse_failure_cause("none") == FailureCause::none && meaning(FailureCause::none).empty());
        QVERIFY(!parse_failure_cause("tired"));
    }

    void newtonWhereTheSurfaceBendsDownward() {
        QCOMPARE(cause_of(Newton(options(50)), *double_well().problem, point(0.1, 1)),
                 FailureCause::indefinite_hessian);
    }

    void newtonToTheOtherMinimum() {
        QCOMPARE(cause_of(Newton(options(50)), *double_well().problem, point(-1.4, 0.5)),
                 FailureCause::another_minimiser);
    }

    // On the ridge between two minima the gradient leads to the saddle.
    void descentToASaddle() {
        QCOMPARE(cause_of(descent(0.5, 200), *double_well().problem, point(0, 1)),
                 FailureCause::not_a_minimum);
    }

    void newtonOverflowsFromFarOut() {
        QCOMPARE(cause_of(Newton(options(50)), *exponential(), Vector::Constant(1, 800)),
                 FailureCause::overflow);
        // From 3 to the left of the minimum exp(3) - 1 to the right: e^16 is a rise, and back in steps of 1.
        const SolveResult far = Newton(options(10)).solve(*exponential(), Vector::Constant(1, -3));
        QCOMPARE(far.way.rises(), Index{1});
        QCOMPARE(cause_of(Newton(options(50)), *exponential(), Vector::Constant(1, -8)),
                 FailureCause::overflow);
    }

    // Steps of 2 / 0.9 of the curvature's inverse: each is 1.22 times as long as the one before.
    void descentOvershoots() {
        const auto bowl = make_quadratic(Matrix::Identity(2, 2), Vector::Zero(2));
        QCOMPARE(cause_of(descent(2.22, 60), *bowl, point(1, 1)), FailureCause::overshot);
        const SolveResult run = descent(2.22, 5000).solve(*bowl, point(1, 1));
        QCOMPARE(run.termination, Termination::diverged);
        QCOMPARE(failure_cause(run, EndKind::none, false), FailureCause::overshot);
        QCOMPARE(rises_of(2.22, 40), Index{40});
        QCOMPARE(rises_of(0.5, 40), Index{0});
    }

    // |x| + x^2/2 with steps of half the gradient: x = 1/3, -1/3, 1/3, ...
    void descentLeapsAcrossAKink() {
        const TestFunction kinked = absolute_values(1);
        const Vector start = *kinked.problem->minimiser() + Vector::Constant(1, 5);
        QCOMPARE(cause_of(descent(0.5, 200), *kinked.problem, start), FailureCause::kink_cycle);
        const SolveResult run = descent(0.5, 200).solve(*kinked.problem, start);
        QVERIFY(run.way.keeps_its_steps() && !run.way.still_falling());
        // Without kinks the same way is one of too long steps.
        QCOMPARE(failure_cause(run, EndKind::none, false), FailureCause::overshot);
        QVERIFY(cause_note(run, FailureCause::kink_cycle).starts_with("L is no lower than at iteration 128"));
    }

    void dampedNewtonStallsAtAKink() {
        const TestFunction kinked = absolute_values(3);
        QCOMPARE(cause_of(DampedNewton(options(200)), *kinked.problem, kinked.start), FailureCause::stalled);
    }

    void limitsComeTooSoon() {
        const TestFunction valley = rosenbrock();
        for (const Index steps : {0, 1, 2, 3, 17, 300})
            QCOMPARE(cause_of(descent(1e-3, steps), *valley.problem, valley.start),
                     FailureCause::still_falling);
    }

    void aStartThatIsNoNumberIsRefused() {
        QCOMPARE(cause_of(Newton(options(5)), *rosenbrock().problem, Vector::Constant(2, std::nan(""))),
                 FailureCause::refused);
    }

    void theEndIsComparedWithAQuarterOfTheWayBack() {
        for (const Index end : {1, 2, 3, 4, 5, 7, 8, 100, 127, 128, 129, 1000, 65535, 65536}) {
            WaySummary way;
            for (Index k = 0; k <= end; ++k) way.add(1.0 / static_cast<double>(k + 1), 1);
            QVERIFY(4 * way.mark() <= 3 * end && 8 * way.mark() >= 3 * (end - 1) - 8);
            QVERIFY(way.still_falling() && way.rises() == 0);
        }
        QCOMPARE(way_of({1}).mark(), Index{-1});
    }

    void roundingIsNoRiseAndNoFall() {
        QCOMPARE(way_of({1, 1 + 1e-13, 1, 1 + 1e-13}).rises(), Index{0});
        QCOMPARE(way_of({1, 2, 1, std::numeric_limits<double>::infinity()}).rises(), Index{2});
        QCOMPARE(way_of({1, std::nan(""), 1}).rises(), Index{0});
        QVERIFY(!way_of({1, 0.5, 0.5, 0.5, 0.5 - 1e-14, 0.5}).still_falling());
        QVERIFY(way_of({1, 0.5, 0.5, 0.5, 0.4, 0.5}).still_falling());
    }

    void aSettlingRunDoesNotKeepItsSteps() {
        WaySummary shrinking, growing;
        for (Index k = 0; k < 200; ++k) {
            shrinking.add(1, 1.0 / static_cast<double>(k + 1));
            growing.add(1, std::pow(1.1, static_cast<double>(k)));
        }
        QVERIFY(!shrinking.keeps_its_steps() && !growing.keeps_its_steps());
    }

    void countsAreToldWithTheLeadingOnes() {
        CauseCounts causes;
        QVERIFY(causes.leading() == FailureCause::none && shares_text(causes).empty());
        causes.add(FailureCause::none);
        QCOMPARE(causes.total(), Index{0});
        for (int k = 0; k < 4; ++k) causes.add(FailureCause::overshot);
        for (int k = 0; k < 9; ++k) causes.add(FailureCause::indefinite_hessian);
        causes.add(FailureCause::refused);
        QCOMPARE(causes.total(), Index{14});
        QCOMPARE(causes.leading(), FailureCause::indefinite_hessian);
        QCOMPARE(causes[FailureCause::refused], Index{1});
        QCOMPARE(shares_text(causes), std::string("9 indefinite Hessian, 4 overshot, 1 refused"));
    }

    void everyFailedTrialOfACellHasOneCause() {
        const TestFunction well = double_well();
        const Minimiser minimiser = [&] {
            Minimiser found;
            found.x = *well.problem->minimiser();
            return found;
        }();
        BasinMapSpec spec;
        spec.trials = 200;
        const MapTrials trials(*well.problem, minimiser, spec, {});
        const BasinMapCell cell = *trials.run({0, 0, 3}, 2, 0.1, 2, {});
        QCOMPARE(cell.causes.total(), cell.trials - cell.successes);
        QVERIFY(cell.causes[FailureCause::indefinite_hessian] > 0);
        QVERIFY(cell.causes[FailureCause::another_minimiser] > 0);
    }

    void runsOfAnExperimentTellTheirCause() {
        Experiment experiment = test::small_experiment().only("");
        experiment.stopping.max_iterations = 1;
        for (const SolverRun& run : run_experiment(experiment).runs) {
            QCOMPARE(run.cause == FailureCause::none, arrived(run));
            if (run.result.termination == Termination::iteration_limit)
                QVERIFY(run.result.message.find(cause_note(run.result, run.cause)) != std::string::npos);
        }
    }
};

QTEST_GUILESS_MAIN(FailureCauseTest)
#include "failure_cause_test.moc"
