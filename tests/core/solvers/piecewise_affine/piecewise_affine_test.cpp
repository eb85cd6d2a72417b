// SPDX-License-Identifier: GPL-3.0-or-later
// The piecewise-affine method on (P1) against the reference run.
#include "core/solvers/piecewise_affine/piecewise_affine.h"

#include <cmath>
#include <memory>
#include <stop_token>
#include <utility>

#include <QTest>

#include "core/numeric/input_error.h"
#include "core/problems/penalty_rnn.h"
#include "core/solvers/piecewise_affine/affine_stepper.h"
#include "core/solvers/piecewise_affine/condensed_preconditioner.h"
#include "core/solvers/piecewise_affine/condensed_step.h"
#include "core/solvers/piecewise_affine/interior_point_step.h"
#include "tests/support/affine_case.h"

using namespace basin;
using namespace basin::test;

namespace {

SolverOptions options(Index iterations, double tolerance = 1e-9) {
    SolverOptions options;
    options.stopping.max_iterations = iterations;
    options.stopping.gradient_tolerance = tolerance;
    return options;
}

double error(const Vector& found, const std::string& fixture) {
    return (found - rnn_fixture_vector(fixture)).lpNorm<Eigen::Infinity>();
}

}  // namespace

class PiecewiseAffineTest : public QObject {
    Q_OBJECT

  private slots:
    /// Whoever asks for an end gets it before more work is done, wherever in a step that is.
    void a_step_ends_when_it_is_told_to() {
        const std::pair<double, Index> cases[]{
            {1.0, CondensedStep::most_dense},  // rows kept by conjugate gradients
            {1.0, 0},                          // with the commutator
            {1e-3, CondensedStep::most_dense}  // rows that give way
        };
        for (const auto& [beta, dense_up_to] : cases) {
            const AffineCase given(PenaltyWeights{beta, beta, beta});
            StepModel model(given.problem);
            given.set(model);
            AffineStep step;
            int asked = 0, end = 1 << 20;
            const auto interrupted = [&] { return ++asked >= end; };
            const auto solve = [&, dense_up_to = dense_up_to](WorkCheck& check) {
                CondensedStep condensed(dense_up_to);
                const auto outcome = condensed.solve(model, 0.5, 1e-12, step, &check);
                if (outcome == CondensedStep::Outcome::certified) return true;
                return outcome != CondensedStep::Outcome::interrupted &&
                       InteriorPointStep().solve(model, 0.5, step, &check);
            };
            WorkCheck whole(interrupted, 0);
            QVERIFY(solve(whole));
            const int all = asked;
            QVERIFY(all > 2);
            for (end = 1; end <= all; ++end) {
                asked = 0;
                WorkCheck check(interrupted, 0);
                QVERIFY(!solve(check));
                QCOMPARE(asked, end);  // nobody asked again, as everybody does before more work
            }
            end = 1 << 20;
        }
    }

    void a_run_ends_within_a_step() {
        const AffineCase given;
        std::stop_source source;
        PiecewiseAffine solver(options(50));
        source.request_stop();
        const SolveResult result = solver.solve(given.problem, given.start, {}, source.get_token());
        QVERIFY(result.termination == Termination::stopped);
    }

    void condensed_hessian_is_that_of_the_sweeps() {
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        CondensedPreconditioner condensed;
        condensed.refresh(model);
        Vector product;
        for (Index j = 0; j < model.layout.parameters(); ++j) {
            const Vector unit = Vector::Unit(model.layout.parameters(), j);
            model.forward(unit, false);
            model.GH = model.SH;
            model.GU = model.SU;
            model.GV = model.SV;
            model.adjoint(product);
            QVERIFY((product + unit - condensed.matrix().col(j)).lpNorm<Eigen::Infinity>() <= 1e-13);
        }
    }

    void a_matrix_that_cannot_be_factorised_is_told_data() {
        QTest::addColumn<int>("hidden");
        QTest::newRow("triangular solves") << 4;
        QTest::newRow("inverse") << 12;
    }
    void a_matrix_that_cannot_be_factorised_is_told() {
        QFETCH(int, hidden);
        ElmanTraining training = syn_training();
        training.hidden = hidden;
        const Vector theta = random_weights(training.shape(), 0.3, 2);
        const AffineCase given(std::move(training), theta);
        StepModel model(given.problem);
        given.set(model);
        CondensedPreconditioner condensed;
        QVERIFY(condensed.refresh(model) && condensed.ready());
        model.A(0, 0) = not_applicable;
        QVERIFY(!condensed.refresh(model) && !condensed.ready());
        AffineStep step;
        QVERIFY(CondensedStep().solve(model, 0.5, 1e-12, step) == CondensedStep::Outcome::cycling);
        QCOMPARE(step.inner_iterations, 0);
    }

    void first_step_agrees_data() {
        QTest::addColumn<qlonglong>("denseUpTo");
        QTest::newRow("factorised") << qlonglong{CondensedStep::most_dense};
        QTest::newRow("commutator") << qlonglong{0};
    }
    void first_step_agrees() {
        QFETCH(qlonglong, denseUpTo);
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        QVERIFY(error(model.g, "syn_sub0_g") <= 1e-15);
        AffineStep step;
        CondensedStep condensed(denseUpTo);
        QVERIFY(condensed.solve(model, 0.5, 1e-12, step) == CondensedStep::Outcome::certified);
        QVERIFY(error(step.s, "syn_sub0_s") <= 1e-8);
        QVERIFY(error(step.y, "syn_sub0_y") <= 1e-8);
        QVERIFY(error(step.mu.reshaped(), "syn_sub0_mu") <= 1e-8);
        QVERIFY(step.kkt_residual <= 1e-12);
        QCOMPARE(step.pins.size(), 1U);
    }

    void interior_point_agrees_with_conjugate_gradients() {
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        AffineStep step;
        InteriorPointStep interior;
        QVERIFY(interior.solve(model, 0.5, step));
        QVERIFY(error(step.s, "syn_sub0_s") <= 1e-8);
        QVERIFY(error(step.y, "syn_sub0_y") <= 1e-8);
        QCOMPARE(step.saturated_rows, 0);
    }

    void saturated_rows_give_way() {
        const AffineCase given({0.05, 0.05, 0.05});
        StepModel model(given.problem);
        given.set(model);
        AffineStep step;
        CondensedStep condensed;
        QVERIFY(condensed.solve(model, 0.5, 1e-12, step) == CondensedStep::Outcome::saturated);
        const double kept = model.change(step.s, 0.5);
        InteriorPointStep interior;
        QVERIFY(interior.solve(model, 0.5, step));
        QVERIFY(step.saturated_rows > 0);
        QVERIFY(step.kkt_residual <= 1e-10);
        QVERIFY(step.y.lpNorm<Eigen::Infinity>() <= 0.05 * (1 + 1e-9));
        QVERIFY(model.change(step.s, 0.5) < kept);
        // The dual value at y and mu is the model's: no step is better.
        Vector dual;
        model.transposed_rows(step.y, dual);
        dual += model.g;
        for (Index k = 0; k < step.mu.size(); ++k)
            dual[model.layout.offset_u() + k] -= model.signs.data()[k] * step.mu.data()[k];
        const double bounds = step.mu.cwiseProduct(model.signs).cwiseProduct(model.U).sum();
        const double dual_value = -dual.squaredNorm() / (2 * 0.5) + step.y.dot(model.rows) - bounds;
        const double primal_value = model.change(step.s, 0.5) + given.problem.penalty(model.rows);
        QVERIFY(std::abs(dual_value - primal_value) <= 1e-10);
    }

    void reference_run() {
        const AffineCase given;
        const CsvTable reference = parse_csv_table(rnn_fixture_text("traj_syn_flip"), "traj_syn_flip");
        Index lines = 0;
        double worst = 0, worst_error = 0, worst_decrease = 0, worst_feasibility = 0;
        const auto result =
            PiecewiseAffine(options(400)).solve(given.problem, given.start, [&](const IterationEvent& event) {
                const IterationRecord& record = event.record;
                const auto line = reference.values.row(record.iteration);
                const auto relative = [&](double found, Index column) {
                    return std::abs(found - line[column]) / std::max(1e-3, std::abs(line[column]));
                };
                worst = std::max(worst, relative(record.objective, 1));
                worst_error = std::max({worst_error, relative(record.network.train_error, 2),
                                        relative(record.network.test_error, 3)});
                if (record.iteration > 0) {
                    worst_decrease = std::max({worst_decrease, relative(record.step.model_decrease, 7),
                                               relative(record.step_norm, 8)});
                    worst_feasibility =
                        std::max({worst_feasibility, relative(record.network.feasibility_u, 5),
                                  relative(record.network.feasibility_v, 6)});
                }
                lines += record.accepted;
                return Proceed::yes;
            });
        QVERIFY(result.termination == Termination::iteration_limit);
        QCOMPARE(lines, 401);
        QVERIFY2(worst <= 1e-8, qPrintable(QString::number(worst)));
        QVERIFY2(worst_error <= 1e-7, qPrintable(QString::number(worst_error)));
        QVERIFY2(worst_decrease <= 1e-6, qPrintable(QString::number(worst_decrease)));
        QVERIFY2(worst_feasibility <= 1e-6, qPrintable(QString::number(worst_feasibility)));
    }

    void reaches_the_limit() {
        const AffineCase given;
        double zeros = 0;
        const auto result = PiecewiseAffine(options(6000, 1e-8))
                                .solve(given.problem, given.start, [&](const IterationEvent& event) {
                                    zeros = event.record.network.zeros;
                                    return Proceed::yes;
                                });
        QVERIFY2(result.termination == Termination::converged, result.message.c_str());
        QVERIFY(std::abs(result.objective - 1.0271257645) <= 1e-10);
        QCOMPARE(zeros, 8.0);
    }

    void the_check_of_signs_can_be_interrupted() {
        ElmanTraining training = syn_training();
        training.series = generate_series({.teacher = {4, 5, 3}, .steps = 3}).series;
        training.series.Y *= 0.1;  // no row saturates
        // Without weights and with targets about 0 the step of every sign is 0.
        training.series.Y.colwise() -= Vector(training.series.Y.rowwise().mean());
        const Vector theta = Vector::Zero(training.shape().parameters());  // 12 zeros, 4,096 choices
        const AffineCase given(std::move(training), theta);
        const PiecewiseAffineOptions affine{};
        AffineStepper stepper(given.problem, affine);
        QVERIFY(stepper.start(given.start));
        stepper.choose_signs();
        QCOMPARE(stepper.zeros(), 12);
        int asked = 0;
        const auto interrupted = [&asked] { return ++asked == 3; };
        QVERIFY(stepper.check_all_signs(
                    0.5, [](const Vector&) { return true; }, interrupted) == SignCheck::not_decided);
        QCOMPARE(asked, 3);
        // The step is short enough, but a run that is stopped has not converged.
        std::stop_source source;
        source.request_stop();
        const auto result =
            PiecewiseAffine(options(10, 1e-6)).solve(given.problem, given.start, {}, source.get_token());
        QVERIFY2(result.termination == Termination::stopped, result.message.c_str());
    }

    void tie_rules_are_deterministic() {
        const AffineCase given;
        PiecewiseAffineOptions random;
        random.ties = TieRule::random;
        const auto run = [&](std::uint64_t seed) {
            random.seed = seed;
            return PiecewiseAffine(options(60), random).solve(given.problem, given.start).objective;
        };
        QVERIFY(run(1) == run(1));
        QVERIFY(run(1) != run(2));
        QVERIFY(std::abs(run(1) - run(2)) < 0.05);
        QVERIFY(parse_tie_rule("random") == TieRule::random && !parse_tie_rule("none"));
    }

    void inexact_steps_descend() {
        const AffineCase given;
        PiecewiseAffineOptions inexact;
        inexact.error = 0.1;
        double last = INFINITY;
        bool descends = true;
        const auto result = PiecewiseAffine(options(200), inexact)
                                .solve(given.problem, given.start, [&](const IterationEvent& event) {
                                    descends = descends && event.record.objective <= last;
                                    last = event.record.objective;
                                    return Proceed::yes;
                                });
        QVERIFY(descends);
        QVERIFY2(result.objective < 1.25, qPrintable(QString::number(result.objective)));
    }

    void every_activation_descends_data() {
        QTest::addColumn<int>("kind");
        for (const auto kind : {Activation::relu, Activation::leaky_relu, Activation::elu, Activation::tanh})
            QTest::newRow(std::string(to_string(kind)).c_str()) << static_cast<int>(kind);
    }
    void every_activation_descends() {
        QFETCH(int, kind);
        ElmanTraining training = small_training(static_cast<Activation>(kind));
        const Vector theta = random_weights(training.shape(), 0.3, 2);
        const AffineCase given(std::move(training), theta);
        double first = 0, violation = 0;
        const auto result = PiecewiseAffine(options(300, 1e-6))
                                .solve(given.problem, given.start, [&](const IterationEvent& event) {
                                    if (event.record.iteration == 0) first = event.record.objective;
                                    violation = event.record.network.feasibility_u;
                                    return Proceed::yes;
                                });
        QVERIFY2(result.objective < 0.9 * first, result.message.c_str());
        QVERIFY(violation <= 1e-3);
    }

    void sizes_beyond_the_memory_are_refused() {
        ElmanTraining training = syn_training();
        training.hidden = 100'000;  // 1e10 weights, of which 20 vectors have 1.6e12 bytes
        const auto shared = std::make_shared<const ElmanTraining>(std::move(training));
        const PenaltyRnn problem(shared, {});
        const auto reason = PiecewiseAffine().rejects(problem);
        QVERIFY(reason && reason->find("expected at most half") != std::string::npos);
        QVERIFY(PiecewiseAffine().rejects(ElmanRnn(shared)) == reason);
        QVERIFY_THROWS_EXCEPTION(InputError, require_step_fits(problem.layout()));
    }

    /// Rows that give way take two matrices of hidden x weights for each time step, which wide layers have
    /// not.
    void an_interior_point_beyond_the_memory_is_refused() {
        QVERIFY_THROWS_EXCEPTION(InputError, StepKkt::require_fits_memory({{2000, 11, 1}, 1000}));
        StepKkt::require_fits_memory({{20, 11, 1}, 393});
    }

    void refuses_other_problems_and_bad_options() {
        const AffineCase given;
        const ElmanRnn network(given.training);
        QVERIFY(PiecewiseAffine().rejects(network).has_value());
        QVERIFY(!PiecewiseAffine().rejects(given.problem));
        QVERIFY_THROWS_EXCEPTION(InputError, PiecewiseAffine({}, {.rho = 0}));
        QVERIFY_THROWS_EXCEPTION(InputError, PiecewiseAffine({}, {.eta1 = 1}));
        QVERIFY_THROWS_EXCEPTION(InputError, PiecewiseAffine({}, {.eta2 = 1}));
        QVERIFY_THROWS_EXCEPTION(InputError, PiecewiseAffine({}, {.error = -1}));
    }
};

QTEST_APPLESS_MAIN(PiecewiseAffineTest)
#include "piecewise_affine_test.moc"
