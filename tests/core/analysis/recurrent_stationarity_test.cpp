// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates of d-stationarity of recurrent networks, at the three points of the reference problem.
#include "core/analysis/recurrent_stationarity.h"

#include <cmath>
#include <utility>

#include <QTest>

#include "core/analysis/penalty_stationarity.h"
#include "core/problems/elman_rnn.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

class RecurrentStationarityTest : public QObject {
    Q_OBJECT

  private slots:
    void the_limits_are_stationary_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("flip") << "syn_limit_flip_z";
        QTest::newRow("random") << "syn_limit_rng_z";
    }
    void the_limits_are_stationary() {
        QFETCH(QString, name);
        const PenaltyRnn problem(training_, {});
        const Vector z = rnn_fixture_vector(name.toStdString());
        const PenaltyStationarity penalised = test_penalty_stationarity(problem, z);
        QVERIFY(penalised.answer == Answer::yes);
        QCOMPARE(penalised.zeros, 8);
        QCOMPARE(penalised.patterns, 256);
        QVERIFY(penalised.largest_decrease <= 1e-11);
        QCOMPARE(penalised.descent.size(), 0);

        const NetworkStationarity network = test_network_stationarity(*training_, weights_in(z));
        QVERIFY(network.first_order == Answer::yes && network.second_order == Answer::yes);
        QVERIFY(network.residual <= 1e-5);
        QVERIFY(network.least_slope > 0 && network.largest_slope < 1);
        QCOMPARE(network.rank, 8);
        QCOMPARE(network.cone_dimension, 47);
        QVERIFY(std::abs(network.least_curvature - 0.0111) <= 1e-4);
    }

    void one_pattern_is_not_enough() {
        const PenaltyRnn problem(training_, {});
        const Vector z = rnn_fixture_vector("syn_notstationary_plus_z");
        const PenaltyStationarity penalised = test_penalty_stationarity(problem, z);
        QVERIFY(penalised.own_decrease <= 1e-10);  // passes its own signs
        QVERIFY(penalised.answer == Answer::no);   // and fails another choice
        QVERIFY(std::abs(penalised.largest_decrease - 1.8e-5) <= 1e-6);
        Vector rows;
        const Vector moved = z + penalised.drop_step * penalised.descent;
        QVERIFY(problem.theta_value(moved, rows) < problem.theta_value(z, rows));

        const NetworkStationarity network = test_network_stationarity(*training_, weights_in(z));
        QVERIFY(network.first_order == Answer::no && network.second_order == Answer::not_decided);
        QVERIFY(network.largest_slope > 1);
        const ElmanRnn objective(training_);
        const Vector theta = z.head(objective.dimension());
        double before = 0, after = 0;
        const auto evaluator = objective.evaluator();
        QVERIFY(evaluator->value(theta, before) == EvalStatus::ok);
        QVERIFY(evaluator->value(theta + network.drop_step * network.descent, after) == EvalStatus::ok);
        QVERIFY(after < before && std::abs(before - after - network.drop) <= 1e-12);
    }

    void the_start_is_not_stationary() {
        const Vector z = lift(*training_, syn_start());
        const NetworkStationarity network = test_network_stationarity(*training_, weights_in(z));
        QVERIFY(network.first_order == Answer::no);
        QCOMPARE(network.zeros, 0);
        QCOMPARE(network.cone_dimension, 55);
        QVERIFY(network.drop > 0);
        const PenaltyRnn problem(training_, {});
        const PenaltyStationarity penalised = test_penalty_stationarity(problem, z);
        QVERIFY(penalised.answer == Answer::no && penalised.patterns == 1);
    }

    void residual_is_the_gradient_where_there_is_no_kink() {
        const ElmanTraining training = small_training(Activation::tanh);
        const Vector theta = random_weights(training.shape(), 0.5, 3);
        const ElmanRnn problem(training);
        double f = 0;
        Vector g;
        QVERIFY(problem.evaluator()->gradient(theta, f, g) == EvalStatus::ok);
        const NetworkStationarity network = test_network_stationarity(training, theta);
        QVERIFY(std::abs(network.residual - g.norm()) <= 1e-12);
    }

    void too_many_zeros_are_not_decided() {
        const PenaltyRnn problem(training_, {});
        // With all weights 0 every u is 0: 32 kinks.
        const Vector z = lift(*training_, Vector::Zero(training_->shape().parameters()));
        const PenaltyStationarity penalised = test_penalty_stationarity(problem, z);
        QVERIFY(penalised.answer == Answer::not_decided);
        QCOMPARE(penalised.zeros, 32);
        QCOMPARE(penalised.patterns, 0);
    }

    void units_without_effect_are_stationary() {
        const ElmanTraining training = small_training(Activation::relu);
        Vector theta = Vector::Zero(training.shape().parameters());
        // All that (P) depends on to first order is c: |c - mean y|^2 and its ridge.
        MutableWeights part = parts_of(training.shape(), theta.data());
        part.c = training.series.Y.rowwise().mean() / (1 + training.lambdas.c);
        const NetworkStationarity network = test_network_stationarity(training, theta);
        QCOMPARE(network.zeros, 21);
        QVERIFY(network.first_order == Answer::yes && network.second_order == Answer::not_decided);
        QVERIFY(std::isnan(network.least_slope) && std::isnan(network.largest_slope));
    }

    void more_kinks_than_can_be_tried_are_not_decided() {
        ElmanTraining training = small_training(Activation::relu);
        training.series = generate_series({.teacher = {3, 2, 2}, .steps = 1500}).series;
        const Vector z = lift(training, Vector::Zero(training.shape().parameters()));
        const NetworkStationarity network =
            test_network_stationarity(training, z.head(training.shape().parameters()));
        QCOMPARE(network.zeros, 4500);
        QVERIFY(network.first_order == Answer::not_decided && std::isnan(network.residual));
    }

  private:
    Vector weights_in(const Vector& z) const { return z.head(training_->shape().parameters()); }

    const std::shared_ptr<const ElmanTraining> training_ =
        std::make_shared<const ElmanTraining>(syn_training());
};

QTEST_APPLESS_MAIN(RecurrentStationarityTest)
#include "recurrent_stationarity_test.moc"
