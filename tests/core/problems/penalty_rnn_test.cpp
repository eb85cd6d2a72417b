// SPDX-License-Identifier: GPL-3.0-or-later
// The lifted formulations (P0) and (P1): residuals, one-sided derivatives, tangent cone.
#include "core/problems/penalty_rnn.h"

#include <cmath>
#include <utility>

#include <QTest>

#include "core/numeric/input_error.h"
#include "core/numeric/random.h"
#include "core/problems/constrained_rnn.h"
#include "core/problems/network_measures.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

std::shared_ptr<const ElmanTraining> shared(ElmanTraining training) {
    return std::make_shared<const ElmanTraining>(std::move(training));
}

Vector normal_vector(Index size, std::uint64_t seed) {
    RandomStream stream(seed);
    Vector v(size);
    fill_normal(stream, entries(v));
    return v;
}

/// The dyadic problem whose unit 0 has u = 0 at every step.
std::shared_ptr<const ElmanTraining> kinked_training() {
    ElmanTraining training;
    training.hidden = 4;
    training.lambdas = rnn_fixture_lambdas();
    training.series.X = rnn_fixture("dd_X").transpose();
    training.series.Y = rnn_fixture("dd_Y").transpose();
    return shared(std::move(training));
}

}  // namespace

class PenaltyRnnTest : public QObject {
    Q_OBJECT

  private slots:
    void the_reference_start() {
        const auto training = shared(syn_training());
        const PenaltyRnn problem(training, {});
        const Vector z = lift(*training, syn_start());
        QCOMPARE(problem.dimension(), 143);
        const ConstStates states = states_of(problem.layout(), z);
        QVERIFY((states.h.transpose() - rnn_fixture("syn_h0")).cwiseAbs().maxCoeff() <= 1e-15);
        QVERIFY((states.u.transpose() - rnn_fixture("syn_u0")).cwiseAbs().maxCoeff() <= 1e-15);
        QVERIFY((states.v.transpose() - rnn_fixture("syn_v0")).cwiseAbs().maxCoeff() <= 1e-15);
        Vector rows;
        QVERIFY(std::abs(problem.theta_value(z, rows) - 2.1739251505554797) <= 1e-14);
        QVERIFY(rows.lpNorm<Eigen::Infinity>() <= 1e-15);
    }

    void residuals_are_counted_by_their_betas() {
        const auto training = shared(small_training(Activation::tanh));
        const PenaltyRnn problem(training, {2, 3, 5});
        Vector z = lift(*training, random_weights(training->shape(), 0.5, 2));
        Vector rows;
        const double feasible = problem.theta_value(z, rows);
        const Index T = training->steps();
        MutableStates states = states_of(problem.layout(), z);
        states.h(1, T - 1) += 0.25;  // the last h shows in its own row and in those of v
        residuals(*training, z, rows);
        const ConstStates r = row_parts(problem.layout(), std::as_const(rows));
        QVERIFY(std::abs(r.h.lpNorm<1>() - 0.25) <= 1e-14 && r.u.lpNorm<1>() <= 1e-14);
        const ConstWeights weights = weights_of(training->shape(), z.data());
        const double down = 0.25 * weights.A.col(1).lpNorm<1>();
        QVERIFY(std::abs(r.v.lpNorm<1>() - down) <= 1e-14);
        // v itself has not moved, so that only the penalty has.
        QVERIFY(std::abs(problem.theta_value(z, rows) - (feasible + 2 * 0.25 + 5 * down)) <= 1e-13);
        NetworkMeasures measures;
        QVERIFY(problem.evaluator()->measure(z, measures));
        QVERIFY(std::abs(measures.feasibility_h - 0.25 / static_cast<double>(T)) <= 1e-14);
    }

    void jumps_at_other_points_are_not_told() {
        const auto training = shared(small_training(Activation::relu));
        const PenaltyRnn problem(training, {});
        Vector z = lift(*training, random_weights(training->shape(), 0.5, 2));
        NetworkMeasures measures;
        QVERIFY(problem.evaluator()->measure(z, measures));
        QVERIFY(measures.zeros == 0 && measures.slope_jump == 0);
        MutableStates states = states_of(problem.layout(), z);
        states.u(0, 0) = 0;  // the recursion has no zero there
        measures = {};
        QVERIFY(problem.evaluator()->measure(z, measures));
        QCOMPARE(measures.zeros, 1.0);
        QVERIFY(std::isnan(measures.slope_jump) && std::isnan(measures.nondifferentiable_share));
    }

    void derivatives_by_differences_data() {
        QTest::addColumn<int>("kind");
        for (const auto kind : {Activation::relu, Activation::leaky_relu, Activation::elu, Activation::tanh})
            QTest::newRow(std::string(to_string(kind)).c_str()) << static_cast<int>(kind);
    }
    void derivatives_by_differences() {
        QFETCH(int, kind);
        const auto training = shared(small_training(static_cast<Activation>(kind)));
        const PenaltyRnn problem(training, {0.7, 1.1, 1.3});
        const Index n = problem.dimension();
        const Vector z = normal_vector(n, 8), d = normal_vector(n, 9);  // no residual is zero
        const auto evaluator = problem.evaluator();
        double f = 0, right = 0, left = 0, first = 0, second = 0;
        Vector g, ahead, behind, Hd;
        QVERIFY(evaluator->gradient(z, f, g) == EvalStatus::ok);
        QVERIFY(evaluator->hessian_product(z, d, Hd) == EvalStatus::ok);
        QVERIFY(evaluator->directional_derivative(z, d, first, second) == EvalStatus::ok);
        constexpr double step = 1e-6;
        QVERIFY(evaluator->gradient(z + step * d, right, ahead) == EvalStatus::ok);
        QVERIFY(evaluator->gradient(z - step * d, left, behind) == EvalStatus::ok);
        // |f| is about 100: rounding 1e-14 over the step, and the third derivative times step^2.
        QVERIFY(std::abs((right - left) / (2 * step) - g.dot(d)) <= 1e-6);
        QVERIFY(((ahead - behind) / (2 * step) - Hd).lpNorm<Eigen::Infinity>() <= 1e-6);
        QVERIFY(std::abs(first - g.dot(d)) <= 1e-11);
        QVERIFY(std::abs(second - d.dot(Hd)) <= 1e-11);
    }

    void one_sided_at_kinks() {
        const auto training = kinked_training();
        const PenaltyRnn problem(training, {1, 1, 1});
        Vector z = normal_vector(problem.dimension(), 2);
        MutableStates states = states_of(problem.layout(), z);
        for (Index t = 0; t < states.u.cols(); t += 2) states.u(1, t) = 0;
        states.h.topRows(3) = states.u.topRows(3).cwiseMax(0);  // these rows of r_h are exactly 0
        const Vector d = normal_vector(problem.dimension(), 3);
        const auto evaluator = problem.evaluator();
        double f = 0, ahead = 0, first = 0, second = 0;
        QVERIFY(evaluator->value(z, f) == EvalStatus::ok);
        QVERIFY(evaluator->directional_derivative(z, d, first, second) == EvalStatus::ok);
        double previous = 0;
        for (const double t : {1e-3, 1e-4}) {
            QVERIFY(evaluator->value(z + t * d, ahead) == EvalStatus::ok);
            // Piecewise quadratic and cubic: what is left after two derivatives goes with t^3.
            const double left_over = std::abs(ahead - f - t * first - t * t / 2 * second);
            QVERIFY2(left_over <= 1e3 * t * t * t + 1e-11, qPrintable(QString::number(left_over)));
            QVERIFY(previous == 0 || left_over < previous);
            previous = left_over;
        }
    }

    void tangents_keep_to_the_feasible_set() {
        const auto training = kinked_training();
        const ConstrainedRnn problem(training);
        const Vector theta = rnn_fixture_vector("dd_theta");
        const Vector z = lift(*training, theta);
        QVERIFY(problem.violation(z) <= 1e-14);
        const Matrix directions = rnn_fixture("dd_dirs");
        for (Index j = 0; j < directions.cols(); ++j) {
            const Vector dtheta = directions.col(j);
            const Vector d = problem.tangent(z, dtheta);
            QVERIFY(problem.in_tangent_cone(z, d));
            // The limit quotient (lift(theta + t dtheta) - z) / t, whose error goes with t.
            for (const double t : {1e-3, 1e-5, 1e-7}) {
                const Vector quotient = (lift(*training, theta + t * dtheta) - z) / t;
                const double error = (quotient - d).lpNorm<Eigen::Infinity>();
                QVERIFY2(error <= 100 * t + 1e-7, qPrintable(QString::number(error)));
            }
        }
    }

    void other_directions_leave_the_tangent_cone() {
        const auto training = kinked_training();
        const ConstrainedRnn problem(training);
        const Vector z = lift(*training, rnn_fixture_vector("dd_theta"));
        const Vector d = problem.tangent(z, rnn_fixture("dd_dirs").col(0));
        for (const Index k : {problem.layout().offset_h(), problem.layout().offset_u(),
                              problem.layout().offset_v(), problem.layout().shape.offset_c()}) {
            Vector moved = d;
            moved[k] += 0.5;
            QVERIFY(!problem.in_tangent_cone(z, moved));
        }
        // The cone is no subspace at a kink: the opposite of a tangent need not be one, but it is a cone.
        QVERIFY(!problem.in_tangent_cone(z, -d));
        QVERIFY(problem.in_tangent_cone(z, 3 * d));
    }

    /// A cone is one: however short a direction, and in whatever units, it is inside or not.
    void the_tangent_cone_has_no_unit() {
        for (const double unit : {1e-12, 1.0, 1e12}) {
            ElmanTraining in_units = *kinked_training();
            in_units.series.X /= unit;  // against V
            const auto training = shared(std::move(in_units));
            const ConstrainedRnn problem(training);
            Vector theta = rnn_fixture_vector("dd_theta");
            parts_of(training->shape(), theta.data()).V *= unit;
            const Vector z = lift(*training, theta);
            for (const double length : {1e-15, 1.0, 1e15}) {
                Vector dtheta = length * rnn_fixture("dd_dirs").col(0);
                parts_of(training->shape(), dtheta.data()).V *= unit;
                const Vector d = problem.tangent(z, dtheta);
                QVERIFY(problem.in_tangent_cone(z, d));
                Vector moved = d;
                moved[problem.layout().offset_u()] += 1e-3 * length;
                QVERIFY(!problem.in_tangent_cone(z, moved));
            }
        }
    }

    void bad_betas_are_refused() {
        const auto training = shared(small_training(Activation::relu));
        QVERIFY_THROWS_EXCEPTION(InputError, PenaltyRnn(training, {-1, 1, 1}));
        QVERIFY_THROWS_EXCEPTION(InputError, PenaltyRnn(training, {1, std::nan(""), 1}));
        QVERIFY_THROWS_EXCEPTION(InputError, PenaltyRnn(training, {1, 1, 0}));
    }
};

QTEST_APPLESS_MAIN(PenaltyRnnTest)
#include "penalty_rnn_test.moc"
