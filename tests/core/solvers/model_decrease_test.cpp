// SPDX-License-Identifier: GPL-3.0-or-later
// What the models of steps promise: by their formulas, and in the units of the problem.
#include <cmath>
#include <map>
#include <string>

#include <QtTest/QTest>

#include "core/experiment/catalogue.h"
#include "core/problems/test_functions.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

struct Step {
    IterationRecord record;
    Vector x_before, x;
};

std::vector<Step> steps_of(const std::string& solver, const Problem& problem, const Vector& x0,
                           const std::map<std::string, ParameterValue>& parameters = {}) {
    std::vector<Step> steps;
    Vector before;
    SolverOptions options;
    options.stopping.max_iterations = 60;
    make_solver({solver, parameters}, options)->solve(problem, x0, [&](const IterationEvent& event) {
        steps.push_back({event.record, before, event.x});
        before = event.x;
        return Proceed::yes;
    });
    return steps;
}

/// -(g^T s + s^T H s / 2) with the exact Hessian.
double quadratic_decrease(const Problem& problem, const Step& step) {
    const auto evaluator = problem.evaluator();
    double value = 0;
    Vector g, Hs;
    const Vector s = step.x - step.x_before;
    evaluator->gradient(step.x_before, value, g);
    evaluator->hessian_product(step.x_before, s, Hs);
    return -(g.dot(s) + 0.5 * s.dot(Hs));
}

bool is_near(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance * std::max(std::abs(a), std::abs(b));
}

}  // namespace

class ModelDecreaseTest : public QObject {
    Q_OBJECT

  private slots:
    /// On a quadratic the model is the function.
    void onAQuadraticItIsTheDecrease() {
        const auto problem = make_quadratic(Vector::LinSpaced(5, 1, 100).asDiagonal(), Vector::Ones(5));
        for (const char* solver : {"newton", "damped-newton", "trust-region-newton"}) {
            const auto steps = steps_of(solver, *problem, Vector::Zero(5));
            QVERIFY2(steps.size() >= 2, solver);
            QVERIFY(std::isnan(steps[0].record.step.model_decrease));  // no step led there
            for (std::size_t k = 1; k < steps.size(); ++k) {
                const double fell = steps[k - 1].record.objective - steps[k].record.objective;
                if (!(fell > 1e-10 * steps[0].record.objective)) continue;
                QVERIFY2(is_near(steps[k].record.step.model_decrease, fell, 1e-8), solver);
            }
        }
    }

    /// Whole steps, shortened ones and those that end on the border of a ball.
    void itIsThatOfTheQuadraticModel() {
        const TestFunction valley = rosenbrock();
        int shortened = 0, seen = 0;
        for (const char* solver : {"damped-newton", "trust-region-newton"}) {
            const auto steps = steps_of(solver, *valley.problem, valley.start);
            for (std::size_t k = 1; k < steps.size(); ++k) {
                const double told = steps[k].record.step.model_decrease;
                QVERIFY2(told > 0, solver);
                if (told < 1e-12) continue;
                QVERIFY2(is_near(told, quadratic_decrease(*valley.problem, steps[k]), 1e-6), solver);
                ++seen;
                shortened += steps[k].record.step_length < 1 ? 1 : 0;
            }
        }
        QVERIFY(seen > 20 && shortened > 0);
    }

    /// The cubic term is part of the model, the damping of Levenberg and Marquardt is not.
    void otherModelsHaveTheirOwn() {
        const TestFunction valley = rosenbrock();
        const auto cubic = steps_of("cubic-newton", *valley.problem, valley.start);
        for (std::size_t k = 1; k < cubic.size(); ++k) {
            const double told = cubic[k].record.step.model_decrease;
            const double without = quadratic_decrease(*valley.problem, cubic[k]);
            QVERIFY(told > 0 && told <= without * (1 + 1e-6) + 1e-14);
        }
        const auto squares = steps_of("levenberg-marquardt", *valley.problem, valley.start);
        QVERIFY(cubic.size() > 5 && squares.size() > 5);
        for (std::size_t k = 1; k < squares.size(); ++k) {
            Matrix JTJ;
            double value = 0;
            Vector g;
            const auto evaluator = valley.problem->evaluator();
            evaluator->gradient(squares[k].x_before, value, g);
            evaluator->gauss_newton(squares[k].x_before, JTJ);
            const Vector s = squares[k].x - squares[k].x_before;
            const double model = -(g.dot(s) + 0.5 * s.dot(JTJ * s));
            if (model > 1e-12) QVERIFY(is_near(squares[k].record.step.model_decrease, model, 1e-6));
        }
    }

    /// Near the minimum every model tells the truth.
    void theModelOfAnApproximationPromisesItsOwn() {
        const SoftmaxCase made = softmax_case({.n = 60, .d = 4, .m = 10});
        const Vector x0 = start_at(made.minimiser, 0.05, 3);
        const auto exact = steps_of("newton", *made.problem, x0);
        QVERIFY(exact.size() >= 3);
        QVERIFY(is_near(exact[1].record.step.model_decrease,
                        exact[0].record.objective - exact[1].record.objective, 0.2));
        const auto rough = steps_of("approximate-newton", *made.problem, x0, {{"error", 0.3}});
        for (std::size_t k = 1; k < rough.size(); ++k) QVERIFY(rough[k].record.step.model_decrease > 0);
    }

    void solversWithoutAModelTellNothing() {
        const TestFunction valley = rosenbrock();
        for (const char* solver : {"gradient-descent", "lbfgs", "nesterov", "adam"})
            for (const Step& step : steps_of(solver, *valley.problem, valley.start))
                QVERIFY2(std::isnan(step.record.step.model_decrease), solver);
    }

    /// L times 2^400: solved in other units, told in those of the problem.
    void itIsInTheUnitsOfTheProblem() {
        SoftmaxData data =
            generate_softmax_instance({.n = 40, .d = 3, .m = 8, .activation = Activation::identity}).data;
        const SoftmaxRegression plain(data);
        data.A2 = data.A2 * std::ldexp(1.0, 300);
        data.b *= std::ldexp(1.0, 300);
        data.w *= std::ldexp(1.0, 300);
        const SoftmaxRegression scaled(std::move(data));
        QVERIFY(scaled.rescaled() != nullptr);
        const Vector x0 = Vector::Constant(3, 0.1);
        const auto here = steps_of("damped-newton", plain, x0), there = steps_of("damped-newton", scaled, x0);
        QVERIFY(here.size() >= 3 && there.size() >= 3);
        for (std::size_t k = 1; k < 3; ++k)
            QVERIFY(is_near(std::ldexp(here[k].record.step.model_decrease, 600),
                            there[k].record.step.model_decrease, 1e-6));
    }
};

QTEST_GUILESS_MAIN(ModelDecreaseTest)
#include "model_decrease_test.moc"
