// SPDX-License-Identifier: GPL-3.0-or-later
// Certificates by products alone: the same answers as those of dense matrices, and answers where these would
// be too large.
#include <array>
#include <cmath>
#include <stop_token>

#include <QTest>

#include "core/analysis/end_point.h"
#include "core/analysis/free_directions.h"
#include "core/analysis/recurrent_stationarity.h"
#include "core/analysis/wide_curvature.h"
#include "core/analysis/wide_newton.h"
#include "core/numeric/input_error.h"
#include "core/numeric/random.h"
#include "core/problems/lifted.h"
#include "core/solvers/quasi_newton.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

constexpr Index never_dense = 0;

/// 1,802 weights.
ElmanTraining wide_training(Activation activation, double tau) {
    ElmanTraining training;
    training.hidden = 40;
    training.activation.kind = activation;
    training.lambdas = TikhonovWeights::from_tau(tau, {40, 2, 2});
    training.series = generate_series({.teacher = {3, 2, 2}, .steps = 30, .noise = 0.3, .seed = 4}).series;
    return training;
}

Vector end_of(const ElmanTraining& training, std::uint64_t seed, Index iterations) {
    const ElmanRnn problem(std::make_shared<const ElmanTraining>(training));
    StoppingRule stopping;
    stopping.gradient_tolerance = 1e-9;
    const Lbfgs solver(trial_options(stopping, iterations));
    return solver.solve(problem, random_weights(training.shape(), 0.3, seed)).x;
}

/// Weights 0 but for c, where c is best: nothing leads down at first, and A and W together do.
Vector idle(const ElmanTraining& training) {
    Vector theta = Vector::Zero(training.shape().parameters());
    parts_of(training.shape(), theta.data()).c =
        training.series.Y.rowwise().mean() / (1 + training.lambdas.c);
    return theta;
}

double objective(const ElmanTraining& training, const Vector& theta) {
    return network_objective(training, theta, predict(training, theta).train);
}

/// Whether a step that is told leads where P is lower.
bool is_shown(const ElmanTraining& training, const Vector& theta, const NetworkStationarity& found) {
    return objective(training, theta + found.drop_step * found.descent) < objective(training, theta);
}

void compare(const ElmanTraining& training, const Vector& theta) {
    const NetworkStationarity dense = test_network_stationarity(training, theta);
    const NetworkStationarity wide = test_network_stationarity(training, theta, {}, never_dense);
    QCOMPARE(wide.first_order, dense.first_order);
    QVERIFY2(wide.second_order == dense.second_order, wide.reason.c_str());
    QVERIFY(!dense.second_order_estimated);
    QCOMPARE(wide.second_order_estimated, wide.second_order == Answer::yes);
    QCOMPARE(wide.zeros, dense.zeros);
    QCOMPARE(wide.rank, dense.rank);
    QCOMPARE(wide.cone_dimension, dense.cone_dimension);
    QCOMPARE(wide.point.size(), dense.point.size());
    // Both stop where the gradient is at its rounding, which the curvature magnifies: Newton's last step.
    if (dense.point.size() > 0 && dense.second_order == Answer::yes)
        QVERIFY((wide.point - dense.point).norm() <= 1e-6 * (1 + dense.point.norm()));
    QCOMPARE(std::isnan(wide.least_curvature), std::isnan(dense.least_curvature));
    if (std::isnan(dense.least_curvature)) return;
    QCOMPARE(dense.curvature_error, 0.0);
    QVERIFY(wide.curvature_error > 0);
    // Lanczos' own error, and what the two points differ by.
    QVERIFY(std::abs(wide.least_curvature - dense.least_curvature) <=
            wide.curvature_error + 1e-5 * std::abs(dense.least_curvature) + 1e-10);
}

}  // namespace

class WideCertificateTest : public QObject {
    Q_OBJECT

  private slots:
    void free_directions_are_those_of_their_basis() {
        RandomStream stream(5);
        Matrix rows(4, 30);
        for (double& entry : entries(rows)) entry = stream.normal();
        rows.row(3) = rows.row(0) - 2 * rows.row(1);
        const FreeDirections free(rows);
        QCOMPARE(free.rank(), 3);
        const Matrix basis = free.basis(), span = free.span();
        QCOMPARE(basis.cols(), 27);
        QVERIFY((rows * basis).norm() <= 1e-13 * rows.norm());
        QVERIFY((basis.transpose() * basis - Matrix::Identity(27, 27)).norm() <= 1e-13);
        QVERIFY((span.transpose() * basis).norm() <= 1e-13);
        const Vector z = uniform_direction(stream, 27), g = uniform_direction(stream, 30);
        Vector d, back;
        free.out(z, d);
        free.in(g, back);
        QVERIFY((d - basis * z).norm() <= 1e-14 && (back - basis.transpose() * g).norm() <= 1e-14);
    }

    void units_turn_a_step_without_memory_into_the_identity() {
        // One step in time, whose outputs are met: but for what couples A with the rest, which A = 0 or no
        // change of A leaves out, C^T H C is the identity.
        ElmanTraining training = small_training(Activation::relu);
        training.series.X = training.series.X.leftCols(1).eval();
        const Vector theta = random_weights(training.shape(), 0.7, 2);
        training.series.Y = training.series.Y.leftCols(1).eval();
        training.series.Y = predict(training, theta).train;
        KinkLagrangian lagrangian(training);
        QVERIFY(
            lagrangian.move(theta, signs_of(states_of(lifted_layout(training), lift(training, theta)).u)));
        lagrangian.gradient(Vector(0));
        KroneckerUnits units;
        QVERIFY(units.refresh(lagrangian));
        const Index n = theta.size(), outputs = training.shape().offset_W();
        WideCurvature curvature(lagrangian, units, Matrix(0, n));
        QCOMPARE(curvature.dimension(), n);
        Matrix H(n, n);
        Vector column;
        for (Index j = 0; j < n; ++j) {
            QVERIFY(curvature.multiply(Vector::Unit(n, j), column));
            H.col(j) = column;
        }
        const Index inner = training.shape().size_WVb();
        QVERIFY((H.block(outputs, outputs, inner, inner) - Matrix::Identity(inner, inner)).norm() <= 1e-12);
        QVERIFY((H.topLeftCorner(outputs, outputs) - Matrix::Identity(outputs, outputs)).norm() <= 1e-12);
        const Vector e = Vector::Random(n), g = Vector::Random(n);
        Vector d, pulled;
        units.out(e, d);
        units.in(g, pulled);
        QVERIFY(std::abs(d.dot(g) - e.dot(pulled)) <= 1e-12 * d.norm() * g.norm());
    }

    void kinked_minima_are_certified_alike_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("flip") << "syn_limit_flip_z";
        QTest::newRow("random") << "syn_limit_rng_z";
    }
    void kinked_minima_are_certified_alike() {
        QFETCH(QString, name);
        const ElmanTraining training = syn_training();
        const Vector z = rnn_fixture_vector(name.toStdString());
        const Vector theta = z.head(training.shape().parameters());
        const NetworkStationarity wide = test_network_stationarity(training, theta, {}, never_dense);
        QVERIFY(wide.first_order == Answer::yes && wide.second_order == Answer::yes);
        QCOMPARE(wide.rank, 8);
        compare(training, theta);
        compare(training, syn_start());
    }

    void ends_are_certified_alike_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("seed");
        for (const Activation activation :
             {Activation::tanh, Activation::elu, Activation::relu, Activation::leaky_relu})
            for (int seed = 1; seed <= 4; ++seed)
                QTest::addRow("%s, seed %d", to_string(activation).data(), seed)
                    << static_cast<int>(activation) << seed;
    }
    void ends_are_certified_alike() {
        QFETCH(int, activation);
        QFETCH(int, seed);
        const ElmanTraining training = small_training(static_cast<Activation>(activation));
        compare(training, end_of(training, static_cast<std::uint64_t>(seed), 3000));
    }

    void saddles_are_certified_alike() {
        for (const Activation activation : {Activation::tanh, Activation::elu}) {
            const ElmanTraining training = small_training(activation);
            const Vector theta = idle(training);
            const NetworkStationarity wide = test_network_stationarity(training, theta, {}, never_dense);
            QVERIFY2(wide.first_order == Answer::yes && wide.second_order == Answer::no, wide.reason.c_str());
            QVERIFY(is_shown(training, theta, wide));
            compare(training, theta);
        }
    }

    void a_wide_minimum_is_certified_data() {
        QTest::addColumn<int>("activation");
        QTest::newRow("tanh") << static_cast<int>(Activation::tanh);
        QTest::newRow("elu") << static_cast<int>(Activation::elu);
    }
    void a_wide_minimum_is_certified() {
        QFETCH(int, activation);
        const ElmanTraining training = wide_training(static_cast<Activation>(activation), 100);
        const Vector theta = end_of(training, 1, 20000);
        QVERIFY(theta.size() > most_dense_certificate);
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY2(found.first_order == Answer::yes && found.second_order == Answer::yes, found.reason.c_str());
        QVERIFY(found.second_order_estimated);
        QVERIFY(found.least_curvature > found.curvature_error && found.curvature_error > 0);
        const EndPoint end = classify_network_end(found);
        QCOMPARE(end.eigenvalue_error, found.curvature_error);
        // Nothing that Lanczos can miss lies lower: quotients of random directions.
        RandomStream stream(2);
        const double at = objective(training, found.point);
        for (int trial = 0; trial < 100; ++trial) {
            const Vector d = 1e-3 * uniform_direction(stream, theta.size());
            QVERIFY(objective(training, found.point + d) > at);
        }
    }

    void a_wide_minimum_on_kinks_is_certified() {
        // The reference limit with 300 inputs more that are always 0: N = 1,255, and as many weights of V
        // that only their ridge holds.
        ElmanTraining training = syn_training();
        const ElmanShape narrow = training.shape();
        const Vector z = rnn_fixture_vector("syn_limit_flip_z");
        const ConstWeights from = weights_of(narrow, z.data());
        training.series.X.conservativeResize(narrow.inputs + 300, Eigen::NoChange);
        training.series.X.bottomRows(300).setZero();
        training.series.X_test.conservativeResize(narrow.inputs + 300, Eigen::NoChange);
        training.series.X_test.bottomRows(300).setZero();
        Vector theta = Vector::Zero(training.shape().parameters());
        MutableWeights to = parts_of(training.shape(), theta.data());
        to.A = from.A;
        to.W = from.W;
        to.V.leftCols(narrow.inputs) = from.V;
        to.b = from.b;
        to.c = from.c;
        QVERIFY(theta.size() > most_dense_certificate);
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY2(found.first_order == Answer::yes && found.second_order == Answer::yes, found.reason.c_str());
        QCOMPARE(found.zeros, 8);
        QCOMPARE(found.rank, 8);
        QCOMPARE(found.cone_dimension, theta.size() - 8);
        QVERIFY(found.second_order_estimated);
        // As that of the reference limit, to the digits that are known of it.
        QVERIFY(2 * training.lambdas.V > 0.0111 + 1e-4);
        QVERIFY(std::abs(found.least_curvature - 0.0111) <= 1e-4 + found.curvature_error);
    }

    /// Ridges all but 0 make units that round more than the smallest curvature in them; in the weights' own
    /// units it is seen.
    void units_that_hide_a_sign_give_way_to_the_weights_own() {
        ElmanTraining training;
        training.hidden = 1;
        training.activation.kind = Activation::tanh;
        training.lambdas = {1e-9, 1e-9, 1e-9, 1e-9, 1e-9};
        training.series = generate_series({.teacher = {3, 1, 1}, .steps = 8, .noise = 0.3, .seed = 3}).series;
        const Vector theta = end_of(training, 3, 3000);
        const NetworkStationarity found = test_network_stationarity(training, theta, {}, never_dense);
        QVERIFY2(found.second_order == Answer::yes && found.second_order_estimated, found.reason.c_str());
        QCOMPARE(test_network_stationarity(training, theta).second_order, Answer::yes);

        KinkLagrangian lagrangian(training);
        QVERIFY(lagrangian.move(found.point, KinkSigns()));
        QVERIFY(lagrangian.find_columns({}));
        lagrangian.gradient(Vector(0));
        KroneckerUnits units;
        QVERIFY(units.refresh(lagrangian));
        WideCurvature curvature(lagrangian, units, Matrix(0, theta.size()));
        const auto hidden = ends_of_curvature(curvature, 16 * units.rounding(), {});
        QVERIFY(hidden && !hidden->is_positive() && !hidden->is_negative());
        const auto shown =
            ends_of_hessian(lagrangian, Matrix(0, theta.size()), Vector::Ones(theta.size()), {});
        QVERIFY(shown && shown->is_positive());
    }

    void a_wide_saddle_is_refuted() {
        const ElmanTraining training = wide_training(Activation::tanh, 0.3);
        const Vector theta = idle(training);
        const NetworkStationarity found = test_network_stationarity(training, theta);
        QVERIFY2(found.first_order == Answer::yes && found.second_order == Answer::no, found.reason.c_str());
        QVERIFY(found.least_curvature < 0 && !found.second_order_estimated);
        QVERIFY(is_shown(training, theta, found));
    }

    void a_wide_slope_is_refuted() {
        for (const Activation activation : {Activation::tanh, Activation::relu}) {
            const ElmanTraining training = wide_training(activation, 3);
            const Vector theta = random_weights(training.shape(), 0.3, 1);
            const NetworkStationarity found = test_network_stationarity(training, theta);
            QVERIFY2(found.first_order == Answer::no, found.reason.c_str());
            QVERIFY(is_shown(training, theta, found));
        }
    }

    void a_stop_request_is_heeded() {
        std::stop_source stop;
        stop.request_stop();
        const ElmanTraining training = wide_training(Activation::tanh, 3);
        const NetworkStationarity found =
            test_network_stationarity(training, idle(training), stop.get_token());
        QVERIFY(found.first_order == Answer::not_decided && found.reason == "stopped");
        // Within the search and within Lanczos: no product is formed any more.
        const Vector theta = random_weights(training.shape(), 0.3, 1);
        KinkLagrangian lagrangian(training);
        QVERIFY(lagrangian.move(theta, KinkSigns()));
        QVERIFY(lagrangian.find_columns({}));
        const Vector gradient = lagrangian.gradient(Vector(0));
        const std::stop_token token = stop.get_token();
        Vector step;
        WideNewton newton(lagrangian, token);
        QVERIFY(!newton.step(gradient, 1e-6, step));
        KroneckerUnits units;
        QVERIFY(units.refresh(lagrangian));
        WideCurvature curvature(lagrangian, units, Matrix(0, theta.size()));
        QVERIFY(!ends_of_curvature(curvature, 1e-11, token));
        QVERIFY(ends_of_curvature(curvature, 1e-11, {}));
    }

    void what_does_not_fit_is_said_beforehand() {
        try {
            require_wide_fits(Index{1} << 50);
            QFAIL("it fits");
        } catch (const InputError& error) {
            QVERIFY(std::string(error.what()).find("the certificate of a network with") == 0);
        }
    }
};

QTEST_APPLESS_MAIN(WideCertificateTest)
#include "wide_certificate_test.moc"
