// SPDX-License-Identifier: GPL-3.0-or-later
// What piecewise-affine does where there are too many weights to factorise, and after a refused step.
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include <Eigen/LU>
#include <QTest>

#include "core/solvers/piecewise_affine/affine_stepper.h"
#include "core/solvers/piecewise_affine/commutator_projection.h"
#include "core/solvers/piecewise_affine/condensed_preconditioner.h"
#include "core/solvers/piecewise_affine/condensed_step.h"
#include "core/solvers/piecewise_affine/earlier_steps.h"
#include "core/solvers/piecewise_affine/eliminated_outputs.h"
#include "core/solvers/piecewise_affine/piecewise_affine.h"
#include "tests/support/affine_case.h"

using namespace basin;
using namespace basin::test;

namespace {

/// One iteration of the method; whether its step was taken.
bool step(AffineStepper& stepper, const PiecewiseAffineOptions& affine, double& rho) {
    stepper.choose_signs();
    if (!stepper.find_step(rho)) throw std::runtime_error("no step");
    const double wanted = affine.eta1 * rho * stepper.step().s.squaredNorm() / 2;
    const bool taken = stepper.theta() - stepper.try_step() >= wanted;
    if (taken) {
        stepper.accept();
    } else {
        rho *= affine.eta2;
    }
    return taken;
}

}  // namespace

class WideLayersTest : public QObject {
    Q_OBJECT

  private slots:
    /// What is projected keeps the bounds, and what makes no difference to it is taken from r.
    void commutator_projection_keeps_the_bounds() {
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        CommutatorProjection projection(model.layout);
        QVERIFY(projection.refresh(model));
        projection.clear(model);
        projection.add(model, {1, 6});
        projection.add(model, {30, 9});
        projection.keep({true, false, true, true});
        projection.factorise();
        QVERIFY(projection.bounds() == std::vector<Index>({1, 30, 9}));
        Vector r = Vector::LinSpaced(model.layout.parameters(), -1, 2), z, again;
        projection.project(model, r, z);
        model.forward(z, false);
        for (const Index k : projection.bounds()) QVERIFY(std::abs(model.SU.data()[k]) <= 1e-12);
        projection.project(model, r, again);
        QVERIFY(projection.multipliers().lpNorm<Eigen::Infinity>() <= 1e-12);
        QVERIFY((again - z).norm() <= 1e-12 * z.norm());
        QVERIFY(r.dot(z) > 0);
    }

    /// By Schwarz's inequality r^T M^{-1} r >= r^T H^{-1} r, with equality where the regressors commute.
    void commutator_is_no_less_than_the_inverse() {
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        CommutatorProjection commutator(model.layout);
        QVERIFY(commutator.refresh(model));
        commutator.clear(model);
        CondensedPreconditioner condensed;
        condensed.refresh(model);
        const ElmanShape& shape = model.layout.shape;
        const Matrix H = condensed.matrix();
        const auto hidden = Eigen::seqN(shape.offset_W(), shape.size_WVb());
        const Matrix inverse = H.inverse();  // its part of (W, V, b) is that with (A, c) eliminated
        for (int seed = 0; seed < 20; ++seed) {
            Vector r = random_weights(shape, 1, static_cast<std::uint64_t>(seed)), z;
            clear_outputs(shape, r);
            const double exact = r.dot(inverse * r);
            commutator.project(model, r, z);
            QVERIFY(r.dot(z) >= exact * (1 - 1e-12));
            QVERIFY(r.dot(z) <= 20 * exact);  // 1.2 to 3 here: an approximation of it, not the metric alone
            QVERIFY(z(hidden).norm() == z.norm());
        }
    }

    /// A step is where it is, from wherever it is sought.
    void earlier_steps_are_a_start_only_data() {
        QTest::addColumn<qlonglong>("denseUpTo");
        QTest::newRow("factorised") << qlonglong{CondensedStep::most_dense};
        QTest::newRow("commutator") << qlonglong{0};
    }
    void earlier_steps_are_a_start_only() {
        QFETCH(qlonglong, denseUpTo);
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        CondensedStep once(denseUpTo), again(denseUpTo);
        AffineStep step, fresh;
        for (const double rho : {0.5, 0.65, 0.845, 0.5, 1.1}) {
            CondensedStep anew(denseUpTo);
            QVERIFY(once.solve(model, rho, 1e-12, step) == CondensedStep::Outcome::certified);
            QVERIFY(anew.solve(model, rho, 1e-12, fresh) == CondensedStep::Outcome::certified);
            QVERIFY((step.s - fresh.s).norm() <= 1e-10 * fresh.s.norm());
            QVERIFY((step.mu - fresh.mu).norm() <= 1e-9 * (1 + fresh.mu.norm()));
            QVERIFY(step.pins == fresh.pins);
        }
        // While the bounds stay two steps foretell the third.
        QVERIFY(again.solve(model, 1000, 1e-12, step) == CondensedStep::Outcome::certified);
        QVERIFY(again.solve(model, 1100, 1e-12, step) == CondensedStep::Outcome::certified);
        QVERIFY(again.solve(model, 1210, 1e-8, step) == CondensedStep::Outcome::certified);
        QCOMPARE(step.inner_iterations, 0);
    }

    /// Wherever a finer solve is cut off, the next one begins with bounds of its own.
    void a_solve_that_was_cut_off_leaves_nothing_behind() {
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        AffineStep fresh, step;
        QVERIFY(CondensedStep(0).solve(model, 0.65, 1e-12, fresh) == CondensedStep::Outcome::certified);
        for (int end = 1; end < 40; ++end) {
            CondensedStep condensed(0);
            int asked = 0;
            WorkCheck check([&] { return ++asked >= end; }, 0);
            if (condensed.solve(model, 0.5, 1e-3, step, &check) == CondensedStep::Outcome::certified)
                condensed.refine(model, 0.5, 1e-12, step);
            QVERIFY(condensed.solve(model, 0.65, 1e-12, step) == CondensedStep::Outcome::certified);
            QVERIFY((step.s - fresh.s).norm() <= 1e-10 * fresh.s.norm());
            QVERIFY(step.pins == fresh.pins);
        }
    }

    void steps_of_other_points_and_signs_are_forgotten() {
        const AffineCase given;
        StepModel model(given.problem);
        given.set(model);
        EarlierSteps earlier;
        Vector x;
        std::vector<Index> bounds;
        QVERIFY(!earlier.visit(model) && !earlier.guess(1, x, bounds));
        earlier.learn(1, Vector::Constant(3, 5), {7});
        QVERIFY(earlier.visit(model) && earlier.guess(2, x, bounds));
        QVERIFY(x == Vector::Constant(3, 5) && bounds == std::vector<Index>{7});
        earlier.learn(2, Vector::Constant(3, 3), {8});  // 1 + 4 / rho
        QVERIFY(earlier.visit(model) && earlier.guess(4, x, bounds));
        QVERIFY((x - Vector::Constant(3, 2)).norm() <= 1e-15 && bounds == std::vector<Index>{8});
        model.signs(0, 0) *= -1;
        QVERIFY(!earlier.visit(model) && !earlier.guess(4, x, bounds));
        earlier.learn(4, Vector::Constant(3, 9), {});
        model.signs(0, 0) *= -1;
        QVERIFY(!earlier.visit(model) && earlier.guess(4, x, bounds));  // the flip comes back
        QVERIFY((x - Vector::Constant(3, 2)).norm() <= 1e-15);
        model.z[0] += 1;
        QVERIFY(!earlier.visit(model) && !earlier.guess(4, x, bounds));
    }

    /// Neither the preconditioner nor that a refused step is solved coarsely changes where a run goes.
    void wide_layers_take_the_same_steps() {
        ElmanTraining training;
        training.hidden = 40;
        training.lambdas = TikhonovWeights::from_tau(1.2, {40, 11, 1});
        training.series = generate_series({.teacher = {40, 11, 1}, .steps = 60, .test_steps = 0}).series;
        const Vector theta = random_weights(training.shape(), 0.1, 1);
        const AffineCase given(std::move(training), theta);
        const PiecewiseAffineOptions affine{.rho = 0.03, .eta1 = 0.7, .eta2 = 1.1};
        AffineStepper dense(given.problem, affine, {}, {.finest = 1e-12, .dense_up_to = 1 << 20});
        AffineStepper wide(given.problem, affine, {}, {.finest = 1e-12, .dense_up_to = 0});
        QVERIFY(dense.start(given.start) && wide.start(given.start));
        double dense_rho = affine.rho, wide_rho = affine.rho, worst = 0;
        Index refused = 0, held = 0;
        for (int k = 0; k < 50; ++k) {
            const bool taken = step(dense, affine, dense_rho);
            QCOMPARE(step(wide, affine, wide_rho), taken);
            refused += !taken;
            held += std::ssize(wide.step().pins);
            worst = std::max(worst, std::abs(wide.theta() - dense.theta()) / dense.theta());
        }
        QVERIFY2(worst <= 1e-8, qPrintable(QString::number(worst)));
        QVERIFY(refused > 0 && refused < 50 && held > 50);
    }
};

QTEST_APPLESS_MAIN(WideLayersTest)
#include "wide_layers_test.moc"
