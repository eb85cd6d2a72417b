// SPDX-License-Identifier: GPL-3.0-or-later
// What piecewise-affine is compared with: general methods on (P), and the augmented Lagrangian on (P0).
#include <cmath>
#include <memory>
#include <vector>

#include <QTest>

#include "core/numeric/input_error.h"
#include "core/problems/elman_window.h"
#include "core/problems/penalty_rnn.h"
#include "core/problems/test_functions.h"
#include "core/solvers/adam.h"
#include "core/solvers/augmented_lagrangian.h"
#include "core/solvers/clipped_gradient_descent.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/nesterov.h"
#include "core/solvers/piecewise_affine/lagrangian_blocks.h"
#include "core/solvers/sgd.h"
#include "tests/support/one_variable.h"
#include "tests/support/rnn_fixtures.h"

#undef emit  // Qt's macro, and a function of the recorder
#include "core/solvers/recorder.h"

using namespace basin;
using namespace basin::test;

class RecurrentBaselinesTest : public QObject {
    Q_OBJECT

  private slots:
    void general_methods_descend() {
        const ElmanRnn problem(syn_training());
        SolverOptions options;
        options.stopping.max_iterations = 300;
        std::vector<std::unique_ptr<Solver>> solvers;
        solvers.push_back(std::make_unique<GradientDescent>(options));
        solvers.push_back(std::make_unique<Nesterov>(options));
        solvers.push_back(std::make_unique<Adam>(options));
        solvers.push_back(std::make_unique<ClippedGradientDescent>(options));
        solvers.push_back(std::make_unique<DampedNewton>(options));
        for (const auto& solver : solvers) {
            double test_error = 0;
            const SolveResult result = solver->solve(problem, syn_start(), [&](const IterationEvent& event) {
                test_error = event.record.network.test_error;
                return Proceed::yes;
            });
            // The start has 2.17; every method comes near the known minima, about 1.
            QVERIFY2(result.objective < 1.3, (std::string(solver->name()) + ": " + result.message).c_str());
            QVERIFY(test_error > 0);
        }
    }

    void sgd_descends_window_by_window() {
        const ElmanRnn problem(syn_training());
        SolverOptions options;
        options.stopping.max_iterations = 300;
        double windows = 0;
        const SolveResult result =
            Sgd(options, {.window = 3}).solve(problem, syn_start(), [&](const IterationEvent& event) {
                windows = std::fmax(windows, event.record.step.inner_iterations);
                return Proceed::yes;
            });
        QVERIFY2(result.objective < 1.3, result.message.c_str());
        QCOMPARE(windows, 4.0);  // 8 steps: a first window of one, then three, three and one
    }

    void a_window_as_long_as_the_series_is_the_only_one() {
        const ElmanRnn problem(syn_training());
        SolverOptions options;
        options.stopping.max_iterations = 5;
        for (const Index window : {8, 32}) {
            double windows = 0;
            Sgd(options, {.window = window}).solve(problem, syn_start(), [&](const IterationEvent& event) {
                windows = std::fmax(windows, event.record.step.inner_iterations);
                return Proceed::yes;
            });
            QCOMPARE(windows, 1.0);
        }
    }

    void a_gradient_whose_square_overflows_is_followed() {
        const OneVariable problem({[](double x) { return 0.5e200 * x * x; },
                                   [](double x) { return 1e200 * x; }, [](double) { return 1e200; }});
        SolverOptions options;
        options.stopping.max_iterations = 3;
        const SolveResult result = ClippedGradientDescent(options, {.learning_rate = 0.05, .clip = 1})
                                       .solve(problem, Vector::Constant(1, 2.0));
        QCOMPARE(result.termination, Termination::iteration_limit);
        QVERIFY(std::isfinite(result.gradient_norm));
        QVERIFY(std::abs(result.x[0] - 1.85) <= 1e-12);  // three steps of 0.05
    }

    void a_gradient_beyond_the_doubles_is_no_convergence() {
        const TestFunction function = beale();
        const Observer nobody;
        const SolverOptions options{};
        Recorder recorder(*function.problem, function.start, options, nobody, {});
        QVERIFY(!recorder.reach(function.start, 1, Vector::Constant(2, 1.7e308)));
        const SolveResult result = recorder.result();
        QCOMPARE(result.termination, Termination::evaluation_failed);
        QVERIFY2(result.message.find("not a finite number") != std::string::npos, result.message.c_str());
    }

    void long_sweeps_heed_the_clock() {
        const ElmanRnn problem(syn_training());
        SolverOptions options;
        options.stopping.max_seconds = 0.05;
        const SolveResult result =
            AugmentedLagrangian(options, {.sweeps = 1'000'000'000}).solve(problem, syn_start());
        QCOMPARE(result.termination, Termination::time_limit);
    }

    void a_window_of_everything_has_the_whole_gradient() {
        const ElmanTraining training = small_training(Activation::tanh);
        const Vector theta = random_weights(training.shape(), 0.5, 3);
        double f = 0;
        Vector whole, window;
        QVERIFY(ElmanRnn(training).evaluator()->gradient(theta, f, whole) == EvalStatus::ok);
        ElmanWindow windows(training);
        QVERIFY(windows.gradient(theta, 0, training.steps(), window) == EvalStatus::ok);
        QVERIFY((window - whole).norm() <= 1e-13 * whole.norm());
    }

    void a_later_window_goes_on_from_the_state_before() {
        const ElmanTraining training = small_training(Activation::tanh);
        const Vector theta = random_weights(training.shape(), 0.5, 3);
        ElmanWindow windows(training);
        Vector first, second;
        QVERIFY(windows.gradient(theta, 0, 3, first) == EvalStatus::ok);
        QVERIFY(windows.gradient(theta, 3, 4, second) == EvalStatus::ok);
        // c is the one weight that nothing flows back to: its gradients add up to that of the whole.
        double f = 0;
        Vector whole;
        QVERIFY(ElmanRnn(training).evaluator()->gradient(theta, f, whole) == EvalStatus::ok);
        const Index c = training.shape().offset_c();
        const double own = 2 * training.lambdas.c * theta[c];
        const double sum = 3.0 / 7 * (first[c] - own) + 4.0 / 7 * (second[c] - own) + own;
        QVERIFY(std::abs(sum - whole[c]) <= 1e-13);
    }

    void every_block_lowers_the_lagrangian() {
        const ElmanTraining training = syn_training();
        LagrangianBlocks blocks(training, syn_start());
        const double gamma = 0.7;
        for (int outer = 0; outer < 5; ++outer) {
            double last = blocks.value(gamma);
            for (int k = 0; k < 20; ++k) {
                blocks.sweep(gamma);
                const double now = blocks.value(gamma);
                QVERIFY(now <= last + 1e-12);
                last = now;
            }
            blocks.move_multipliers(gamma);
        }
    }

    void augmented_lagrangian_becomes_feasible_and_descends() {
        const ElmanRnn problem(syn_training());
        SolverOptions options;
        options.stopping.max_iterations = 3000;
        const SolveResult result = AugmentedLagrangian(options).solve(problem, syn_start());
        QVERIFY2(result.termination == Termination::converged, result.message.c_str());
        QVERIFY2(result.objective < 1.3, qPrintable(QString::number(result.objective)));
    }

    void what_is_not_theirs_is_refused() {
        QVERIFY(AugmentedLagrangian().rejects(ElmanRnn(small_training(Activation::tanh))).has_value());
        QVERIFY(!AugmentedLagrangian().rejects(ElmanRnn(small_training(Activation::leaky_relu))));
        QVERIFY_THROWS_EXCEPTION(InputError, AugmentedLagrangian({}, {.gamma = 0}));
        QVERIFY_THROWS_EXCEPTION(InputError, ClippedGradientDescent({}, {.clip = 0}));
        QVERIFY_THROWS_EXCEPTION(InputError, Sgd({}, {.window = 0}));
        QVERIFY(Sgd().rejects(PenaltyRnn(std::make_shared<const ElmanTraining>(syn_training()), {})));
    }
};

QTEST_APPLESS_MAIN(RecurrentBaselinesTest)
#include "recurrent_baselines_test.moc"
