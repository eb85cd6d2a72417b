// SPDX-License-Identifier: GPL-3.0-or-later
// When a run has converged, and when it has diverged: the one rule of mathematics.md 1.6.
#include <cmath>
#include <string>

#include <QTest>

#include "core/experiment/catalogue.h"
#include "core/numeric/input_error.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/gradient_sizes.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/solvers/clipped_gradient_descent.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/newton.h"
#include "core/solvers/quasi_newton.h"

using namespace basin;

namespace {

SolverOptions options_with(double tolerance, Index iterations = 20000) {
    SolverOptions options;
    options.stopping = {.gradient_tolerance = tolerance, .max_iterations = iterations, .max_seconds = 1e6};
    return options;
}

/// Whether the gradient at x counts as zero, by sizes that no run has had its hands on.
bool vanishes_at(const Problem& problem, const Vector& x, double tolerance) {
    const auto evaluator = problem.evaluator();
    double objective = 0;
    Vector g;
    GradientSizes sizes;
    return evaluator->gradient(x, objective, g) == EvalStatus::ok &&
           evaluator->gradient_sizes(x, sizes) == EvalStatus::ok && gradient_vanishes(g, sizes, tolerance);
}

/// Solvers that converge from anywhere on a convex problem.
std::vector<SolverSpec> descents() {
    return {{"damped-newton", {}},       {"gradient-descent", {}}, {"nesterov", {}},
            {"trust-region-newton", {}}, {"cubic-newton", {}},     {"levenberg-marquardt", {}}};
}

/// Targets of 600 steps that grow through W = I, which multiplies gradients by 600 squared at the start.
ElmanTraining long_series() {
    ElmanTraining training;
    training.hidden = 2;
    training.series.X = Matrix::Ones(1, 540);
    training.series.Y.resize(1, 540);
    for (Index t = 0; t < 540; ++t) training.series.Y(0, t) = static_cast<double>(t % 5 + 1);
    training.series.X_test.resize(1, 0);
    training.series.Y_test.resize(1, 0);
    return training;
}

Vector steep_start(const ElmanShape& shape) {
    Vector theta = Vector::Zero(shape.parameters());
    MutableWeights parts = parts_of(shape, theta.data());
    parts.A.setOnes();
    parts.W.setIdentity();
    parts.V.setOnes();
    return theta;
}

}  // namespace

class VanishingGradientTest : public QObject {
    Q_OBJECT

  private slots:
    void problems_without_a_residual_end_data() { add_descents(); }
    void problems_without_a_residual_end() {
        QFETCH(SolverSpec, solver);
        SoftmaxInstance instance = generate_softmax_instance(
            {.n = 30, .d = 3, .m = 6, .activation = Activation::identity, .ridge = 0, .noise = 0, .seed = 4});
        const SoftmaxRegression problem(instance.data);
        const Vector x0 = instance.x_planted + Vector::Constant(3, 0.05);
        ends_converged(problem, solver, x0);
    }
    void problems_with_a_ridge_only_end_data() { add_descents(); }
    void problems_with_a_ridge_only_end() {
        QFETCH(SolverSpec, solver);
        SoftmaxData data = generate_softmax_instance({.n = 30, .d = 3, .m = 2, .ridge = 1, .seed = 4}).data;
        data.A2.setZero();
        data.b.setZero();
        ends_converged(SoftmaxRegression(data), solver, Eigen::Vector3d(1, -2, 3));
    }
    void minimisers_at_zero_are_reached_data() { add_descents(); }
    void minimisers_at_zero_are_reached() {
        QFETCH(SolverSpec, solver);
        SoftmaxData data =
            generate_softmax_instance({.n = 30, .d = 3, .m = 6, .activation = Activation::tanh, .seed = 4})
                .data;
        data.b = (data.A2.rowwise().mean()).array().tanh();  // h(z) at x = 0
        ends_converged(SoftmaxRegression(data), solver, Eigen::Vector3d(0.1, -0.2, 0.1));
    }

    /// |grad| = 1.39 after a start of 1e9 is not 0.
    void a_steep_start_does_not_loosen_the_test() {
        const ElmanRnn problem(long_series());
        const Vector theta = steep_start(problem.training().shape());
        const SolveResult result = GradientDescent(options_with(1e-8, 50)).solve(problem, theta);
        QVERIFY2(result.termination == Termination::iteration_limit, result.message.c_str());
        QVERIFY(!vanishes_at(problem, result.x, 1e-8));
    }

    /// However steep the start, the run ends where sizes of the end say so.
    void ends_are_judged_where_they_are() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const SoftmaxInstance instance =
                generate_softmax_instance({.n = 40, .d = 4, .m = 8, .seed = seed});
            const SoftmaxRegression problem(instance.data);
            for (const double away : {0.01, 1.0, 30.0}) {
                const Vector x0 = instance.x_planted + Vector::Constant(4, away);
                for (const double tolerance : {1e-6, 1e-10}) {
                    const SolveResult result = DampedNewton(options_with(tolerance, 500)).solve(problem, x0);
                    const bool converged = result.termination == Termination::converged;
                    QCOMPARE(converged, vanishes_at(problem, result.x, tolerance));
                }
            }
        }
    }

    /// The sizes are not taken at every iterate, and no end is missed for that.
    void no_end_is_passed_by() {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const SoftmaxInstance instance =
                generate_softmax_instance({.n = 40, .d = 3, .m = 8, .seed = seed});
            const SoftmaxRegression problem(instance.data);
            std::vector<Vector> before;
            const SolveResult result =
                Newton(options_with(1e-9))
                    .solve(problem, instance.x_planted, [&](const IterationEvent& event) {
                        if (!event.is_last) before.push_back(event.x);
                        return Proceed::yes;
                    });
            if (result.termination != Termination::converged) continue;
            for (const Vector& x : before) QVERIFY(!vanishes_at(problem, x, 1e-9));
        }
    }

    /// Weights of size 3e8 are no divergence while L falls.
    void a_distance_is_no_divergence() {
        ElmanTraining training;
        training.hidden = 1;
        training.activation.kind = Activation::tanh;
        training.series.X = Eigen::RowVector4d(1, 2, 3, 4);
        training.series.Y = 1e8 * Eigen::RowVector4d(3, 3.1, 2.9, 3.2);
        training.series.X_test.resize(1, 0);
        training.series.Y_test.resize(1, 0);
        training.lambdas = TikhonovWeights{};
        const ElmanRnn problem(training);
        const Vector theta = random_weights(training.shape(), 0.1, 1);
        const SolveResult newton = DampedNewton(options_with(1e-8, 3000)).solve(problem, theta);
        QVERIFY2(newton.termination == Termination::converged, newton.message.c_str());
        const SolveResult descent = GradientDescent(options_with(1e-8, 300)).solve(problem, theta);
        QVERIFY2(descent.termination != Termination::diverged, descent.message.c_str());
    }

    /// A fixed rate far above what is stable: L rises at every step.
    void a_rise_without_end_is_divergence() {
        const SoftmaxRegression problem(
            generate_softmax_instance({.n = 30, .d = 3, .m = 2, .ridge = 1, .seed = 4}).data);
        for (const double size : {1e-3, 1.0, 1e3}) {
            const SolveResult result =
                ClippedGradientDescent(options_with(1e-8), {.learning_rate = 100, .clip = 1e300})
                    .solve(problem, Vector::Constant(3, size));
            QVERIFY2(result.termination == Termination::diverged, result.message.c_str());
            QVERIFY(result.message.find("L has risen") != std::string::npos);
            QVERIFY(result.message.find("nan") == std::string::npos);
        }
    }

    void tolerances_that_are_always_met_are_refused() {
        for (const double tolerance : {0.0, -1.0, 1.01e-3, 0.5, 1.0, std::nan("")}) {
            try {
                Newton solver(options_with(tolerance));
                QFAIL("accepted");
            } catch (const InputError& error) {
                const std::string what = error.what();
                QVERIFY2(what.starts_with("gradient_tolerance: found "), what.c_str());
                QVERIFY2(what.ends_with("expected 0 < gradient_tolerance <= 0.001"), what.c_str());
            }
        }
        Newton solver(options_with(1e-3));
    }

    /// A message gives the number that the tolerance is compared with.
    void messages_tell_the_rule() {
        const SoftmaxInstance instance = generate_softmax_instance({.n = 40, .d = 3, .m = 8});
        const SoftmaxRegression problem(instance.data);
        const Vector x0 = instance.x_planted + Vector::Ones(3);
        const SolveResult limit = GradientDescent(options_with(1e-10, 3)).solve(problem, x0);
        QCOMPARE(limit.termination, Termination::iteration_limit);
        QVERIFY2(limit.message.find("relative gradient ") != std::string::npos, limit.message.c_str());
        QVERIFY2(limit.message.find(" against 10⁻¹⁰ wanted") != std::string::npos, limit.message.c_str());
    }

  private:
    static void add_descents() {
        QTest::addColumn<SolverSpec>("solver");
        for (const SolverSpec& spec : descents()) QTest::addRow("%s", spec.name.c_str()) << spec;
    }
    static void ends_converged(const Problem& problem, const SolverSpec& spec, const Vector& x0) {
        const SolveResult result = make_solver(spec, options_with(1e-8))->solve(problem, x0);
        QVERIFY2(result.termination == Termination::converged, result.message.c_str());
        QVERIFY(vanishes_at(problem, result.x, 1e-8));
    }
};

QTEST_GUILESS_MAIN(VanishingGradientTest)
#include "vanishing_gradient_test.moc"
