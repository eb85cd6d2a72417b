// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates of points of recurrent networks: what they never call proved, and what a no shows.
#include <cmath>
#include <stop_token>

#include <QTest>

#include "core/analysis/penalty_stationarity.h"
#include "core/analysis/recurrent_stationarity.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

double objective(const ElmanTraining& training, const Vector& theta) {
    return network_objective(training, theta, predict(training, theta).train);
}

/// Whether the step that comes with a no ends where P is lower, by as much as is told.
bool is_shown(const ElmanTraining& training, const Vector& theta, const NetworkStationarity& found) {
    if (found.descent.size() != theta.size() || !(found.drop > 0)) return false;
    const double before = objective(training, theta);
    const double after = objective(training, theta + found.drop_step * found.descent);
    return std::abs(before - after - found.drop) <= 1e-9 * before && after < before;
}

/// One hidden unit, one input, one output.
ElmanTraining one_unit(Activation activation, const Vector& inputs, const Vector& targets,
                       const TikhonovWeights& lambdas) {
    ElmanTraining training;
    training.hidden = 1;
    training.activation.kind = activation;
    training.lambdas = lambdas;
    training.series.X = inputs.transpose();
    training.series.Y = targets.transpose();
    training.series.X_test.resize(1, 0);
    training.series.Y_test.resize(1, 0);
    return training;
}

/// A point from which four units of negative u, 4e-8 from their kinks, see no slope at all.
ElmanTraining beside_a_kink() {
    return one_unit(Activation::relu, Vector{{0.5, -0.3, 0.2, 0.1}}, Vector{{5, 5.5, 4.5, 5}},
                    {0, 0.1, 0.1, 0.1, 10});
}
Vector beside_a_kink_at(double b) {
    // c is where 10 c^2 + |c - y|^2 is least, so that only b's own weight is left of the gradient.
    return Vector{{1, 0, 0, b, 5.0 / 11}};
}

}  // namespace

class RecurrentCertificateTest : public QObject {
    Q_OBJECT

  private slots:
    void a_steep_gradient_is_no_proof_data() {
        QTest::addColumn<double>("A");
        for (const double A : {1e76, 1e77, 1e120, 1e150}) QTest::addRow("%g", A) << A;
    }
    void a_steep_gradient_is_no_proof() {
        QFETCH(double, A);
        ElmanTraining training = one_unit(Activation::relu, Vector{{0.5, -0.3, 0.2, 0.1}},
                                          Vector{{1, 2, 1, 3}}, TikhonovWeights::from_tau(1, {1, 1, 1}));
        const Vector theta{{A, 1, 1, 0, 0}};
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY(found.first_order == Answer::no && is_shown(training, theta, found));
        QVERIFY(std::isfinite(found.residual) && std::isfinite(found.relative_residual));
    }

    void beside_a_kink_is_not_on_it_data() {
        QTest::addColumn<double>("b");
        for (const double b : {0.0, -1e-15, -4e-8, -1e-6}) QTest::addRow("%g", b) << b;
    }
    void beside_a_kink_is_not_on_it() {
        QFETCH(double, b);
        const ElmanTraining training = beside_a_kink();
        const Vector theta = beside_a_kink_at(b);
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY(found.first_order == Answer::no && is_shown(training, theta, found));
        QCOMPARE(found.zeros, 4);
        QCOMPARE(found.rank, 2);
    }

    void small_numbers_are_no_proof_data() {
        QTest::addColumn<double>("unit");
        for (const double unit : {1e-150, 1e-12, 1e-5, 1.0, 1e5, 1e100}) QTest::addRow("%g", unit) << unit;
    }
    void small_numbers_are_no_proof() {
        QFETCH(double, unit);
        ElmanTraining training = syn_training();
        training.series.Y *= unit;
        const TikhonovWeights l = training.lambdas;
        training.lambdas = {l.A, unit * unit * l.W, unit * unit * l.V, unit * unit * l.b, l.c};
        Vector theta = syn_start();
        MutableWeights part = parts_of(training.shape(), theta.data());
        part.A *= unit;
        part.c *= unit;
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY(found.first_order == Answer::no && found.second_order == Answer::not_decided);
        QVERIFY(std::abs(found.relative_residual - 0.0703172) <= 1e-6);
        QVERIFY(is_shown(training, theta, found));
    }

    void a_proof_is_the_same_in_all_units_data() { small_numbers_are_no_proof_data(); }
    void a_proof_is_the_same_in_all_units() {
        QFETCH(double, unit);
        ElmanTraining training = syn_training();
        training.series.Y *= unit;
        const TikhonovWeights l = training.lambdas;
        training.lambdas = {l.A, unit * unit * l.W, unit * unit * l.V, unit * unit * l.b, l.c};
        Vector theta = rnn_fixture_vector("syn_limit_flip_z").head(training.shape().parameters());
        MutableWeights part = parts_of(training.shape(), theta.data());
        part.A *= unit;
        part.c *= unit;
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY(found.first_order == Answer::yes && found.second_order == Answer::yes);
        QCOMPARE(found.zeros, 8);
        QCOMPARE(found.point.size(), theta.size());
        QVERIFY(found.distance > 0 && found.distance < 1e-4);
        QVERIFY(found.change < 0 && found.reason.empty());
    }

    void the_penalised_problem_knows_its_units_too_data() {
        QTest::addColumn<double>("unit");
        QTest::addColumn<bool>("decided");
        QTest::newRow("1") << 1.0 << true;
        QTest::newRow("1e-3") << 0x1p-10 << true;
        // The betas are 1e24 times the objective then, and their rounding hides it.
        QTest::newRow("1e-12") << 0x1p-40 << false;
    }
    void the_penalised_problem_knows_its_units_too() {
        QFETCH(double, unit);
        QFETCH(bool, decided);
        ElmanTraining training = small_training(Activation::relu);
        training.series.Y *= unit;
        training.lambdas = {};
        Vector theta = random_weights(training.shape(), 0.5, 3);
        MutableWeights part = parts_of(training.shape(), theta.data());
        part.A *= unit;
        part.c *= unit;
        const PenaltyRnn problem(std::make_shared<const ElmanTraining>(training), {});
        const PenaltyStationarity found = test_penalty_stationarity(problem, lift(training, theta));
        QCOMPARE(found.answer, decided ? Answer::no : Answer::not_decided);
        QCOMPARE(found.drop > 0, decided);
        QCOMPARE(found.reason.empty(), decided);
    }

    /// Inputs of size 1e-3 and no ridge: u of size 1e-4 beside targets, A or betas of quite another.
    void small_states_do_not_stop_the_penalised_test_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<double>("inputs");
        QTest::addColumn<double>("targets");
        for (const Activation activation : {Activation::relu, Activation::leaky_relu, Activation::tanh})
            for (const double inputs : {1e-5, 1e-3, 1.0, 1e3})
                for (const double targets : {1e-4, 1.0, 1e3})
                    QTest::addRow("%s %g %g", to_string(activation).data(), inputs, targets)
                        << static_cast<int>(activation) << inputs << targets;
    }
    void small_states_do_not_stop_the_penalised_test() {
        QFETCH(int, activation);
        QFETCH(double, inputs);
        QFETCH(double, targets);
        ElmanTraining training = small_training(static_cast<Activation>(activation));
        training.series.X *= inputs;
        training.series.Y *= targets;
        training.lambdas = {};
        const PenaltyRnn problem(std::make_shared<const ElmanTraining>(training), {});
        Vector theta = random_weights(training.shape(), 0.1, 3);
        parts_of(training.shape(), theta.data()).b.setZero();
        const Vector z = lift(training, theta);
        const PenaltyStationarity found = test_penalty_stationarity(problem, z);
        QVERIFY2(found.answer == Answer::no, found.reason.c_str());
        Vector rows;
        const double before = problem.theta_value(z, rows);
        QVERIFY(problem.theta_value(z + found.drop_step * found.descent, rows) < before);
    }

    void a_concave_kink_holds_what_is_pushed_up_data() {
        QTest::addColumn<double>("alpha");
        QTest::addColumn<bool>("is_minimum");
        QTest::newRow("steeper on the left") << 2.0 << true;
        QTest::newRow("steeper on the right") << 0.5 << false;
    }
    void a_concave_kink_holds_what_is_pushed_up() {
        QFETCH(double, alpha);
        QFETCH(bool, is_minimum);
        // u_1 = b = 0 on its kink with dP/dh = -0.7 and mu = -1, u_2 = V = -0.5 beside it with mu = 1 from
        // the weight of V: alpha (-0.7) <= -1 <= -0.7 holds where elu is steeper on the left alone.
        const double V = -0.5, h = alpha * std::expm1(V);
        const Vector residual{{-0.7, 1 / (alpha * std::exp(V))}};
        const double c = -residual.sum() / 2;
        ElmanTraining training = one_unit(Activation::elu, Vector{{0, 1}}, Vector{{c, c + h}} - residual,
                                          {-residual[1] * h / 2, 1, 1, 1, 1});
        training.activation.alpha = alpha;
        const Vector theta{{1, 0, V, 0, c}};
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QCOMPARE(found.zeros, 1);
        QCOMPARE(found.first_order, is_minimum ? Answer::yes : Answer::no);
        QCOMPARE(found.second_order, is_minimum ? Answer::yes : Answer::not_decided);
        QVERIFY(is_minimum || is_shown(training, theta, found));
        QVERIFY(!is_minimum || std::abs(found.least_slope - 1 / 0.7) <= 1e-9);
    }

    void the_bend_of_elu_has_two_sides() {
        // All u are 0 and the gradient vanishes. With sigma'' = 1 at every unit, or at none, nothing bends
        // downward; along (dV, db) = (-1, 3) the last unit alone goes left, and there P falls.
        const ElmanTraining training =
            one_unit(Activation::elu, Vector{{1, 2, 3, 4}}, Vector{{-1, 3, -3, 1}}, {0, 1, 1e-4, 1e-4, 0.1});
        const Vector theta{{0.1, 0, 0, 0, 0}};
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QCOMPARE(found.first_order, Answer::yes);
        QVERIFY(found.second_order == Answer::no && is_shown(training, theta, found));
    }

    void a_saddle_is_told_by_a_step() {
        // A = 0 and b = 0, where P = |y|^2 + 2 (4/T) dA db sum y + ...: indefinite for small weights.
        const ElmanTraining training = one_unit(Activation::tanh, Vector{{0, 0, 0, 0}}, Vector{{1, -1, 1, 1}},
                                                {0.01, 0.01, 0.01, 0.01, 1e6});
        Vector theta{{0, 0, 0, 0, 0.5 / (1 + 1e6)}};
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QCOMPARE(found.first_order, Answer::yes);
        QVERIFY(found.second_order == Answer::no && is_shown(training, theta, found));
        QVERIFY(found.least_curvature < 0);
    }

    void dead_and_saturated_units_are_flat_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<double>("b");
        QTest::newRow("relu, dead") << static_cast<int>(Activation::relu) << -5.0;
        QTest::newRow("tanh, saturated") << static_cast<int>(Activation::tanh) << 60.0;
    }
    void dead_and_saturated_units_are_flat() {
        QFETCH(int, activation);
        QFETCH(double, b);
        const ElmanTraining training = one_unit(static_cast<Activation>(activation),
                                                Vector{{0.5, -0.3, 0.2, 0.1}}, Vector{{1, 2, 1, 4}}, {});
        const Vector theta{{activation == static_cast<int>(Activation::relu) ? 1.0 : 0.0, 0, 1, b, 2}};
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QCOMPARE(found.first_order, Answer::yes);
        QCOMPARE(found.second_order, Answer::not_decided);
        QVERIFY(!found.reason.empty());
    }

    void units_that_shrink_to_nothing_are_without_effect() {
        // A strong ridge: the minimum is at A = W = V = b = 0, all four units on their kinks.
        const ElmanTraining training =
            one_unit(Activation::relu, Vector{{0.5, -0.3, 0.2, 0.1}}, Vector{{1, 2, 1, 4}}, {9, 9, 9, 9, 1});
        for (const double off : {0.0, 1e-14, 1e-9, 1e-7}) {
            const Vector theta{{off, -off, off, -2 * off, 1}};
            const NetworkStationarity found = test_network_stationarity(training, theta);
            QVERIFY2(found.first_order == Answer::yes && found.second_order == Answer::yes,
                     found.reason.c_str());
            QVERIFY(std::isnan(found.least_slope) && found.point.size() == 5);
        }
    }

    void offsets_of_targets_are_no_proof() {
        ElmanTraining training = small_training(Activation::tanh);
        training.lambdas.c = 0;
        Vector theta = random_weights(training.shape(), 0.5, 3);
        training.series.Y.array() += 1e5;
        parts_of(training.shape(), theta.data()).c.array() += 1e5;
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY(found.first_order == Answer::no && is_shown(training, theta, found));
    }

    void no_sum_of_squares_is_less_than_0() {
        ElmanTraining training = small_training(Activation::relu);
        training.lambdas = {};
        const Vector theta = random_weights(training.shape(), 0.5, 3);
        training.series.Y = predict(training, theta).train;
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY(found.first_order == Answer::yes && found.second_order == Answer::yes);
    }

    void a_stop_request_is_heeded() {
        std::stop_source stop;
        stop.request_stop();
        const ElmanTraining training = syn_training();
        const Vector z = rnn_fixture_vector("syn_limit_flip_z");
        const NetworkStationarity found =
            test_network_stationarity(training, z.head(training.shape().parameters()), stop.get_token());
        QVERIFY(found.first_order == Answer::not_decided && found.reason == "stopped");
        const PenaltyRnn problem(std::make_shared<const ElmanTraining>(training), {});
        const PenaltyStationarity penalised =
            test_penalty_stationarity(problem, z, 0.5, 1e-8, stop.get_token());
        QVERIFY(penalised.answer == Answer::not_decided && penalised.reason == "stopped");
        QVERIFY(penalised.patterns == 0 && penalised.descent.size() == 0);
    }

    void every_answer_is_decided_or_says_why_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<double>("alpha");
        QTest::addColumn<int>("seed");
        for (const Activation activation :
             {Activation::tanh, Activation::elu, Activation::relu, Activation::leaky_relu}) {
            for (const double alpha : {0.5, 1.0, 2.0}) {
                if (alpha != 1 && activation != Activation::elu) continue;
                for (int seed = 1; seed <= 6; ++seed)
                    QTest::addRow("%s %g, seed %d", to_string(activation).data(), alpha, seed)
                        << static_cast<int>(activation) << alpha << seed;
            }
        }
    }
    void every_answer_is_decided_or_says_why() {
        QFETCH(int, activation);
        QFETCH(double, alpha);
        QFETCH(int, seed);
        const ElmanTraining training = small_training(static_cast<Activation>(activation), alpha);
        const Vector theta = random_weights(training.shape(), 0.7, static_cast<std::uint64_t>(seed));
        const NetworkStationarity found = test_network_stationarity(training, theta);
        const bool refuted = found.first_order == Answer::no || found.second_order == Answer::no;
        QCOMPARE(found.descent.size() > 0, refuted);
        QVERIFY(!refuted || is_shown(training, theta, found));
        QVERIFY(found.first_order != Answer::not_decided || !found.reason.empty());
        QVERIFY(found.reason.find("nan") == std::string::npos);
    }
};

QTEST_APPLESS_MAIN(RecurrentCertificateTest)
#include "recurrent_certificate_test.moc"
