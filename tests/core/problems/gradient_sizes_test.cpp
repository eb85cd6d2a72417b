// SPDX-License-Identifier: GPL-3.0-or-later
// What a gradient is judged by (mathematics.md 1.6), against plain dense sums and under changes of units.
#include "core/problems/gradient_sizes.h"

#include <cmath>

#include <QTest>

#include "core/numeric/random.h"
#include "core/problems/elman_rnn.h"
#include "core/problems/lifted.h"
#include "core/problems/penalty_rnn.h"
#include "core/problems/softmax_instance.h"
#include "core/problems/softmax_regression.h"
#include "core/problems/test_functions.h"
#include "tests/support/allocation_counter.h"

using namespace basin;

namespace {

// Sums in another order differ by some units in the last place.
constexpr double same_sum = 1e-12;

SoftmaxData instance(Activation activation, Index n, Index d, Index m, std::uint64_t seed,
                     double density = 1) {
    return generate_softmax_instance(
               {.n = n, .d = d, .m = m, .density = density, .activation = activation, .seed = seed})
        .data;
}

Vector some_point(Index d, std::uint64_t seed) {
    RandomStream stream(seed, 7);
    Vector x(d);
    fill_normal(stream, entries(x));
    return x;
}

GradientSizes sizes_of(const SoftmaxData& data, const Vector& x) {
    const SoftmaxRegression problem(data);
    GradientSizes sizes;
    if (problem.evaluator()->gradient_sizes(x, sizes) != EvalStatus::ok) sizes = {};
    return sizes;
}

/// The formulas as they stand, with an n x n Jacobian of the softmax.
GradientSizes plain_sizes(const SoftmaxData& data, const Vector& x) {
    const Matrix A1 = to_dense(data.A1), absolute1 = A1.cwiseAbs(), absolute2 = data.A2.cwiseAbs();
    const Vector u = A1 * x;
    Vector f = (u.array() - u.maxCoeff()).exp();
    f /= f.sum();
    const Vector z = data.A2 * f;
    Vector h(z.size()), s1(z.size());
    activate(data.activation, entries(z), entries(h), entries(s1), {});
    const Vector c = h - data.b, wu = data.w.cwiseProduct(u);
    const Matrix softmax_jacobian = Matrix(f.asDiagonal()) - f * f.transpose();
    const Matrix jacobian = s1.asDiagonal() * data.A2 * softmax_jacobian * A1;
    const Matrix ridge = data.w.asDiagonal() * A1;
    GradientSizes sizes;
    sizes.residual = std::sqrt(c.squaredNorm() + wu.squaredNorm());
    sizes.length = std::max(x.norm(), 1 / A1.rowwise().norm().maxCoeff());
    GradientPart part{.first = 0, .size = x.size()};
    part.jacobian = std::sqrt(jacobian.squaredNorm() + ridge.squaredNorm());
    sizes.reference = part.jacobian * sizes.length;
    part.scale = part.jacobian * (sizes.residual + sizes.reference);
    const Vector G = absolute2.transpose() * s1.cwiseProduct(c.cwiseAbs());
    const Vector value_terms = s1.cwiseProduct(absolute2 * f) + h.cwiseAbs() + data.b.cwiseAbs();
    const Vector logit_terms = f.cwiseProduct(G + Vector::Constant(G.size(), f.dot(G)));
    const Vector ridge_terms = data.w.cwiseAbs2().cwiseProduct(absolute1 * x.cwiseAbs());
    part.rounding =
        std::ldexp(jacobian.norm() * value_terms.norm() + (absolute1.transpose() * logit_terms).norm() +
                       (absolute1.transpose() * ridge_terms).norm(),
                   -52);
    sizes.parts = {part};
    return sizes;
}

bool agree(double a, double b, double tolerance = same_sum) {
    return std::abs(a - b) <= tolerance * std::abs(b);
}

QByteArray told(double a, double b) {
    return QByteArray::number(a, 'g', 17) + " against " + QByteArray::number(b, 'g', 17);
}

}  // namespace

class GradientSizesTest : public QObject {
    Q_OBJECT

  private slots:
    void follow_the_formulas_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("m");
        QTest::addColumn<double>("density");
        for (const Activation activation : all_activations) {
            const std::string name(to_string(activation));
            const int kind = static_cast<int>(activation);
            QTest::addRow("%s, few unknowns", name.c_str()) << kind << 2 << 16 << 1.0;
            QTest::addRow("%s, few outputs", name.c_str()) << kind << 30 << 5 << 1.0;
            QTest::addRow("%s, sparse", name.c_str()) << kind << 12 << 20 << 0.3;
            QTest::addRow("%s, sparse, few outputs", name.c_str()) << kind << 30 << 3 << 0.3;
        }
    }
    void follow_the_formulas() {
        QFETCH(int, activation);
        QFETCH(int, d);
        QFETCH(int, m);
        QFETCH(double, density);
        const SoftmaxData data = instance(static_cast<Activation>(activation), 64, d, m, 3, density);
        const Vector x = some_point(d, 5);
        const GradientSizes found = sizes_of(data, x), expected = plain_sizes(data, x);
        QCOMPARE(found.parts.size(), 1U);
        const GradientPart &part = found.parts[0], &plain = expected.parts[0];
        QCOMPARE(part.first, Index{0});
        QCOMPARE(part.size, Index{d});
        QVERIFY2(agree(found.residual, expected.residual), told(found.residual, expected.residual));
        QVERIFY2(agree(found.length, expected.length), told(found.length, expected.length));
        QVERIFY2(agree(found.reference, expected.reference), told(found.reference, expected.reference));
        QVERIFY2(agree(part.jacobian, plain.jacobian), told(part.jacobian, plain.jacobian));
        QVERIFY2(agree(part.scale, plain.scale), told(part.scale, plain.scale));
        QVERIFY2(agree(part.rounding, plain.rounding), told(part.rounding, plain.rounding));
    }
    /// Eight sweeps stand for all rows: within .5-1.6 of exact, as mathematics.md 1.6 has it.
    void sweeps_come_near() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            const SoftmaxData data = instance(Activation::tanh, 80, 24 + static_cast<Index>(seed), 40, seed);
            const Vector x = 2 * some_point(data.A1.cols(), seed);
            const double found = sizes_of(data, x).parts.at(0).scale;
            const double expected = plain_sizes(data, x).parts[0].scale;
            QVERIFY2(found >= 0.5 * expected && found <= 1.6 * expected, told(found, expected));
        }
    }
    void bound_the_gradient() {
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            for (const Activation activation : all_activations) {
                const SoftmaxRegression problem(instance(activation, 20, 3, 4, seed));
                const Vector x = std::pow(10.0, static_cast<double>(seed % 5) - 2) * some_point(3, seed);
                const auto evaluator = problem.evaluator();
                double f = 0;
                Vector g;
                GradientSizes sizes;
                QVERIFY(evaluator->gradient(x, f, g) == EvalStatus::ok);
                QVERIFY(evaluator->gradient_sizes(x, sizes) == EvalStatus::ok);
                QVERIFY(relative_gradient(g, sizes) <= 1 + same_sum);
            }
        }
    }
    /// Powers of two change nothing but the units, at every size that doubles have room for.
    void scale_with_the_units_data() {
        QTest::addColumn<int>("values");
        QTest::addColumn<int>("keys");
        for (const int values : {-300, -40, 0, 40, 300}) {
            for (const int keys : {-300, -40, 0, 40, 300}) {
                QTest::addRow("values 2^%d, keys 2^%d", values, keys) << values << keys;
            }
        }
    }
    void scale_with_the_units() {
        QFETCH(int, values);
        QFETCH(int, keys);
        const double of_values = std::ldexp(1.0, values), of_keys = std::ldexp(1.0, keys);
        for (const Index m : {5, 40}) {
            const SoftmaxData data = instance(Activation::relu, 40, 20, m, 2);
            const Vector x = some_point(20, 9);
            const GradientSizes before = sizes_of(data, x);
            SoftmaxData scaled = data;
            scaled.A1 = Matrix(of_keys * data.A1.dense());
            scaled.A2 *= of_values;
            scaled.b *= of_values;
            scaled.w *= of_values;
            const GradientSizes after = sizes_of(scaled, x / of_keys);
            // To the bit: powers of two round nothing.
            QVERIFY(after.residual == before.residual * of_values);
            QVERIFY(after.length == before.length / of_keys);
            QVERIFY(after.reference == before.reference * of_values);
            const GradientPart &part = after.parts.at(0), &plain = before.parts.at(0);
            QVERIFY(part.jacobian == plain.jacobian * of_values * of_keys);
            QVERIFY(part.scale == plain.scale * of_values * of_values * of_keys);
            // Squares of the ridge underflow at 2^-600, and count for nothing beside the rest.
            QVERIFY2(agree(part.rounding, plain.rounding * of_values * of_values * of_keys, 1e-3),
                     told(part.rounding, plain.rounding));
        }
    }
    void ask_for_no_memory_again() {
        const SoftmaxRegression problem(instance(Activation::tanh, 100, 30, 40, 1));
        const auto evaluator = problem.evaluator();
        GradientSizes sizes;
        QVERIFY(evaluator->gradient_sizes(some_point(30, 1), sizes) == EvalStatus::ok);
        const Vector next = some_point(30, 2);
        double f = 0;
        QVERIFY(evaluator->value(next, f) == EvalStatus::ok);
        const test::AllocationCounter counter;
        QVERIFY(evaluator->gradient_sizes(next, sizes) == EvalStatus::ok);
        QCOMPARE(counter.count(), 0);
    }
    void are_told_by_part() {
        GradientSizes sizes;
        sizes.parts = {{.first = 0, .size = 2, .scale = 1, .rounding = 1e-20},
                       {.first = 2, .size = 1, .scale = 1e6, .rounding = 1e-3}};
        const auto vanishes = [&](double a, double b, double c, double tolerance = 1e-8) {
            return gradient_vanishes(Eigen::Vector3d(a, b, c), sizes, tolerance);
        };
        QVERIFY(vanishes(0, 0, 0));
        QVERIFY(vanishes(1e-9, 1e-9, 1e-3));
        QVERIFY(!vanishes(1e-7, 0, 0));        // the second part does not lend its scale
        QVERIFY(vanishes(0, 0, 1e-3, 1e-12));  // no double tells it from 0
        QVERIFY(!vanishes(0, 0, 1e-1));
        QVERIFY(!vanishes(0, std::nan(""), 0));
        QVERIFY(!vanishes(0, 0, std::numeric_limits<double>::infinity()));
        QCOMPARE(relative_gradient(Eigen::Vector3d(3e-9, 4e-9, 1e-3), sizes), 5e-9);
        QCOMPARE(relative_gradient(Eigen::Vector3d(0, 0, 0), sizes), 0.0);
    }
    /// Problems that declare nothing: S = |Hess L|_F X, X at least the length they state.
    void of_other_functions_come_from_the_hessian() {
        const Matrix H = Vector::LinSpaced(20, 1, 20).asDiagonal();
        const auto problem = make_quadratic(H, Vector::Constant(20, 3));
        for (const double size : {0.0, 1.0, 100.0}) {
            const Vector x = Vector::Constant(20, size);
            GradientSizes sizes;
            QVERIFY(problem->evaluator()->gradient_sizes(x, sizes) == EvalStatus::ok);
            const double length = std::max(x.norm(), 3 * std::sqrt(20.0));
            QVERIFY(agree(sizes.length, length));
            // Of a diagonal matrix signs tell the norm exactly.
            QVERIFY(agree(sizes.parts.at(0).scale, H.norm() * length));
        }
    }
    /// Of (P1): those of the network at its weights, and one part for all states.
    void of_a_lifted_network_have_a_part_for_its_states() {
        auto training = std::make_shared<ElmanTraining>();
        training->hidden = 3;
        training->series = generate_series({.teacher = {3, 2, 2}, .steps = 6}).series;
        training->lambdas = TikhonovWeights::from_tau(0.5, training->shape());
        const Vector theta = random_weights(training->shape(), 0.3, 2);
        GradientSizes network, lifted;
        QVERIFY(ElmanRnn(training).evaluator()->gradient_sizes(theta, network) == EvalStatus::ok);
        const PenaltyRnn problem(training, {});
        const Vector z = lift(*training, theta);
        QVERIFY(problem.evaluator()->gradient_sizes(z, lifted) == EvalStatus::ok);
        QCOMPARE(lifted.parts.size(), network.parts.size() + 1);
        for (std::size_t k = 0; k < network.parts.size(); ++k) {
            QCOMPARE(lifted.parts[k].first, network.parts[k].first);
            QVERIFY(agree(lifted.parts[k].scale, network.parts[k].scale));
        }
        const GradientPart& states = lifted.parts.back();
        QCOMPARE(states.first, theta.size());
        QCOMPARE(states.first + states.size, z.size());
        QVERIFY(agree(states.scale, 2 * std::sqrt(2.0) * (network.residual + network.reference)));
    }
    /// Nothing depends on x: any x will do.
    void know_a_constant() {
        SoftmaxData data = instance(Activation::tanh, 4, 2, 3, 1);
        data.A1 = Matrix::Zero(4, 2);
        const GradientSizes sizes = sizes_of(data, Eigen::Vector2d(0, 0));
        QCOMPARE(sizes.parts.at(0).scale, 0.0);
        QVERIFY(gradient_vanishes(Eigen::Vector2d(0, 0), sizes, 1e-10));
    }
};

QTEST_GUILESS_MAIN(GradientSizesTest)
#include "gradient_sizes_test.moc"
