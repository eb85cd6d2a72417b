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

    /// What a row says of an activation is what its values do.
    void rowsAreTrue() {
        constexpr double tiny = 1e-300;
        for (const Activation activation : all_activations) {
            const ActivationInfo& info = info_of(activation);
            QVERIFY(info.activation == activation && info.bounds && info.each && info.extended);
            const Values left = at(activation, -tiny), right = at(activation, tiny);
            const auto close = [](double a, double b) { return std::abs(a - b) < 1e-14; };
            QVERIFY(close(left.d1, info.left_slope) && close(right.d1, info.right_slope));
            QVERIFY(close(left.d2, info.left_bend) && close(right.d2, info.right_bend));
            // Jumps are where a curve needs its left piece.
            const bool jumps = info.kinked() || info.bends();
            QCOMPARE(info.left_piece != nullptr, jumps && !info.piecewise_linear);
            bool linear = true;
            for (double z = -8; z <= 8; z += 0.37) {
                const Values here = at(activation, z);
                linear = linear && std::abs(at(activation, 2 * z).h - 2 * here.h) < 1e-12;
                QVERIFY(std::abs(here.d1) <= 1 + 1e-15);  // softmax_gradient_sizes counts on it
                const ExtendedActivation extended = info.extended(z);
                QVERIFY(std::abs(extended.h.value() - here.h) <= 1e-14 * std::max(1.0, std::abs(here.h)));
                QVERIFY(close(extended.slope.value(), here.d1));
                if (z > 0 || !info.left_piece) continue;
                const LeftPiece piece = info.left_piece(z);
                QVERIFY(close(piece.h, here.h) && close(piece.slope, here.d1) && close(piece.bend, here.d2));
            }
            QCOMPARE(info.piecewise_linear, linear);
        }
    }

    /// Every derivative of every activation stays below its suprema on a fine grid, also across a jump.
    void supremaBoundEveryDerivative() {
        constexpr double step = 1.0 / 1024;
        for (const Activation activation : all_activations) {
            for (const double low : {-7.0, -2.0, -0.5, 0.0, 0.25, 3.0}) {
                for (const double width : {step, 0.5, 2.0, 8.0}) {
                    const DerivativeSuprema sup = derivative_suprema(activation, low, low + width);
                    Values last = at(activation, low);
                    for (double z = low + step; z <= low + width; z += step) {
                        const Values here = at(activation, z);
                        const auto slope = [&](double a, double b) { return std::abs(b - a) / step; };
                        // Difference quotients are means of the next derivative; rounding is below 1e-11.
                        QVERIFY(slope(last.h, here.h) <= sup.first + 1e-11);
                        QVERIFY(z - step < 0 || low < 0 || std::abs(here.d1) <= sup.first * (1 + 1e-15));
                        if (low != 0 || z > step) {
                            QVERIFY(slope(last.d1, here.d1) <= sup.second + 1e-11);
                            QVERIFY(slope(last.d2, here.d2) <= sup.third + 1e-11);
                        }
                        last = here;
                    }
                }
            }
        }
    }

    void networksHaveTheirOwn() {
        QCOMPARE(names_of(network_activations()),
                 (std::vector<std::string>{"relu", "leaky_relu", "tanh", "elu"}));
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
