// SPDX-License-Identifier: GPL-3.0-or-later
// What piecewise-affine is compared with: general methods on (P), and the augmented Lagrangian on (P0).
#include <memory>
#include <vector>

#include <QTest>

#include "core/numeric/input_error.h"
#include "core/solvers/adam.h"
#include "core/solvers/augmented_lagrangian.h"
#include "core/solvers/clipped_gradient_descent.h"
#include "core/solvers/damped_newton.h"
#include "core/solvers/first_order.h"
#include "core/solvers/lagrangian_blocks.h"
#include "core/solvers/nesterov.h"
#include "tests/support/rnn_fixtures.h"

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
    }
};

QTEST_APPLESS_MAIN(RecurrentBaselinesTest)
#include "recurrent_baselines_test.moc"
