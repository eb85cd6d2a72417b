// SPDX-License-Identifier: GPL-3.0-or-later
// Softmax regression without fixtures: both ways of assembling, derivatives, kinks, memory and bad input.
#include "core/problems/softmax_regression.h"

#include <array>
#include <cmath>
#include <optional>
#include <tuple>

#include <QtTest/QTest>

#include "core/analysis/derivative_check.h"
#include "core/numeric/input_error.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_extended.h"
#include "core/problems/softmax_instance.h"
#include "tests/support/allocation_counter.h"
#include "tests/support/offset_data.h"

using namespace basin;
using namespace basin::test;

namespace {

struct Instance {
    SoftmaxRegression problem;
    Vector x;
};

Instance make_instance(Index n, Index d, Index m, Activation activation = Activation::tanh) {
    SoftmaxInstance made = generate_softmax_instance({.n = n, .d = d, .m = m, .activation = activation});
    return {SoftmaxRegression(std::move(made.data)), 0.9 * made.x_planted};
}

/// The Hessian as mathematics.md 1.2 writes it first, with the n x n matrix B.
Matrix hessian_by_definition(const SoftmaxData& data, const Vector& x) {
    const Matrix A1 = to_dense(data.A1);
    const Vector u = A1.lazyProduct(x);
    const Vector e = (u.array() - u.maxCoeff()).exp();
    const Vector f = e / e.sum();
    const Vector z = data.A2.lazyProduct(f);
    Vector h(z.size()), s1(z.size()), s2(z.size());
    activate(data.activation, entries(z), entries(h), entries(s1), entries(s2));
    const Vector c = h - data.b;
    const Matrix J = Matrix(f.asDiagonal()) - f * f.transpose();
    const Vector q = J.lazyProduct(data.A2.transpose().lazyProduct(s1.cwiseProduct(c)));
    const Matrix K = data.A2.lazyProduct(J);
    const Vector weights = s1.cwiseAbs2() + c.cwiseProduct(s2);
    Matrix B = K.transpose().lazyProduct(weights.asDiagonal() * K);
    B += q.asDiagonal();
    B += Matrix(data.w.cwiseAbs2().asDiagonal());
    B -= q * f.transpose() + f * q.transpose();
    return A1.transpose().lazyProduct(B.lazyProduct(A1).eval());
}

/// One unknown and one output z = 2 tanh(x), which reaches the kink of h at x = 0.
/// b)^2.
SoftmaxRegression kinked(double b, Activation activation) {
    SoftmaxData data;
    data.A1 = Eigen::Vector2d(1, -1);
    data.A2 = Eigen::RowVector2d(2, -2);
    data.b = Vector::Constant(1, b);
    data.w = Vector::Constant(2, 0.1);
    data.activation = activation;
    return SoftmaxRegression(std::move(data));
}

double value(Evaluator& evaluator, const Vector& x) {
    double f = 0;
    evaluator.value(x, f);
    return f;
}

QString message_of(SoftmaxData data) {
    try {
        const SoftmaxRegression problem(std::move(data));
    } catch (const InputError& error) {
        return error.what();
    }
    return "accepted";
}

SoftmaxData good_data() {
    return generate_softmax_instance({.n = 5, .d = 3, .m = 4}).data;
}

}  // namespace

namespace {

struct Derivatives {
    double value = 0;
    Vector g, Hv;
    Matrix H, gauss_newton;

    Derivatives(const SoftmaxRegression& problem, const Vector& x, const Vector& v) {
        const auto evaluator = problem.evaluator();
        evaluator->gradient(x, value, g);
        evaluator->hessian(x, H);
        evaluator->hessian_product(x, v, Hv);
        evaluator->gauss_newton(x, gauss_newton);
    }
};

}  // namespace

class SoftmaxRegressionTest : public QObject {
    Q_OBJECT

  private slots:
    void hessianAgreesWithItsDefinition_data() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("m");
        // Plain loops, then blocks: less than one block, several, with remainders; one row, output, unknown.
        for (const auto& [n, d, m] : {std::array{1, 1, 1},
                                      {64, 2, 16},
                                      {30, 5, 7},
                                      {40, 16, 9},
                                      {90, 40, 20},
                                      {500, 3, 30},
                                      {600, 150, 33},
                                      {500, 300, 400},
                                      {300, 20, 600},
                                      {1, 200, 3},
                                      {900, 257, 1}}) {
            QTest::addRow("n %d, d %d, m %d", n, d, m) << n << d << m;
        }
    }
    void hessianAgreesWithItsDefinition() {
        QFETCH(int, n);
        QFETCH(int, d);
        QFETCH(int, m);
        const Instance made = make_instance(n, d, m);
        const auto evaluator = made.problem.evaluator();
        const Matrix expected = hessian_by_definition(made.problem.data(), made.x);
        const double scale = expected.cwiseAbs().maxCoeff();
        Matrix H;
        QVERIFY(evaluator->hessian(made.x, H) == EvalStatus::ok);
        QVERIFY((H - expected).cwiseAbs().maxCoeff() <= 1e-12 * scale);
        QVERIFY(H == H.transpose());
        RandomStream stream(1);
        const Vector v = uniform_direction(stream, d);
        Vector Hv;
        QVERIFY(evaluator->hessian_product(made.x, v, Hv) == EvalStatus::ok);
        QVERIFY((Hv - expected * v).lpNorm<Eigen::Infinity>() <= 1e-12 * scale);
    }

    /// By tiles, by tiles in pieces of the rows, and by BLAS.
    void threadsDoNotChangeResults_data() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("m");
        for (const auto& [n, d, m] :
             {std::array{700, 300, 200}, {20'000, 9, 5}, {120'000, 20, 3}, {3000, 100, 600}})
            QTest::addRow("n %d, d %d, m %d", n, d, m) << n << d << m;
    }
    void threadsDoNotChangeResults() {
        QFETCH(int, n);
        QFETCH(int, d);
        QFETCH(int, m);
        const Instance made = make_instance(n, d, m);
        const auto evaluator = made.problem.evaluator();
        const auto alone = made.problem.evaluator();
        const auto compute = [&](Evaluator& some, int threads) {
            const ThreadLimit limit(threads);
            Vector g, Hv;
            Matrix H, G;
            double f = 0;
            some.gradient(made.x, f, g);
            some.hessian(made.x, H);
            some.hessian_product(made.x, g, Hv);
            some.gauss_newton(made.x, G);
            return std::tuple(f, g, Hv, H, G);
        };
        QVERIFY(compute(*evaluator, 4) == compute(*alone, 1));
    }

    void derivativesAgreeWithDifferences() {
        for (const Activation activation : all_activations) {
            const Instance made = make_instance(40, 4, 6, activation);
            const DerivativeCheck check = check_derivatives(made.problem, made.x);
            QVERIFY(check.finite);
            QVERIFY2(check.gradient.error < 1e-7, to_string(activation).data());
            QVERIFY2(check.hessian.error < 1e-7, to_string(activation).data());
            QVERIFY2(check.product.error < 1e-12, to_string(activation).data());
        }
    }

    void directionalDerivativesAreThoseOfTheSmoothPiece() {
        for (const Activation activation : all_activations) {
            const Instance made = make_instance(40, 4, 6, activation);
            const auto evaluator = made.problem.evaluator();
            RandomStream stream(2);
            const Vector dir = 3 * uniform_direction(stream, 4);
            double f = 0, first = 0, second = 0;
            Vector g, Hd;
            evaluator->gradient(made.x, f, g);
            evaluator->hessian_product(made.x, dir, Hd);
            QVERIFY(evaluator->directional_derivative(made.x, dir, first, second) == EvalStatus::ok);
            QVERIFY(std::abs(first - g.dot(dir)) <= 1e-12 * g.norm() * dir.norm());
            QVERIFY(std::abs(second - dir.dot(Hd)) <= 1e-11 * Hd.norm() * dir.norm());
        }
    }

    void directionalDerivativesHoldOnAKink() {
        for (const Activation activation : {Activation::relu, Activation::leaky_relu, Activation::elu}) {
            const SoftmaxRegression problem = kinked(0.7, activation);
            const auto evaluator = problem.evaluator();
            const Vector origin = Vector::Zero(1);
            for (const double slope : {-1.3, 1.0}) {
                const Vector dir = Vector::Constant(1, slope);
                double first = 0, second = 0;
                QVERIFY(evaluator->directional_derivative(origin, dir, first, second) == EvalStatus::ok);
                constexpr double t = 1e-4;
                const double rise = value(*evaluator, t * dir) - value(*evaluator, origin);
                QVERIFY(std::abs(rise - t * first - t * t / 2 * second) < 20 * t * t * t);
            }
        }
        double right = 0, left = 0, second = 0;
        const SoftmaxRegression problem = kinked(0.7, Activation::relu);
        problem.evaluator()->directional_derivative(Vector::Zero(1), Vector::Ones(1), right, second);
        problem.evaluator()->directional_derivative(Vector::Zero(1), -Vector::Ones(1), left, second);
        QCOMPARE(right, -0.7 * 2);
        QCOMPARE(left, 0.0);
    }

    void rememberedPointsDoNotMixUp() {
        const Instance made = make_instance(40, 3, 6);
        const Vector other = 1.1 * made.x;
        const auto evaluator = made.problem.evaluator();
        double f = 0, f_other = 0;
        Vector g;
        Matrix H, H_fresh;
        evaluator->gradient(made.x, f, g);
        f_other = value(*evaluator, other);
        QVERIFY(f_other != f);
        evaluator->hessian(made.x, H);
        made.problem.evaluator()->hessian(made.x, H_fresh);
        QVERIFY(H == H_fresh);
        QCOMPARE(value(*evaluator, made.x), f);
        const EvaluationCounts expected{.values = 2, .gradients = 1, .hessians = 1, .products = 0};
        QVERIFY(evaluator->counts() == expected);
    }

    /// Where other keys weigh most, sums begin from other ones. By one piece, by some and by pieces not kept.
    void rememberedKeysDoNotMixUp() {
        for (const auto& [n, d] : {std::array<Index, 2>{40, 3}, {5000, 30}, {120'000, 20}}) {
            const Instance made = make_instance(n, d, 3);
            const auto evaluator = made.problem.evaluator();
            for (const double length : {1.0, 40.0, -40.0, -40.5, 40.0}) {
                const Vector x = length * made.x;
                Matrix H, fresh;
                evaluator->hessian(x, H);
                made.problem.evaluator()->hessian(x, fresh);
                QVERIFY(H == fresh);
            }
        }
    }

    void overflowIsReported() {
        const Instance made = make_instance(40, 3, 6);
        const auto evaluator = made.problem.evaluator();
        double f = 0, first = 0, second = 0;
        Vector g;
        Matrix H;
        for (const double bad : {1e300, not_applicable}) {
            const Vector x = Vector::Constant(3, bad);
            QVERIFY(evaluator->value(x, f) == EvalStatus::not_finite);
            QVERIFY(evaluator->gradient(x, f, g) == EvalStatus::not_finite);
            QVERIFY(evaluator->hessian(x, H) == EvalStatus::not_finite);
            QVERIFY(evaluator->hessian_product(x, made.x, g) == EvalStatus::not_finite);
            QVERIFY(evaluator->directional_derivative(x, made.x, first, second) == EvalStatus::not_finite);
        }
        QVERIFY(evaluator->value(made.x, f) == EvalStatus::ok);
    }

    void hugeLogitsAreNoOverflow() {
        const Instance made = make_instance(40, 3, 6);
        double f = 0;
        Vector g;
        QVERIFY(made.problem.evaluator()->gradient(Vector::Constant(3, 1e4), f, g) == EvalStatus::ok);
    }

    void nothingIsAllocatedAfterTheFirstCalls() {
        // In between OpenBLAS allocates by itself, for products below 1e6 multiplications.
        for (const auto& [n, d, m] : {std::array<Index, 3>{64, 2, 16}, {64, 5, 16}, {768, 100, 120}}) {
            const Instance made = make_instance(n, d, m);
            const auto evaluator = made.problem.evaluator();
            const std::array<Vector, 2> points{made.x, 1.01 * made.x};
            double f = 0, first = 0, second = 0;
            Vector g, Hv;
            Matrix H;
            std::optional<test::AllocationCounter> counter;
            for (int step = 0; step < 10; ++step) {
                if (step == 1) counter.emplace();
                const Vector& x = points[static_cast<std::size_t>(step % 2)];
                evaluator->value(x, f);
                evaluator->gradient(x, f, g);
                evaluator->hessian(x, H);
                evaluator->hessian_product(x, points[0], Hv);
                evaluator->directional_derivative(x, points[0], first, second);
            }
            QCOMPARE(counter->count(), 0);
        }
    }

    void badDataIsRefusedInOneSentence() {
        SoftmaxData data = good_data();
        QCOMPARE(message_of(data), "accepted");
        data.A2.conservativeResize(4, 6);
        QCOMPARE(message_of(data), "A2: found 4 x 6; expected 5 columns, one for each row of A1 (5 x 3)");
        data = good_data();
        data.b.conservativeResize(3);
        QCOMPARE(message_of(data), "b: found 3 entries; expected 4, one for each row of A2 (4 x 5)");
        data = good_data();
        data.w.resize(0);
        QCOMPARE(message_of(data), "w: found 0 entries; expected 5, one for each row of A1 (5 x 3)");
        data = good_data();
        Matrix A1 = data.A1.dense();
        A1(4, 1) = not_applicable;
        data.A1 = A1;
        QCOMPARE(message_of(data), "A1: row 5, column 2 is NaN; expected finite numbers");
        data = good_data();
        data.b[2] = -std::numeric_limits<double>::infinity();
        QCOMPARE(message_of(data), "b: row 3 is -infinity; expected finite numbers");
        data.A1 = Matrix(0, 3);
        QVERIFY(message_of(data).startsWith("A1: found 0 x 3"));
    }

    /// What all keys or all values have in common changes no derivative, beyond the rounding of what is left
    /// (mathematics.md 1.2). The data lie on a grid, so that adding the offset rounds nothing.
    void commonPartsCostNothing() {
        for (const Index d : {2, 40}) {  // one by plain loops, one by BLAS
            const SoftmaxInstance instance =
                gridded_instance({.n = 60, .d = d, .m = 12, .activation = Activation::identity, .seed = 5});
            const Vector x = 0.3 * instance.x_planted;
            RandomStream stream(3);
            const Vector v = uniform_direction(stream, d);
            const SoftmaxRegression plain(instance.data);
            Derivatives expected(plain, x, v);
            for (const auto& [keys, values] : {std::pair{1e5, 0.0}, {0.0, 1e5}, {-1e5, 1e5}, {1e6, -1e6}}) {
                const SoftmaxRegression moved(with_offsets(instance.data, keys, values));
                const Derivatives found(moved, x, v);
                // Rounding of the logits, in units of the keys, and of c = z - b, in units of the values.
                const double tolerance = 1e-13 * (1 + std::abs(values));
                QVERIFY((found.H - expected.H).norm() <= tolerance * expected.H.norm());
                QVERIFY((found.Hv - expected.Hv).norm() <= tolerance * expected.H.norm());
                QVERIFY((found.gauss_newton - expected.gauss_newton).norm() <=
                        1e-13 * expected.gauss_newton.norm());
                QVERIFY((found.g - expected.g).norm() <= tolerance * (1 + expected.g.norm()));
                if (values == 0) QVERIFY(std::abs(found.value - expected.value) <= 1e-13 * expected.value);
            }
        }
    }

    /// Where one key has almost all weight, what is left keeps its relative accuracy.
    void aConcentratedSoftmaxKeepsItsDigits() {
        for (const Index d : {2, 40}) {
            const SoftmaxInstance instance =
                gridded_instance({.n = 30, .d = d, .m = 12, .activation = Activation::tanh, .seed = 5});
            const SoftmaxRegression problem(instance.data);
            // Out to where the gradient has all but vanished.
            Vector x = 10 * instance.x_planted, exact;
            do {
                x *= 1.2;
                QVERIFY(ExtendedGradient(problem.data()).compute({x, Vector::Zero(d)}, exact));
            } while (exact.norm() > 1e-10);
            RandomStream stream(3);
            const Vector v = uniform_direction(stream, d);
            const Derivatives found(problem, x, v);
            QVERIFY(exact.norm() > 0);
            QVERIFY((found.g - exact).norm() <= 1e-11 * exact.norm());
            QVERIFY((found.Hv - found.H * v).norm() <= 1e-11 * found.H.norm());
            // g(x + t v) - g(x) in extended precision, t far below double precision's reach.
            PointPair there{x, Vector::Zero(d)};
            Vector moved;
            move_pair(there, 1e-9 * v);
            QVERIFY(ExtendedGradient(problem.data()).compute(there, moved));
            QVERIFY(((moved - exact) / 1e-9 - found.Hv).norm() <= 1e-6 * found.H.norm());
        }
    }
};

QTEST_APPLESS_MAIN(SoftmaxRegressionTest)
#include "softmax_regression_test.moc"
