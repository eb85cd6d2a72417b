// SPDX-License-Identifier: GPL-3.0-or-later
// (P): values, derivatives and one-sided derivatives of the Elman network.
#include "core/problems/elman_rnn.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <sstream>
#include <vector>

#include <QTest>

#include "core/numeric/input_error.h"
#include "core/problems/network_measures.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

constexpr double fixture_tolerance = 1e-12;  // relative; the fixtures hold 16 digits

/// The dyadic problem whose unit 0 has u = 0 at every step.
ElmanTraining kinked_training(const std::string& activation) {
    ElmanTraining training;
    training.hidden = 4;
    training.lambdas = rnn_fixture_lambdas();
    training.series.X = rnn_fixture("dd_X").transpose();
    training.series.Y = rnn_fixture("dd_Y").transpose();
    if (activation == "leaky") training.activation.kind = Activation::leaky_relu;
    if (activation == "elu" || activation == "elu2") training.activation.kind = Activation::elu;
    if (activation == "elu2") training.activation.alpha = 2;
    if (activation == "tanh") training.activation.kind = Activation::tanh;
    return training;
}

bool near(double found, double expected) {
    return std::abs(found - expected) <= fixture_tolerance * std::max(1.0, std::abs(expected));
}

}  // namespace

class ElmanRnnTest : public QObject {
    Q_OBJECT

  private slots:
    void one_sided_derivatives_at_kinks() {
        const Vector theta = rnn_fixture_vector("dd_theta");
        const Matrix directions = rnn_fixture("dd_dirs");
        int lines = 0;
        std::istringstream table(rnn_fixture_text("dd_expected"));
        std::string line, activation, cell;
        std::getline(table, line);
        while (std::getline(table, line)) {
            std::istringstream cells(line);
            std::getline(cells, activation, ',');
            std::array<double, 4> numbers{};
            for (double& number : numbers) {
                std::getline(cells, cell, ',');
                number = std::stod(cell);
            }
            const ElmanRnn problem(kinked_training(activation));
            const auto evaluator = problem.evaluator();
            const Vector direction = directions.col(static_cast<Index>(numbers[0]));
            double f = 0, first = 0, second = 0;
            QVERIFY(evaluator->value(theta, f) == EvalStatus::ok);
            QVERIFY(evaluator->directional_derivative(theta, direction, first, second) == EvalStatus::ok);
            QVERIFY2(near(f, numbers[1]), line.c_str());
            QVERIFY2(near(first, numbers[2]), line.c_str());
            QVERIFY2(near(second, numbers[3]), line.c_str());
            ++lines;
        }
        QCOMPARE(lines, 10);
    }

    void derivatives_by_differences_data() { add_activations(); }
    void derivatives_by_differences() {
        QFETCH(int, kind);
        const ElmanRnn problem(small_training(static_cast<Activation>(kind)));
        const Vector theta = random_weights(problem.training().shape(), 0.6, 5);
        const auto evaluator = problem.evaluator();
        const Index n = theta.size();
        double f = 0;
        Vector g, ahead, behind, column;
        Matrix H;
        QVERIFY(evaluator->gradient(theta, f, g) == EvalStatus::ok);
        QVERIFY(evaluator->hessian(theta, H) == EvalStatus::ok);
        QVERIFY(H == H.transpose());
        constexpr double step = 1e-6;  // far smaller than the distance to the next kink
        for (Index j = 0; j < n; ++j) {
            double right = 0, left = 0;
            QVERIFY(evaluator->gradient(theta + step * Vector::Unit(n, j), right, ahead) == EvalStatus::ok);
            QVERIFY(evaluator->gradient(theta - step * Vector::Unit(n, j), left, behind) == EvalStatus::ok);
            // Rounding of the difference quotient: 1e-16 |f| / step, here below 1e-9.
            QVERIFY(std::abs((right - left) / (2 * step) - g[j]) <= 2e-9);
            QVERIFY(((ahead - behind) / (2 * step) - H.col(j)).lpNorm<Eigen::Infinity>() <= 2e-9);
            QVERIFY(evaluator->hessian_product(theta, Vector::Unit(n, j), column) == EvalStatus::ok);
            QVERIFY((column - H.col(j)).lpNorm<Eigen::Infinity>() <= 1e-13);
        }
    }

    void directional_derivatives_away_from_kinks_data() { add_activations(); }
    void directional_derivatives_away_from_kinks() {
        QFETCH(int, kind);
        const ElmanRnn problem(small_training(static_cast<Activation>(kind)));
        const Vector theta = random_weights(problem.training().shape(), 0.6, 5);
        const Vector direction = random_weights(problem.training().shape(), 1, 6);
        const auto evaluator = problem.evaluator();
        double f = 0, first = 0, second = 0;
        Vector g, Hd;
        QVERIFY(evaluator->gradient(theta, f, g) == EvalStatus::ok);
        QVERIFY(evaluator->hessian_product(theta, direction, Hd) == EvalStatus::ok);
        QVERIFY(evaluator->directional_derivative(theta, direction, first, second) == EvalStatus::ok);
        QVERIFY(std::abs(first - g.dot(direction)) <= 1e-12);
        QVERIFY(std::abs(second - direction.dot(Hd)) <= 1e-12);
    }

    void plane_samples_are_the_values_data() { add_activations(); }
    void plane_samples_are_the_values() {
        QFETCH(int, kind);
        const ElmanRnn problem(small_training(static_cast<Activation>(kind)));
        const ElmanShape shape = problem.training().shape();
        const Plane plane{random_weights(shape, 0.6, 5), random_weights(shape, 1, 6),
                          random_weights(shape, 1, 7)};
        const auto evaluator = problem.evaluator();
        const auto sampler = evaluator->plane_sampler(plane);
        std::vector<double> a(70), b(70), out(70);  // more than one batch
        for (std::size_t i = 0; i < a.size(); ++i) {
            a[i] = 0.03 * static_cast<double>(i) - 1;
            b[i] = 0.7 - 0.02 * static_cast<double>(i);
        }
        sampler->values(a, b, out);
        for (std::size_t i = 0; i < a.size(); ++i) {
            double f = 0;
            QVERIFY(evaluator->value(plane.origin + a[i] * plane.p1 + b[i] * plane.p2, f) == EvalStatus::ok);
            QVERIFY(std::abs(out[i] - f) <= 1e-12 * f);
        }
        // Fewer at a time are the same, bit by bit.
        for (std::size_t points = 1; points <= 9; ++points) {
            std::vector<double> some(points);
            sampler->values(std::span(a).first(points), std::span(b).first(points), some);
            QVERIFY(std::equal(some.begin(), some.end(), out.begin()));
        }
    }

    void the_reference_start() {
        const ElmanRnn problem(syn_training());
        const Vector theta = syn_start();
        double f = 0;
        const auto evaluator = problem.evaluator();
        QVERIFY(evaluator->value(theta, f) == EvalStatus::ok);
        QVERIFY(near(f, 2.1739251505554797));
        NetworkMeasures measures;
        QVERIFY(evaluator->measure(theta, measures));
        QVERIFY(near(measures.train_error, 2.1416497226826188));
        QVERIFY(near(measures.test_error, 6.1209207208472627));
        QVERIFY(near(measures.network_objective, f));
        QVERIFY(measures.zeros == 0 && measures.slope_jump == 0);
        const ElmanOutputs outputs = predict(problem.training(), theta);
        QVERIFY(near(mean_square_error(outputs.train, problem.training().series.Y), measures.train_error));
        QVERIFY(near(mean_square_error(outputs.test, problem.training().series.Y_test), measures.test_error));
    }

    void a_kink_shows_in_the_measures() {
        const ElmanRnn problem(kinked_training("relu"));
        NetworkMeasures measures;
        QVERIFY(problem.evaluator()->measure(rnn_fixture_vector("dd_theta"), measures));
        QVERIFY(measures.zeros >= 8);  // unit 0 at each of the 8 steps
        QVERIFY(measures.near_zeros >= measures.zeros);
        QVERIFY(measures.slope_jump > 0.1);
        QCOMPARE(measures.nondifferentiable_share, 1.0);
        QVERIFY(measures.spectral_radius <= measures.recurrent_norm * (1 + 1e-12));
        QVERIFY(measures.multiplier_growth > 0);
    }

    void an_exploding_recursion_is_not_finite() {
        const ElmanRnn problem(small_training(Activation::relu));
        const Vector theta = Vector::Constant(problem.dimension(), 1e80);
        double f = 0;
        Vector g;
        QVERIFY(problem.evaluator()->value(theta, f) == EvalStatus::not_finite);
        QVERIFY(problem.evaluator()->gradient(theta, f, g) == EvalStatus::not_finite);
    }

    void bad_training_is_refused() {
        const auto refused = [](auto change) {
            ElmanTraining training = small_training(Activation::relu);
            change(training);
            try {
                ElmanRnn problem(std::move(training));
            } catch (const InputError& error) {
                return std::string(error.what());
            }
            return std::string();
        };
        const auto has = [](const std::string& text, const char* part) {
            return text.find(part) != std::string::npos;
        };
        QVERIFY(has(refused([](ElmanTraining& t) { t.lambdas.W = -1; }), "lambdas.W: found -1"));
        QVERIFY(has(refused([](ElmanTraining& t) { t.hidden = 0; }), "hidden: found 0"));
        QVERIFY(has(refused([](ElmanTraining& t) { t.activation.kind = Activation::sigmoid; }), "sigmoid"));
        QVERIFY(has(refused([](ElmanTraining& t) { t.series.X(1, 2) = NAN; }), "time step 3, column 2"));
        QVERIFY(has(refused([](ElmanTraining& t) { t.series.Y = Matrix::Zero(2, 6); }), "6 time steps"));
    }

  private:
    static void add_activations() {
        QTest::addColumn<int>("kind");
        for (const auto kind : {Activation::relu, Activation::leaky_relu, Activation::elu, Activation::tanh})
            QTest::newRow(std::string(to_string(kind)).c_str()) << static_cast<int>(kind);
    }
};

QTEST_APPLESS_MAIN(ElmanRnnTest)
#include "elman_rnn_test.moc"
