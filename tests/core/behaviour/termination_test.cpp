// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

#include <QtTest/QTest>

#include "core/numeric/input_error.h"
#include "core/problems/test_functions.h"
#include "tests/support/all_solvers.h"
#include "tests/support/probed_problem.h"

using namespace basin;
using namespace basin::test;

namespace {

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Vector near_minimiser(const TestFunction& function) {
    return *function.problem->minimiser() + Vector::Constant(function.start.size(), 0.01);
}

/// The i-th gradient evaluation and all after it are not finite.
ProbedProblem failing_after(const Problem& problem, int evaluations, int& count) {
    return ProbedProblem(problem, [&count, evaluations](Evaluation kind, const Vector&) {
        if (kind == Evaluation::gradient) ++count;
        return count > evaluations ? EvalStatus::not_finite : EvalStatus::ok;
    });
}

}  // namespace

class TerminationTest : public QObject {
    Q_OBJECT

  private slots:
    void converged() {
        const TestFunction function = beale();
        SolverOptions options;
        options.stopping.max_iterations = 5000;  // for gradient-descent
        for (const auto& solver : all_solvers(options)) {
            const SolveResult result = solver->solve(*function.problem, near_minimiser(function));
            QVERIFY2(result.termination == Termination::converged, result.message.c_str());
            QVERIFY(contains(result.message, "Converged after"));
        }
    }

    void convergedAtTheStart() {
        const TestFunction function = beale();
        for (const auto& solver : all_solvers({})) {
            const SolveResult result = solver->solve(*function.problem, *function.problem->minimiser());
            QCOMPARE(result.termination, Termination::converged);
            QCOMPARE(result.iterations, Index{0});
        }
    }

    void iterationLimit() {
        const TestFunction function = rosenbrock();
        SolverOptions options;
        for (const Index limit : {0, 2}) {
            options.stopping.max_iterations = limit;
            for (const auto& solver : all_solvers(options)) {
                const SolveResult result = solver->solve(*function.problem, near_minimiser(function));
                QCOMPARE(result.termination, Termination::iteration_limit);
                QCOMPARE(result.iterations, limit);
                QVERIFY(contains(result.message, "max_iterations"));
            }
        }
    }

    void timeLimit() {
        const TestFunction function = rosenbrock();
        const ProbedProblem slow(*function.problem, [](Evaluation, const Vector&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            return EvalStatus::ok;
        });
        SolverOptions options;
        options.stopping.max_seconds = 1e-3;
        for (const auto& solver : all_solvers(options)) {
            const SolveResult result = solver->solve(slow, near_minimiser(function));
            QCOMPARE(result.termination, Termination::time_limit);
            QCOMPARE(result.iterations, Index{0});
            QVERIFY(contains(result.message, "max_seconds"));
        }
    }

    void observingIsNotTimed() {
        const TestFunction function = beale();
        SolverOptions options;
        options.stopping.max_seconds = 0.05;
        const Observer slow = [](const IterationEvent&) {
            std::this_thread::sleep_for(std::chrono::milliseconds(60));
            return Proceed::yes;
        };
        const SolveResult result = Newton(options).solve(*function.problem, near_minimiser(function), slow);
        QCOMPARE(result.termination, Termination::converged);
        QVERIFY(result.seconds < 0.05);
    }

    void stoppedByTheToken() {
        const TestFunction function = rosenbrock();
        for (const auto& solver : all_solvers({})) {
            std::stop_source source;
            const Observer stop_at_two = [&](const IterationEvent& event) {
                if (event.record.iteration == 2) source.request_stop();
                return Proceed::yes;
            };
            const SolveResult result =
                solver->solve(*function.problem, near_minimiser(function), stop_at_two, source.get_token());
            QCOMPARE(result.termination, Termination::stopped);
            QCOMPARE(result.iterations, Index{2});
        }
    }

    void stoppedByTheObserver() {
        const TestFunction function = rosenbrock();
        const Observer stop_at_once = [](const IterationEvent&) { return Proceed::stop; };
        for (const auto& solver : all_solvers({})) {
            const SolveResult result =
                solver->solve(*function.problem, near_minimiser(function), stop_at_once);
            QCOMPARE(result.termination, Termination::stopped);
            QCOMPARE(result.iterations, Index{0});
        }
    }

    void exceptionsOfTheObserverPassThrough() {
        const TestFunction function = rosenbrock();
        const Observer throws = [](const IterationEvent&) -> Proceed {
            throw std::runtime_error("from outside");
        };
        for (const auto& solver : all_solvers({})) {
            QVERIFY_EXCEPTION_THROWN(solver->solve(*function.problem, near_minimiser(function), throws),
                                     std::runtime_error);
        }
    }

    void diverged() {
        // The Hessian is nearly singular there: one step of the approximate method goes 10^5 away.
        const TestFunction function = powell_singular();
        const ApproximateNewton solver({}, {.error = 0.5});
        const SolveResult result = solver.solve(*function.problem, near_minimiser(function));
        QCOMPARE(result.termination, Termination::diverged);
        QVERIFY(contains(result.message, "L has risen from "));
        QVERIFY(result.x.allFinite());
    }

    void stalled() {
        const TestFunction function = beale();
        SolverOptions options;
        options.stopping.gradient_tolerance = 1e-300;
        options.stopping.max_iterations = 100000;
        const Vector x0 = *function.problem->minimiser() + Vector::Constant(2, 0.013);
        for (const auto& solver : all_solvers(options)) {
            const SolveResult result = solver->solve(*function.problem, x0);
            // A method may also hit the point where the gradient is zero to the last bit.
            const bool exact = result.termination == Termination::converged && result.gradient_norm == 0;
            QVERIFY2(exact || result.termination == Termination::stalled, result.message.c_str());
            QVERIFY(result.distance < 1e-7);
        }
    }

    void stalledOnAKink() {
        const TestFunction function = absolute_values(3);
        const SolveResult result = DampedNewton().solve(*function.problem, function.start);
        QCOMPARE(result.termination, Termination::stalled);
        QVERIFY(contains(result.message, "lowers L"));
    }

    void indefinite() {
        const TestFunction function = himmelblau();
        const Vector x0 = Eigen::Vector2d(-0.27, -0.92);
        for (const auto& result :
             {Newton().solve(*function.problem, x0), ApproximateNewton().solve(*function.problem, x0)}) {
            QCOMPARE(result.termination, Termination::indefinite);
            QVERIFY(contains(result.message, "at iteration 0 has the eigenvalue −"));
            QVERIFY(result.x == x0);
        }
    }

    void evaluationFailedAtTheStart() {
        const TestFunction function = beale();
        for (const auto& solver : all_solvers({})) {
            int count = 0;
            const SolveResult result =
                solver->solve(failing_after(*function.problem, 0, count), near_minimiser(function));
            QCOMPARE(result.termination, Termination::evaluation_failed);
            QVERIFY(contains(result.message, "the start"));
        }
    }

    void evaluationFailedOnTheWay() {
        const TestFunction function = beale();
        for (const auto& solver : all_solvers({})) {
            int count = 0;
            const SolveResult result =
                solver->solve(failing_after(*function.problem, 2, count), near_minimiser(function));
            const bool line_search_refused = result.termination == Termination::stalled;
            // Adam has climbed by then, which is how divergence looks.
            const bool climbing = solver->name() == "adam" && result.termination == Termination::diverged;
            QVERIFY2(result.termination == Termination::evaluation_failed || line_search_refused || climbing,
                     result.message.c_str());
            QVERIFY(result.x.allFinite());
            QVERIFY(std::isfinite(result.objective));
        }
    }

    void evaluationFailedInTheHessian() {
        const TestFunction function = beale();
        const ProbedProblem problem(*function.problem, [](Evaluation kind, const Vector&) {
            return kind == Evaluation::hessian ? EvalStatus::not_finite : EvalStatus::ok;
        });
        Index records = 0;
        const Observer count = [&records](const IterationEvent&) {
            ++records;
            return Proceed::yes;
        };
        for (const auto& solver :
             {std::unique_ptr<Solver>(new Newton), std::unique_ptr<Solver>(new DampedNewton)}) {
            records = 0;
            const SolveResult result = solver->solve(problem, near_minimiser(function), count);
            QCOMPARE(result.termination, Termination::evaluation_failed);
            QCOMPARE(records, Index{1});
        }
    }

    void invalidInput() {
        const TestFunction function = beale();
        for (const auto& solver : all_solvers({})) {
            const SolveResult wrong_size = solver->solve(*function.problem, Vector::Zero(3));
            QCOMPARE(wrong_size.termination, Termination::invalid_input);
            QVERIFY(contains(wrong_size.message, "3 entries"));
            const SolveResult not_finite =
                solver->solve(*function.problem, Vector::Constant(2, not_applicable));
            QCOMPARE(not_finite.termination, Termination::invalid_input);
        }
    }

    void optionsOutOfRange() {
        SolverOptions options;
        options.stopping.gradient_tolerance = 0;
        QVERIFY_EXCEPTION_THROWN(Newton{options}, InputError);
        options = {};
        options.stopping.max_seconds = not_applicable;
        QVERIFY_EXCEPTION_THROWN(Newton{options}, InputError);
        options = {};
        options.spectrum.every = -1;
        QVERIFY_EXCEPTION_THROWN(Newton{options}, InputError);
        QVERIFY_EXCEPTION_THROWN((ApproximateNewton({}, {.error = -0.1})), InputError);
        QVERIFY_EXCEPTION_THROWN((ApproximateNewton({}, {.error = 11})), InputError);
        QVERIFY_EXCEPTION_THROWN((DampedNewton({}, {.line_search = {.shrink = 1}})), InputError);
        QVERIFY_EXCEPTION_THROWN((GradientDescent({}, {.line_search = {}, .growth = 0.5})), InputError);
        QVERIFY_EXCEPTION_THROWN((Lbfgs({}, {.memory = 0})), InputError);
    }

    void messagesOfBadOptionsNameFieldValueAndConstraint() {
        StoppingRule rule;
        rule.max_iterations = -3;
        try {
            rule.validate();
            QFAIL("accepted");
        } catch (const InputError& error) {
            QCOMPARE(error.what(), "max_iterations: found -3; expected a whole number >= 0");
        }
    }
};

QTEST_APPLESS_MAIN(TerminationTest)
#include "termination_test.moc"
