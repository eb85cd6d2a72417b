// SPDX-License-Identifier: GPL-3.0-or-later
// What a gradient of a network is judged by: against the dense Jacobian, and the same in all units.
#include "core/problems/elman_gradient_sizes.h"

#include <cmath>
#include <vector>

#include <QTest>

#include "core/problems/elman_evaluator.h"
#include "tests/support/rnn_fixtures.h"

using namespace basin;
using namespace basin::test;

namespace {

constexpr double rounding = 1e-12;

GradientSizes sizes_at(const ElmanTraining& training, const Vector& theta) {
    GradientSizes sizes;
    ElmanEvaluator evaluator(training);
    if (evaluator.gradient_sizes(theta, sizes) != EvalStatus::ok) sizes.parts.clear();
    return sizes;
}

Vector gradient_at(const ElmanTraining& training, const Vector& theta) {
    ElmanEvaluator evaluator(training);
    double f = 0;
    Vector g;
    return evaluator.gradient(theta, f, g) == EvalStatus::ok ? g : Vector();
}

/// F' = (dv/dtheta / sqrt T; sqrt(lambda)), column by column by central differences, away from kinks.
Matrix dense_jacobian(const ElmanTraining& training, const Vector& theta) {
    const Index N = theta.size(), outputs = training.series.Y.size();
    const double step = 1e-6;
    Matrix J = Matrix::Zero(outputs + N, N);
    for (Index j = 0; j < N; ++j) {
        const Vector move = step * Vector::Unit(N, j);
        const Matrix change = predict(training, theta + move).train - predict(training, theta - move).train;
        J.col(j).head(outputs) =
            change.reshaped() / (2 * step * std::sqrt(static_cast<double>(training.steps())));
    }
    J.bottomRows(N).diagonal() = training.lambdas.per_entry(training.shape()).cwiseSqrt();
    return J;
}

bool near(double found, double expected, double tolerance = rounding) {
    return std::abs(found - expected) <= tolerance * std::abs(expected);
}

/// What is left of the gradient beside each part's scale and rounding, part by part.
std::vector<double> shares(const ElmanTraining& training, const Vector& theta) {
    const GradientSizes sizes = sizes_at(training, theta);
    const Vector g = gradient_at(training, theta);
    std::vector<double> found;
    for (const GradientPart& part : sizes.parts) {
        const double norm = g.segment(part.first, part.size).stableNorm();
        found.push_back(norm / part.scale);
        found.push_back(norm / part.rounding);
    }
    return found;
}

bool same_shares(const std::vector<double>& a, const std::vector<double>& b) {
    if (a.empty() || a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!near(a[i], b[i])) return false;
    return true;
}

TikhonovWeights times(const TikhonovWeights& l, double s) {
    return {s * l.A, s * l.W, s * l.V, s * l.b, s * l.c};
}

}  // namespace

class ElmanGradientSizesTest : public QObject {
    Q_OBJECT

  private slots:
    void parts_follow_the_layout_of_theta() {
        const ElmanTraining training = syn_training();
        const GradientSizes sizes = sizes_at(training, syn_start());
        const std::vector<Index> expected{12, 16, 4, 4, 4, 4, 4, 4, 3};  // A, W, five columns of V, b, c
        QCOMPARE(sizes.parts.size(), expected.size());
        Index first = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            QCOMPARE(sizes.parts[i].first, first);
            QCOMPARE(sizes.parts[i].size, expected[i]);
            first += expected[i];
        }
        QCOMPARE(first, training.shape().parameters());
        QVERIFY(std::isnan(sizes.length));
    }

    void agree_with_the_dense_jacobian_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("seed");
        for (const Activation activation :
             {Activation::tanh, Activation::elu, Activation::relu, Activation::leaky_relu}) {
            for (int seed = 1; seed <= 8; ++seed)
                QTest::addRow("%s, seed %d", to_string(activation).data(), seed)
                    << static_cast<int>(activation) << seed;
        }
    }
    void agree_with_the_dense_jacobian() {
        QFETCH(int, activation);
        QFETCH(int, seed);
        const ElmanTraining training = small_training(static_cast<Activation>(activation));
        const Vector theta = random_weights(training.shape(), 0.7, static_cast<std::uint64_t>(seed));
        const GradientSizes sizes = sizes_at(training, theta);
        const Vector g = gradient_at(training, theta);
        const Matrix J = dense_jacobian(training, theta);
        QCOMPARE(sizes.parts.size(), std::size_t{6});
        for (const GradientPart& part : sizes.parts) {
            const double exact = J.middleCols(part.first, part.size).norm();
            const bool closed = part.first == 0 || &part == &sizes.parts.back();
            QVERIFY(closed ? near(part.jacobian, exact, 1e-7)
                           : part.jacobian >= 0.5 * exact && part.jacobian <= 1.6 * exact);
            QVERIFY(near(part.scale, 2 * part.jacobian * (sizes.residual + sizes.reference)));
            QVERIFY(part.rounding > 0 && part.rounding < 1e-10 * part.scale);
            QVERIFY(g.segment(part.first, part.size).norm() <= 2 * exact * sizes.residual * (1 + 1e-7));
        }
        double f = 0;
        ElmanEvaluator evaluator(training);
        QVERIFY(evaluator.value(theta, f) == EvalStatus::ok && near(sizes.residual, std::sqrt(f)));
    }

    void targets_against_A_and_c() {
        for (const double s : {1e-100, 1e-3, 7.0, 1e100}) {
            ElmanTraining training = syn_training();
            Vector theta = syn_start();
            const std::vector<double> before = shares(training, theta);
            training.series.Y *= s;
            MutableWeights part = parts_of(training.shape(), theta.data());
            part.A *= s;
            part.c *= s;
            const TikhonovWeights l = training.lambdas;
            training.lambdas = {l.A, s * s * l.W, s * s * l.V, s * s * l.b, l.c};
            QVERIFY(same_shares(before, shares(training, theta)));
        }
    }

    void each_input_against_its_column() {
        ElmanTraining training = syn_training();
        training.lambdas.V = 0;
        Vector theta = syn_start();
        const std::vector<double> before = shares(training, theta);
        MutableWeights part = parts_of(training.shape(), theta.data());
        double s = 1e-60;
        for (Index j = 0; j < training.shape().inputs; ++j, s *= 1e30) {
            training.series.X.row(j) *= s;
            part.V.col(j) /= s;
        }
        QVERIFY(same_shares(before, shares(training, theta)));
    }

    void the_objective_times_a_constant() {
        // P times s^2: the targets, A and c times s, and the weights of W, V and b with them.
        const ElmanTraining training = small_training(Activation::tanh);
        const Vector theta = random_weights(training.shape(), 0.5, 3);
        ElmanTraining scaled = training;
        const double s = 1e-80;
        scaled.series.Y *= s;
        scaled.lambdas = times(training.lambdas, s * s);
        scaled.lambdas.A = training.lambdas.A;
        scaled.lambdas.c = training.lambdas.c;
        Vector moved = theta;
        MutableWeights part = parts_of(training.shape(), moved.data());
        part.A *= s;
        part.c *= s;
        const GradientSizes before = sizes_at(training, theta), after = sizes_at(scaled, moved);
        QVERIFY(near(after.residual, s * before.residual) && near(after.reference, s * before.reference));
    }

    void offsets_of_targets_do_not_loosen_the_test() {
        ElmanTraining training = small_training(Activation::tanh);
        Vector theta = random_weights(training.shape(), 0.5, 3);
        training.lambdas.c = 0;
        const GradientSizes before = sizes_at(training, theta);
        training.series.Y.array() += 1e5;
        parts_of(training.shape(), theta.data()).c.array() += 1e5;
        const GradientSizes after = sizes_at(training, theta);
        for (std::size_t i = 0; i < before.parts.size(); ++i)
            QVERIFY(near(after.parts[i].scale, before.parts[i].scale, 1e-9));
    }

    void constant_and_vanishing_targets_have_a_reference() {
        ElmanTraining training = small_training(Activation::tanh);
        const Vector theta = random_weights(training.shape(), 0.5, 3);
        training.series.Y.setConstant(0.1);
        QVERIFY(near(sizes_at(training, theta).reference, 0.1 * std::sqrt(2.0)));
        training.series.Y.setZero();
        ElmanEvaluator evaluator(training);
        GradientSizes start, later;
        QVERIFY(evaluator.gradient_sizes(theta, start) == EvalStatus::ok);
        QVERIFY(evaluator.gradient_sizes(0.1 * theta, later) == EvalStatus::ok);
        QCOMPARE(later.reference, start.residual);
        QVERIFY(later.residual < 0.5 * start.residual);
    }

    void norms_do_not_overflow() {
        ElmanTraining training = small_training(Activation::tanh);
        Vector theta = random_weights(training.shape(), 0.5, 3);
        parts_of(training.shape(), theta.data()).A *= 1e77;
        const GradientSizes sizes = sizes_at(training, theta);
        QCOMPARE(sizes.parts.size(), std::size_t{6});
        const Vector g = gradient_at(training, theta);
        QVERIFY(g.lpNorm<Eigen::Infinity>() > 1e150);
        QVERIFY(!gradient_vanishes(g, sizes, 1e-3) && std::isfinite(relative_gradient(g, sizes)));
    }
};

QTEST_APPLESS_MAIN(ElmanGradientSizesTest)
#include "elman_gradient_sizes_test.moc"
