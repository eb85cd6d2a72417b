// SPDX-License-Identifier: GPL-3.0-or-later
// NLopt's solvers: in any units, where L has no value, and with a bound on what they evaluate.
#include "core/solvers/quasi_newton.h"

#include <cmath>
#include <memory>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/experiment/prepared_problem.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "tests/support/one_variable.h"

using namespace basin;
using namespace basin::test;

namespace {

/// L(x) = (unit^2 / 2) f_2(x)^2 + (unit^2 / 2) x^2, f_2 the share of the second of two rows, 0 and 1.
std::unique_ptr<SoftmaxRegression> two_rows(double unit) {
    SoftmaxData data;
    data.A1 = Matrix(Vector::Unit(2, 1));
    data.A2 = unit * Vector::Unit(2, 1).transpose();
    data.b = Vector::Zero(1);
    data.w = Vector::Constant(2, unit);
    data.activation = Activation::identity;
    return std::make_unique<SoftmaxRegression>(std::move(data));
}

SolverOptions with(double tolerance, Index iterations) {
    SolverOptions options;
    options.stopping.gradient_tolerance = tolerance;
    options.stopping.max_iterations = iterations;
    return options;
}

std::vector<std::unique_ptr<Solver>> both(const SolverOptions& options) {
    std::vector<std::unique_ptr<Solver>> solvers;
    solvers.push_back(std::make_unique<Lbfgs>(options));
    solvers.push_back(std::make_unique<TruncatedNewton>(options));
    return solvers;
}

Experiment drawn_network(std::uint64_t seed) {
    Experiment experiment;
    ElmanProblemSpec problem;
    problem.hidden = 2;
    problem.inputs = 1;
    problem.outputs = 2;
    problem.steps = 14;
    problem.tau = 1e-6;
    problem.noise = 1;
    problem.seed = experiment.start.seed = seed;
    experiment.problem = problem;
    experiment.start.deviation = 1;
    return experiment;
}

}  // namespace

class QuasiNewtonTest : public QObject {
    Q_OBJECT

  private slots:
    void unitsOfLChangeNoDecision() {
        for (const double unit : {std::exp2(-60), 1.0, 3.0, 3e4, 1e9, std::exp2(60)}) {
            const auto problem = two_rows(unit);
            for (const auto& solver : both({})) {
                const SolveResult result = solver->solve(*problem, Vector::Ones(1));
                QVERIFY2(result.termination == Termination::converged, result.message.c_str());
                QVERIFY2(result.iterations <= 12, result.message.c_str());
            }
        }
    }

    // NLopt knows lengths and sizes of its own, such as a difference step of 3e-8.
    void powersOfTwoChangeNoIterate() {
        SoftmaxInstanceSpec spec;
        spec.n = 30;
        spec.d = 4;
        spec.m = 3;
        spec.activation = Activation::identity;
        const SoftmaxInstance instance = generate_softmax_instance(spec);
        const Vector x0 = instance.x_planted + Vector::Constant(4, 0.3);
        const SoftmaxRegression plain(instance.data);
        for (const auto& [of_L, of_x] : {std::pair{9, 0}, {-9, 0}, {0, 7}, {0, -7}, {30, -20}, {-200, 90}}) {
            SoftmaxData data = instance.data;
            data.A1 = Matrix(data.A1.dense() * std::exp2(-of_x));
            data.A2 *= std::exp2(of_L);
            data.b *= std::exp2(of_L);
            data.w *= std::exp2(of_L);  // the logits do not change
            const SoftmaxRegression scaled(std::move(data));
            for (std::size_t i = 0; i < 2; ++i) {
                const auto solvers = both(with(1e-10, 60));
                const SolveResult expected = solvers[i]->solve(plain, x0);
                const SolveResult found = solvers[i]->solve(scaled, x0 * std::exp2(of_x));
                QCOMPARE(found.termination, expected.termination);
                QCOMPARE(found.iterations, expected.iterations);
                QCOMPARE(found.evaluations.gradients, expected.evaluations.gradients);
                QVERIFY(found.x == expected.x * std::exp2(of_x));
            }
        }
    }

    // Tolerances below what double precision can reach: they end, and evaluate no more than is promised.
    void evaluationsAreBounded_data() {
        QTest::addColumn<double>("tolerance");
        QTest::addColumn<quint64>("seed");
        for (const double tolerance : {1e-10, 1e-16, 1e-300}) {
            for (quint64 seed = 1; seed <= 6; ++seed)
                QTest::addRow("%g %d", tolerance, int(seed)) << tolerance << seed;
        }
    }
    void evaluationsAreBounded() {
        QFETCH(const double, tolerance);
        QFETCH(const quint64, seed);
        const PreparedProblem prepared = prepare(drawn_network(seed));
        const Index most = most_trials_between_records(prepared.x0.size());
        StoppingRule stopping;
        stopping.gradient_tolerance = tolerance;
        // Without a clock, as in a map or in a basin of attraction.
        for (const auto& solver : both(trial_options(stopping, 50))) {
            Index last = 0;
            const SolveResult result =
                solver->solve(*prepared.problem, prepared.x0, [&](const IterationEvent& event) {
                    const Index now = event.record.evaluations.gradients;
                    if (now - last > most)
                        qFatal("%lld evaluations for one iteration", (long long)(now - last));
                    last = now;
                    return Proceed::yes;
                });
            QVERIFY(result.evaluations.gradients <= (result.iterations + 1) * most + 1);
            QVERIFY(result.iterations <= 50);
        }
    }

    // A first step may lead to where L has no value; there is a shorter one.
    void trialsWithoutAValueTurnBack() {
        const FunctionOfOne function{
            [](double x) {
                return x < 1.25 ? std::exp(3 * x) - 3 * x : std::numeric_limits<double>::infinity();
            },
            [](double x) { return 3 * std::exp(3 * x) - 3; }, [](double x) { return 9 * std::exp(3 * x); }};
        const OneVariable problem(function);
        for (const double start : {-40.0, -3.0, 1.2}) {
            for (const auto& solver : both(with(1e-10, 200))) {
                const SolveResult result = solver->solve(problem, Vector::Constant(1, start));
                QVERIFY2(result.termination == Termination::converged, result.message.c_str());
                QVERIFY(std::abs(result.x[0]) <= 1e-8);
            }
        }
        for (const auto& solver : both({})) {
            const SolveResult result = solver->solve(problem, Vector::Constant(1, 2));
            QVERIFY2(result.termination == Termination::evaluation_failed, result.message.c_str());
        }
    }

    // Where the surface is rugged, only short steps lower L: those are tried before a run is told to be
    // stuck.
    void shorterFirstStepsAreTried() {
        // Waves of length 6e-9 and height 1e-3 in a bowl that drowns them from 3e-5 on.
        const double k = 1e9;
        const OneVariable problem({[k](double x) { return 1 + 1e6 * x * x + 1e-3 * std::sin(k * x); },
                                   [k](double x) { return 2e6 * x + 1e-3 * k * std::cos(k * x); },
                                   [k](double x) { return 2e6 - 1e-3 * k * k * std::sin(k * x); }});
        for (const auto& solver : both(with(1e-10, 50))) {
            const SolveResult result = solver->solve(problem, Vector::Zero(1));
            QVERIFY2(result.iterations >= 1 && result.objective < 1 - 1e-4, result.message.c_str());
        }
    }

    void aMessageClaimsWhatWasTried() {
        // The slope says down, the value never falls: no step lowers L.
        const OneVariable problem({[](double x) { return 1 + std::abs(x - 1); }, [](double) { return 1.0; },
                                   [](double) { return 0.0; }});
        for (const auto& solver : both({})) {
            const SolveResult result = solver->solve(problem, Vector::Ones(1));
            QVERIFY2(result.termination == Termination::stalled, result.message.c_str());
            const std::string tried = std::to_string(result.evaluations.gradients - 1) + " points tried";
            QVERIFY2(result.message.find(tried) != std::string::npos, result.message.c_str());
        }
    }

    void aStopIsHeededInsideAPass() {
        std::stop_source stop;
        Index evaluations = 0;
        const FunctionOfOne slow{[&](double x) {
                                     if (++evaluations == 3) stop.request_stop();
                                     return std::cosh(x) + 0.1 * std::sin(30 * x);
                                 },
                                 [](double x) { return std::sinh(x) + 3 * std::cos(30 * x); },
                                 [](double x) { return std::cosh(x) - 90 * std::sin(30 * x); }};
        const OneVariable problem(slow);
        for (const auto& solver : both({})) {
            stop = std::stop_source();
            evaluations = 0;
            const SolveResult result = solver->solve(problem, Vector::Constant(1, 5), {}, stop.get_token());
            QVERIFY2(result.termination == Termination::stopped, result.message.c_str());
            QVERIFY(evaluations <= 4);
        }
    }

    // Files of earlier versions give it; it was of a preconditioner that is gone.
    void memoryOfTruncatedNewtonIsReadAndMeansNothing() {
        const SolverSpec spec{"truncated-newton", {{"memory", std::uint64_t{7}}}};
        validate_solver(spec, "solvers[0]");
        QVERIFY(!matters(spec, "memory"));
        for (const SolverInfo& info : solver_catalogue())
            if (info.name == spec.name) QVERIFY(info.parameters.empty());
        QVERIFY(matters({"lbfgs", {}}, "memory"));
    }
};

QTEST_APPLESS_MAIN(QuasiNewtonTest)
#include "quasi_newton_test.moc"
