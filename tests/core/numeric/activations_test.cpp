// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/activations.h"

#include <cmath>

#include <QtTest/QTest>

using namespace basin;

namespace {

struct Values {
    double h = 0, d1 = 0, d2 = 0;
};

Values at(Activation activation, double z) {
    Values v;
    activate(activation, {&z, 1}, {&v.h, 1}, {&v.d1, 1}, {&v.d2, 1});
    return v;
}

}  // namespace

class ActivationsTest : public QObject {
    Q_OBJECT

  private slots:
    void namesRoundTrip() {
        for (const Activation activation : all_activations) {
            QVERIFY(parse_activation(to_string(activation)) == activation);
        }
        QVERIFY(!parse_activation("Tanh"));
        QVERIFY(!parse_activation(""));
    }

    void derivativesAgreeWithDifferences() {
        constexpr double step = 1e-5;
        for (const Activation activation : all_activations) {
            for (const double z : {-30.0, -3.1, -0.7, -0.01, 0.02, 0.5, 2.3, 25.0}) {
                const Values here = at(activation, z), left = at(activation, z - step),
                             right = at(activation, z + step);
                QVERIFY(std::abs(here.d1 - (right.h - left.h) / (2 * step)) < 1e-9);
                QVERIFY(std::abs(here.d2 - (right.d1 - left.d1) / (2 * step)) < 1e-9);
            }
        }
    }

    void slopesKeepTheirAccuracyInTheTails() {
        for (const double z : {-300.0, -40.0, 40.0, 300.0}) {
            const double e = std::exp(-2 * std::abs(z));
            QVERIFY(std::abs(at(Activation::tanh, z).d1 / (4 * e) - 1) < 1e-14);
            QVERIFY(std::abs(at(Activation::sigmoid, z).d1 / std::exp(-std::abs(z)) - 1) < 1e-14);
        }
    }

    void derivativesAreOptional() {
        const std::array<double, 3> z{-1, 0, 2};
        std::array<double, 3> alone{}, h{}, d1{}, d2{};
        for (const Activation activation : all_activations) {
            activate(activation, z, alone, {}, {});
            activate(activation, z, h, d1, {});
            QVERIFY(alone == h);
            std::array<double, 3> slopes = d1;
            activate(activation, z, h, d1, d2);
            QVERIFY(d1 == slopes);
        }
    }

    void kinksTakeTheLeftSlope() {
        QCOMPARE(at(Activation::relu, 0).d1, 0.0);
        QCOMPARE(at(Activation::leaky_relu, 0).d1, leaky_relu_slope);
        QCOMPARE(at(Activation::relu, 0).d2, 0.0);
    }

    void oneSidedDerivativesAgreeWithOneSidedDifferences() {
        // h(z + t dz + t^2/2 d2z) = h + t first + t^2/2 second + O(t^3), also on a kink.
        for (const Activation activation : all_activations) {
            for (const double z : {-0.6, 0.0, 0.8}) {
                for (const double dz : {-1.5, 0.0, 0.9}) {
                    for (const double d2z : {-0.7, 0.0, 1.1}) {
                        const OneSided one = one_sided_derivatives(activation, z, dz, d2z);
                        const auto along = [&](double t) {
                            return at(activation, z + t * dz + t * t / 2 * d2z).h;
                        };
                        constexpr double t = 1e-4;
                        const double difference = along(t) - along(0);
                        QVERIFY(std::abs(difference - t * one.first - t * t / 2 * one.second) <
                                3 * t * t * t);
                    }
                }
            }
        }
    }

    void smoothOnesSaySo() {
        for (const Activation activation : all_activations) {
            const bool kinked = activation == Activation::relu || activation == Activation::leaky_relu ||
                                activation == Activation::elu;
            QCOMPARE(is_twice_differentiable(activation), !kinked);
        }
    }
};

QTEST_APPLESS_MAIN(ActivationsTest)
#include "activations_test.moc"
