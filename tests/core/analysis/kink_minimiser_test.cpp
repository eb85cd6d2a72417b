// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/kink_minimiser.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/analysis/minimiser.h"
#include "core/numeric/random.h"
#include "core/problems/softmax_instance.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

double value_at(const Problem& problem, const Vector& x) {
    double value = not_applicable;
    problem.evaluator()->value(x, value);
    return value;
}

/// Two rows at -1 and 1 and one output that grows with x: z = tanh(x), and L pulls z towards -1 with a kink
/// at 0.
SoftmaxRegression one_kink(double pull, double target) {
    SoftmaxData data;
    data.A1 = Eigen::Vector2d(1, -1);
    data.A2 = (Matrix(2, 2) << 1, -1, pull, -pull).finished();
    data.b = Eigen::Vector2d(-0.5, target);
    data.w = Vector::Constant(2, 0.1);
    data.activation = Activation::leaky_relu;
    return SoftmaxRegression(std::move(data));
}

}  // namespace

class KinkMinimiserTest : public QObject {
    Q_OBJECT

  private slots:
    void findsVerifiedMinimisersOnKinks() {
        int on_kink = 0, unverified = 0, all = 0;
        for (const Activation activation : {Activation::relu, Activation::leaky_relu}) {
            for (std::uint64_t seed = 1; seed <= 30; ++seed) {
                for (const Index d : {1, 2, 5}) {
                    const SoftmaxCase made = softmax_case(
                        {.n = 30, .d = d, .m = 12, .activation = activation, .noise = 1, .seed = seed});
                    const Minimiser& found = made.minimiser;
                    ++all;
                    if (!found.verified) {
                        ++unverified;
                        QVERIFY(!found.note.empty());
                        continue;
                    }
                    QCOMPARE(found.stationarity.answer, Answer::yes);
                    if (!found.on_kink()) continue;
                    ++on_kink;
                    QVERIFY(std::ssize(found.kinks) <= d);
                    QCOMPARE(std::ssize(found.kinks), found.slopes.size());
                    const double here = value_at(*made.problem, found.x);
                    // A minimum: no neighbour lies lower, beyond the rounding of L.
                    RandomStream stream(seed, 5);
                    for (int trial = 0; trial < 300; ++trial) {
                        const double r = std::pow(10.0, -2 - 4 * stream.uniform());
                        const double there =
                            value_at(*made.problem, found.x + r * uniform_direction(stream, d));
                        QVERIFY2(there >= here - 1e-14 * (1 + here),
                                 qPrintable(QString("seed %1 d %2: %3").arg(seed).arg(d).arg(there - here)));
                    }
                }
            }
        }
        QVERIFY2(on_kink >= 10, std::to_string(on_kink).c_str());
        QVERIFY2(unverified <= all / 20, std::to_string(unverified).c_str());
    }

    void theKinkIsMetExactly() {
        int seen = 0;
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            const SoftmaxCase made = softmax_case(
                {.n = 30, .d = 3, .m = 12, .activation = Activation::relu, .noise = 1, .seed = seed});
            if (!made.minimiser.verified || !made.minimiser.on_kink()) continue;
            ++seen;
            const SoftmaxData& data = made.problem->data();
            Vector f = data.A1.dense() * made.minimiser.x;
            f = (f.array() - f.maxCoeff()).exp();
            f /= f.sum();
            const Vector z = data.A2 * f;
            for (const Index i : made.minimiser.kinks) {
                QVERIFY(data.b[i] < 0);
                // Rounding of a sum of n terms of the size of A2.
                QVERIFY(std::abs(z[i]) <= 1e-14 * data.A2.row(i).cwiseAbs().maxCoeff());
            }
            QVERIFY(made.minimiser.gradient_norm <= 1e-10);
            QVERIFY(made.minimiser.slopes.minCoeff() > 0 && made.minimiser.slopes.maxCoeff() < 1);
        }
        QVERIFY(seen >= 3);
    }

    void aPlainCaseByHand() {
        // At x = 0 both outputs are on their kinks at slopes between 0.01 and 1; the pull is from the left.
        const SoftmaxRegression problem = one_kink(1, -0.2);
        const auto found = minimise_on_kinks(problem, Vector::Constant(1, 1e-9));
        QVERIFY(!found.has_value() || found->stationarity.answer == Answer::yes);
        const Stationarity at_zero = test_stationarity(problem, Vector::Zero(1), {0, 1});
        // L'(0; 1) = 0.5 + 0.2 and L'(0; -1) = -0.01 (0.5 + 0.2): downhill to the left.
        QCOMPARE(at_zero.answer, Answer::no);
        QCOMPARE(at_zero.patterns, Index{4});
        QVERIFY(std::abs(at_zero.slope + 0.007) <= 1e-15);
        QCOMPARE(at_zero.descent[0], -1.0);
        QVERIFY(at_zero.drop > 0 && at_zero.drop_step > 0);
    }

    void agreesWithOneSidedDerivatives() {
        const SoftmaxCase made =
            softmax_case({.n = 30, .d = 2, .m = 8, .activation = Activation::relu, .seed = 2});
        const Vector x = Eigen::Vector2d(0.3, -0.4);
        // Away from every kink the pieces are one, and its slope is that of the gradient.
        const Stationarity found = test_stationarity(*made.problem, x, {});
        QCOMPARE(found.answer, Answer::no);
        double first = 0, second = 0;
        made.problem->evaluator()->directional_derivative(x, found.descent, first, second);
        QVERIFY(std::abs(first - found.slope) <= 1e-12 * std::abs(first));
    }

    /// z = 0 exactly where the search starts, the gradient of what lies left of the kink is 0, and L falls.
    void aVanishingGradientOnAKinkIsNoMinimum() {
        SoftmaxData data;
        data.A1 = (Matrix(4, 2) << 1, 0, 0, 1, -1, 0.5, 0.3, -1).finished();
        data.A2 = (Matrix(1, 4) << 1, -1, 2, -2).finished();
        data.b = Vector::Constant(1, 5);
        data.w = Vector::Constant(4, 0.3);
        data.activation = Activation::relu;
        const SoftmaxRegression problem(data);
        const Vector origin = Vector::Zero(2);
        Vector g;
        double value = 0;
        problem.evaluator()->gradient(origin, value, g);
        QCOMPARE(g.norm(), 0.0);
        QCOMPARE(kinks_in_reach(problem, origin, Vector()), std::vector<Index>{0});
        const Stationarity at_origin = test_stationarity(problem, origin, {0});
        QCOMPARE(at_origin.answer, Answer::no);
        QVERIFY(std::abs(at_origin.slope + 3.20) <= 0.01);
        for (const Vector& start :
             {origin, Vector(Eigen::Vector2d(1, 0)), Vector(Eigen::Vector2d(-0.3, 1))}) {
            const Minimiser found = find_minimiser(problem, start);
            QVERIFY2(found.verified, found.note.c_str());
            QVERIFY(found.objective < value - 1);
        }
    }

    /// Rows of A2 of mean 0 put every output on its kink at the origin, and many within reach elsewhere: no
    /// verified point may have a way down.
    void nothingVerifiedHasAWayDown() {
        int verified = 0, all = 0;
        for (const Activation activation : {Activation::relu, Activation::leaky_relu}) {
            for (std::uint64_t seed = 1; seed <= 30; ++seed) {
                for (const Index d : {1, 2, 4}) {
                    SoftmaxInstance instance =
                        generate_softmax_instance({.n = 12,
                                                   .d = d,
                                                   .m = 1 + static_cast<Index>(seed % 4),
                                                   .activation = activation,
                                                   .noise = 1,
                                                   .target_radius = 1,
                                                   .seed = seed});
                    Matrix& A2 = instance.data.A2;
                    A2.colwise() -= Vector(A2.rowwise().mean());
                    const SoftmaxRegression problem(instance.data);
                    for (const Vector& start : {Vector(Vector::Zero(d)), instance.x_planted}) {
                        const Minimiser found = find_minimiser(problem, start);
                        ++all;
                        if (!found.verified) continue;
                        ++verified;
                        const double here = value_at(problem, found.x);
                        RandomStream stream(seed, 6);
                        for (int trial = 0; trial < 200; ++trial) {
                            const double r = std::pow(10.0, -2 - 5 * stream.uniform());
                            const double there =
                                value_at(problem, found.x + r * uniform_direction(stream, d));
                            QVERIFY2(there >= here - 1e-14 * (1 + here),
                                     qPrintable(QString("seed %1 d %2: slope %3")
                                                    .arg(seed)
                                                    .arg(d)
                                                    .arg((there - here) / r)));
                        }
                    }
                }
            }
        }
        QVERIFY2(10 * verified >= 9 * all, qPrintable(QString("%1 of %2").arg(verified).arg(all)));
    }

    /// Two outputs that are one: their kinks depend on each other, and hold the minimum together.
    void dependentKinksAreTestedAsWell() {
        SoftmaxData data;
        data.A1 = Eigen::Vector2d(1, -1);
        data.A2 = (Matrix(3, 2) << 1, -1, 1, -1, 2, -2).finished();
        data.b = Eigen::Vector3d(-1, -1, -1);
        data.w = Vector::Zero(2);
        data.activation = Activation::relu;
        const SoftmaxRegression problem(data);
        // L'(0; 1) = 4, L'(0; -1) = 0: on the edge, no strict minimum.
        QVERIFY(!find_minimiser(problem, Vector::Zero(1)).verified);
        // With leaky_relu a pull to the right holds it: L'(0; 1) > 0 and L'(0; -1) > 0.
        data.A2 = (Matrix(4, 2) << 1, -1, 1, -1, 2, -2, -1, 1).finished();
        data.b = Eigen::Vector4d(-1, -1, -1, -1);
        const SoftmaxRegression held(data);
        const Minimiser found = find_minimiser(held, Vector::Constant(1, 0.1));
        QVERIFY2(found.verified, found.note.c_str());
        QCOMPARE(found.kinks, (std::vector<Index>{0, 1, 2, 3}));
        QVERIFY(std::abs(found.x[0]) <= 1e-15);
    }

    void smoothProblemsHaveNoKinks() {
        const SoftmaxCase made = softmax_case({});
        QVERIFY(!minimise_on_kinks(*made.problem, made.minimiser.x).has_value());
        QVERIFY(!made.minimiser.on_kink());
        std::stop_source source;
        source.request_stop();
        const SoftmaxCase kinked = softmax_case({.activation = Activation::relu, .seed = 2});
        QVERIFY(!minimise_on_kinks(*kinked.problem, kinked.minimiser.x, {}, source.get_token()).has_value());
    }
};

QTEST_APPLESS_MAIN(KinkMinimiserTest)
#include "kink_minimiser_test.moc"
