// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/penalty_exactness.h"

#include <array>
#include <cmath>
#include <utility>

#include <QTest>

#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

std::shared_ptr<const ElmanTraining> syn() {
    return std::make_shared<const ElmanTraining>(syn_training());
}

}  // namespace

class PenaltyExactnessTest : public QObject {
    Q_OBJECT

  private slots:
    void the_curve_of_the_reference_problem() {
        const auto training = syn();
        const std::array<PenaltyWeights, 6> betas{{{.37, .37, .37},
                                                   {.36, .36, .36},
                                                   {.30, .30, .30},
                                                   {.10, .10, .10},
                                                   {.31, .31, 1},
                                                   {.295, .295, 1}}};
        SolverOptions options;
        options.stopping.max_iterations = 400;
        const auto curve = exactness_curve(training, syn_start(), betas, options);
        const auto near = [](double found, double expected) {
            return std::abs(found - expected) <= 0.005 * expected;  // three digits are given
        };
        // Above the threshold what is left at iteration 400 is the curvature of the last step.
        QVERIFY(curve[0].violation_v < 2.5e-6 && curve[0].violation_h < 2.5e-6);
        QVERIFY(near(curve[1].violation_v, 0.0197));
        QVERIFY(near(curve[2].violation_v, 0.320));
        QVERIFY(near(curve[3].violation_v, 1.50));
        QVERIFY(curve[4].violation_v < 2.5e-6 && curve[4].violation_h < 2.5e-6);
        QVERIFY(near(curve[5].violation_h, 0.171));
    }

    void the_multipliers_tell_where_it_breaks() {
        const auto training = syn();
        const PenaltyRnn problem(training, {});
        const auto found = thresholds_a_posteriori(problem, rnn_fixture_vector("syn_limit_flip_z"));
        QVERIFY(std::abs(std::pow(10, found.log10_v) - 0.364) <= 1e-3);
        QVERIFY(std::abs(std::pow(10, found.log10_h) - 0.302) <= 1e-3);
        QVERIFY(found.exceeded_by({.37, .37, .37}));
        QVERIFY(!found.exceeded_by({.37, .37, .36}) && !found.exceeded_by({.295, .37, .37}));
    }

    void multipliers_that_touch_the_weights_are_lower_bounds() {
        const auto training = syn();
        const Vector z = rnn_fixture_vector("syn_limit_flip_z");
        const auto sharp = thresholds_a_posteriori(PenaltyRnn(training, {}), z);
        QVERIFY(!sharp.is_capped() && sharp.is_known());
        const PenaltyWeights small{.1, .1, .1};
        const auto capped = thresholds_a_posteriori(PenaltyRnn(training, small), z);
        QVERIFY(capped.capped_v && capped.is_capped());
        QVERIFY(std::abs(capped.log10_v + 1) <= 1e-6);  // no multiplier exceeds its weight
        // What is capped is exceeded by nothing: how large the weights must be is not known.
        QVERIFY(!capped.exceeded_by(small) && !capped.exceeded_by({1, 1, 1}));
    }

    /// What a wide network is spared: rows that give way.
    void where_no_row_may_give_way_multipliers_are_those_of_a_kept_step() {
        const auto training = syn();
        const Vector z = rnn_fixture_vector("syn_limit_flip_z");
        const auto sharp = thresholds_a_posteriori(PenaltyRnn(training, {}), z);
        const auto kept = thresholds_a_posteriori(PenaltyRnn(training, {}), z, 0.5, false);
        QVERIFY(kept.log10_h == sharp.log10_h && kept.log10_u == sharp.log10_u &&
                kept.log10_v == sharp.log10_v);
        QVERIFY(!thresholds_a_posteriori(PenaltyRnn(training, {.1, .1, .1}), z, 0.5, false).is_known());
    }

    void the_three_thresholds_are_ordered() {
        const auto training = syn();
        const PenaltyRnn problem(training, {});
        const Vector z = rnn_fixture_vector("syn_limit_flip_z");
        Vector rows;
        const double level = problem.theta_value(lift(*training, syn_start()), rows);
        const auto priori = thresholds_a_priori(*training, level);
        const auto point = thresholds_at_point(*training, z);
        const auto posteriori = thresholds_a_posteriori(problem, z);
        QVERIFY(priori.log10_h > point.log10_h && point.log10_h > posteriori.log10_h);
        QVERIFY(priori.log10_u > point.log10_u && point.log10_u > posteriori.log10_u);
        QVERIFY(priori.log10_v > point.log10_v);
        // At a feasible point y_v = -(2/T)(v - y): the two agree.
        QVERIFY(std::abs(point.log10_v - posteriori.log10_v) <= 1e-6);
    }

    void long_series_overflow_no_double() {
        ElmanTraining training = syn_training();
        training.series = generate_series({.steps = 400}).series;
        training.lambdas = TikhonovWeights::from_tau(1e-3, training.shape());
        const auto thresholds = thresholds_a_priori(training, 2);
        QVERIFY(std::isfinite(thresholds.log10_h) && thresholds.log10_h > 400);
        training.lambdas.W = 0;
        QVERIFY(std::isinf(thresholds_a_priori(training, 2).log10_h));
    }

    void the_formula_holds_in_a_small_case() {
        ElmanTraining training = syn_training();
        const ElmanShape shape = training.shape();
        Vector theta = Vector::Zero(shape.parameters());
        MutableWeights part = parts_of(shape, theta.data());
        part.A(0, 0) = 3;
        part.W(1, 0) = -2;
        const Vector z = lift(training, theta);
        // With V = b = c = 0 the states are 0, v = 0, and the residual is y.
        const double G = 2.0 / 8 * training.series.Y.cwiseAbs().maxCoeff();
        const auto found = thresholds_at_point(training, z);
        QVERIFY(std::abs(found.log10_v - std::log10(G)) <= 1e-12);
        QVERIFY(std::abs(found.log10_h - std::log10(G * 3 * 255)) <= 1e-12);  // 1 + 2 + ... + 2^7
    }

    void a_stop_leaves_the_rest_out() {
        const auto training = syn();
        const std::array<PenaltyWeights, 1> betas{{{1, 1, 1}}};
        std::stop_source source;
        source.request_stop();
        const auto curve = exactness_curve(training, syn_start(), betas, {}, {}, {}, source.get_token());
        QVERIFY(curve[0].termination == Termination::invalid_input);
    }
};

QTEST_APPLESS_MAIN(PenaltyExactnessTest)
#include "penalty_exactness_test.moc"
