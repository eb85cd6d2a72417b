// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/lipschitz_bound.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QObject>
#include <QTest>

#include "core/numeric/random.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/softmax_instance.h"

using namespace basin;

namespace {

constexpr std::array smooth_activations{Activation::identity, Activation::softplus, Activation::sigmoid,
                                        Activation::tanh};

SoftmaxInstance random_instance(Index k) {
    SoftmaxInstanceSpec spec;
    spec.n = 5 + 4 * (k % 7);
    spec.d = 1 + k % 4;
    spec.m = 1 + k % 6;
    spec.activation = smooth_activations[static_cast<std::size_t>(k) % smooth_activations.size()];
    spec.gain = 0.3 + 0.2 * static_cast<double>(k % 5);
    spec.seed = static_cast<std::uint64_t>(100 + k);
    return generate_softmax_instance(spec);
}

/// Hessian of one problem at points of a ball.
class HessianQuotients {
  public:
    explicit HessianQuotients(const SoftmaxData& data) : problem_(data), evaluator_(problem_.evaluator()) {}

    /// Largest |H(y) - H(x)|_2 / |y - x| over seeded pairs in the ball, near and far apart alike.
    double largest(const Vector& centre, double radius, Index pairs, RandomStream& stream) {
        double largest = 0;
        const Index d = centre.size();
        for (Index k = 0; k < pairs; ++k) {
            const Vector x = centre + radius * stream.uniform() * uniform_direction(stream, d);
            const double reach = std::pow(10.0, -4 * stream.uniform());
            Vector y = x + reach * radius * uniform_direction(stream, d);
            const double outside = (y - centre).norm() / radius;
            if (outside > 1) y = centre + (y - centre) / outside;
            evaluator_->hessian(x, Hx_);
            evaluator_->hessian(y, Hy_);
            Hy_ -= Hx_;
            eigen_.compute(Hy_, SymmetricEigen::Wanted::values);
            largest = std::max(largest, eigen_.values().cwiseAbs().maxCoeff() / (y - x).norm());
        }
        return largest;
    }

  private:
    SoftmaxRegression problem_;
    std::unique_ptr<Evaluator> evaluator_;
    Matrix Hx_, Hy_;
    SymmetricEigen eigen_;
};

}  // namespace

class LipschitzBoundTest : public QObject {
    Q_OBJECT

  private slots:
    void supremaBoundEveryDerivative();
    void supremaAreAttained();
    void saturatedActivationsKeepTheirDerivatives();
    void jumpsOfTheSecondDerivativeHaveNoBound();
    void neverBelowSampledQuotients();
    void ballBoundIsNeverWorse();
};

void LipschitzBoundTest::supremaBoundEveryDerivative() {
    for (const Activation activation : all_activations) {
        for (const auto& [low, high] :
             {std::pair{-3.0, -0.5}, {-9.0, -1e-3}, {-0.4, 0.0}, {1e-9, 0.7}, {0.2, 0.9}, {1.0, 9.0}}) {
            const DerivativeSuprema sup = derivative_suprema(activation, low, high);
            double third = 0;
            for (double z = low; z <= high - 1e-3; z += 1e-3) {
                const std::array at{z, z + 1e-3};
                std::array<double, 2> h{}, d1{}, d2{};
                activate(activation, at, h, d1, d2);
                QVERIFY(std::abs(d1[0]) <= sup.first * (1 + 1e-12));
                QVERIFY(std::abs(d2[0]) <= sup.second * (1 + 1e-12) + 1e-300);
                third = std::max(third, std::abs(d2[1] - d2[0]) / 1e-3);
            }
            // A difference quotient is a mean of h''' and cannot exceed its supremum, up to rounding.
            QVERIFY(third <= sup.third + 1e-10);
        }
    }
}

void LipschitzBoundTest::supremaAreAttained() {
    const DerivativeSuprema tanh = derivative_suprema(Activation::tanh, -9, 9);
    QCOMPARE(tanh.first, 1.0);
    QVERIFY(std::abs(tanh.second - 4 / (3 * std::sqrt(3.0))) < 1e-14);
    QCOMPARE(tanh.third, 2.0);
    const DerivativeSuprema sigmoid = derivative_suprema(Activation::sigmoid, -9, 9);
    QCOMPARE(sigmoid.first, 0.25);
    QVERIFY(std::abs(sigmoid.second - std::sqrt(3.0) / 18) < 1e-14);
    QCOMPARE(sigmoid.third, 0.125);
    // Away from the peak the supremum sits at the nearer end.
    QCOMPARE(derivative_suprema(Activation::tanh, 1, 2).first, 1 - std::pow(std::tanh(1.0), 2));
}

void LipschitzBoundTest::saturatedActivationsKeepTheirDerivatives() {
    // At both sides: a true value from e = exp(-|z|), 1 - e being 1 to more digits than are compared.
    const auto holds = [](double bound, double truth) {
        return bound >= truth * (1 - 1e-15) && bound <= truth * (1 + 1e-13);
    };
    for (const double z : {40.0, 300.0}) {
        const double e = std::exp(-z), e2 = std::exp(-2 * z);
        for (const auto& [low, high] : {std::pair{z, z + 1}, {-z - 1, -z}}) {
            const DerivativeSuprema tanh = derivative_suprema(Activation::tanh, low, high);
            QVERIFY(holds(tanh.first, 4 * e2) && holds(tanh.second, 8 * e2) && holds(tanh.third, 16 * e2));
            const DerivativeSuprema sigmoid = derivative_suprema(Activation::sigmoid, low, high);
            QVERIFY(holds(sigmoid.first, e) && holds(sigmoid.second, e) && holds(sigmoid.third, e));
            const DerivativeSuprema softplus = derivative_suprema(Activation::softplus, low, high);
            QVERIFY(holds(softplus.first, z == low ? 1 : e));
            QVERIFY(holds(softplus.second, e) && holds(softplus.third, e));
        }
    }
    // Even where they underflow they are not 0.
    QVERIFY(derivative_suprema(Activation::tanh, 2000, 2001).first > 0);

    // All outputs saturate, at what is wanted: L is nearly flat, but not quite.
    SoftmaxInstance instance = random_instance(3);
    instance.data.A2 = instance.data.A2.cwiseAbs().array() + 30;
    instance.data.b.setOnes();
    QVERIFY(instance.data.activation == Activation::tanh);
    const double M = hessian_lipschitz_bound(instance.data);
    QVERIFY(M > 0 && M < 1e-12);
}

void LipschitzBoundTest::jumpsOfTheSecondDerivativeHaveNoBound() {
    SoftmaxInstance instance = random_instance(3);
    for (const Activation activation : {Activation::relu, Activation::leaky_relu, Activation::elu}) {
        instance.data.activation = activation;
        QVERIFY(std::isinf(hessian_lipschitz_bound(instance.data)));
    }
    // With every output on one side of the kink relu is linear and the bound finite again.
    instance.data.activation = Activation::relu;
    instance.data.A2 = instance.data.A2.cwiseAbs();
    QVERIFY(std::isfinite(hessian_lipschitz_bound(instance.data)));
}

void LipschitzBoundTest::neverBelowSampledQuotients() {
    for (Index k = 0; k < 50; ++k) {
        const SoftmaxInstance instance = random_instance(k);
        RandomStream stream(static_cast<std::uint64_t>(k), 9);
        HessianQuotients quotients(instance.data);
        const double global = hessian_lipschitz_bound(instance.data);
        QVERIFY(std::isfinite(global));
        for (const double radius : {0.01, 0.3, 3.0}) {
            const double ball = hessian_lipschitz_bound(instance.data, instance.x_planted, radius);
            const double sampled = quotients.largest(instance.x_planted, radius, 3334, stream);
            QVERIFY2(sampled <= ball && ball <= global,
                     qPrintable(QString("instance %1 radius %2: sampled %3, ball %4, global %5")
                                    .arg(k)
                                    .arg(radius)
                                    .arg(sampled)
                                    .arg(ball)
                                    .arg(global)));
        }
    }
}

void LipschitzBoundTest::ballBoundIsNeverWorse() {
    const SoftmaxInstance instance = random_instance(11);
    const double global = hessian_lipschitz_bound(instance.data);
    double before = 0;
    for (const double radius : {1e-6, 1e-3, 0.1, 1.0, 100.0}) {
        const double ball = hessian_lipschitz_bound(instance.data, instance.x_planted, radius);
        QVERIFY(before <= ball && ball <= global);
        before = ball;
    }
    // In a small ball the moments at its centre rule: the bound must gain a factor.
    QVERIFY(hessian_lipschitz_bound(instance.data, instance.x_planted, 1e-3) < 0.5 * global);
    // In a huge one nothing is known but the global bound.
    QCOMPARE(hessian_lipschitz_bound(instance.data, instance.x_planted, 100.0), global);
}

QTEST_APPLESS_MAIN(LipschitzBoundTest)
#include "lipschitz_bound_test.moc"
