// SPDX-License-Identifier: GPL-3.0-or-later
// One-sided slopes, automatic differentiation and the Clarke set: known answers, and differences on one side.
#include "core/analysis/slope_rose.h"

#include <cmath>
#include <functional>
#include <numbers>

#include <QtTest/QTest>

#include "core/analysis/plane_kinks.h"
#include "core/problems/test_functions.h"
#include "tests/support/instances.h"

using namespace basin;
using namespace basin::test;

namespace {

Plane axes(Index d, Index first = 0, Index second = 1) {
    return {Vector::Zero(d), Vector::Unit(d, first), Vector::Unit(d, second)};
}

double right(double s) {
    return std::max(s, 0.0);
}

using Formula = std::function<double(double a, double b)>;

/// The largest difference between a curve of the rose and what a formula says of its directions.
double differs(const SlopeRose& rose, const Vector& curve, const Formula& formula) {
    double worst = 0;
    for (Index k = 0; k < rose.angles.size(); ++k)
        worst = std::fmax(worst,
                          std::abs(curve[k] - formula(std::cos(rose.angles[k]), std::sin(rose.angles[k]))));
    return worst;
}

/// Two unknowns, each on the kink of outputs of its own at 0: output i is h(pull_i . x / 2 + ...), its target
/// b_i, and L'(0; d) = sum -b_i h(pull_i . d / 2).
SoftmaxRegression at_kinks(const Matrix& pulls, const Vector& b, Activation activation) {
    SoftmaxData data;
    data.A1 = (Matrix(4, 2) << 1, 0, -1, 0, 0, 1, 0, -1).finished();
    Matrix A2(pulls.rows(), 4);
    A2 << pulls.col(0), -pulls.col(0), pulls.col(1), -pulls.col(1);
    data.A2 = A2;
    data.b = b;
    data.w = Vector::Constant(4, 0.1);
    data.activation = activation;
    return SoftmaxRegression(std::move(data));
}

/// A network of one unit on two time steps, with W = 1/2: the first unit acts on the second. u = 0 at both.
ElmanTraining two_steps() {
    ElmanTraining training;
    training.hidden = 1;
    training.activation.kind = Activation::relu;
    training.series.X = (Matrix(1, 2) << 1, -1).finished();
    training.series.Y = (Matrix(1, 2) << 1.5, -0.5).finished();
    training.series.X_test.resize(1, 0);
    training.series.Y_test.resize(1, 0);
    return training;
}

const Vector on_both = (Vector(5) << 1, 0.5, 0, 0, 0).finished();  // A, W, V, b, c

double value_at(const Problem& problem, const Vector& x) {
    double value = not_applicable;
    problem.evaluator()->value(x, value);
    return value;
}

}  // namespace

class SlopeRoseTest : public QObject {
    Q_OBJECT

  private slots:
    /// L'(0; d) = max(d_1, 0) + max(d_2, 0): a corner of a valley.
    void aConvexCorner() {
        const SoftmaxRegression problem =
            at_kinks(Matrix::Identity(2, 2), Vector::Constant(2, -2), Activation::relu);
        const auto rose = compute_slope_rose(problem, Vector::Zero(2), axes(2));
        QVERIFY(rose != nullptr);
        const auto corner = [](double a, double b) { return right(a) + right(b); };
        QCOMPARE(rose->kinks, Index(2));
        QVERIFY(rose->known == ClarkeSet::exact);
        QVERIFY(differs(*rose, rose->one_sided, corner) < 1e-15);
        QVERIFY(differs(*rose, rose->clarke, corner) < 1e-15);  // convex: its support function is the slope
        QVERIFY(differs(*rose, rose->automatic, [](double, double) { return 0; }) < 1e-15);
        QVERIFY(std::abs(rose->steepest) < 1e-15 && rose->automatic_gradient < 1e-15);
    }

    /// The same upside down: the slope is the least of the Clarke set, not the largest.
    void aConcaveCorner() {
        const SoftmaxRegression problem =
            at_kinks(Matrix::Identity(2, 2), Vector::Constant(2, 2), Activation::relu);
        const auto rose = compute_slope_rose(problem, Vector::Zero(2), axes(2));
        QVERIFY(rose != nullptr && rose->known == ClarkeSet::exact);
        QVERIFY(differs(*rose, rose->one_sided, [](double a, double b) { return -right(a) - right(b); }) <
                1e-15);
        QVERIFY(differs(*rose, rose->clarke, [](double a, double b) { return right(-a) + right(-b); }) <
                1e-15);
        QVERIFY(std::abs(rose->steepest + std::numbers::sqrt2) < 1e-5);
        QVERIFY(std::abs(rose->steepest_angle - std::numbers::pi / 4) < 1e-2);
    }

    /// |d_1| from two outputs on opposite kinks: automatic differentiation sees 0, and as the kinks are one
    /// and the same, the Clarke set is only bounded.
    void anAbsoluteValue() {
        const SoftmaxRegression problem =
            at_kinks((Matrix(2, 2) << 1, 0, -1, 0).finished(), Vector::Constant(2, -2), Activation::relu);
        const auto rose = compute_slope_rose(problem, Vector::Zero(2), axes(2));
        QVERIFY(rose != nullptr && rose->known == ClarkeSet::outer);
        const auto absolute = [](double a, double) { return std::abs(a); };
        QVERIFY(differs(*rose, rose->one_sided, absolute) < 1e-15);
        QVERIFY(differs(*rose, rose->clarke, absolute) < 1e-15);
        QVERIFY(differs(*rose, rose->automatic, [](double, double) { return 0; }) < 1e-15);
    }

    void leakyKinksUseTheirLeftSlope() {
        const SoftmaxRegression problem =
            at_kinks(Matrix::Identity(2, 2), Vector(Eigen::Vector2d(-2, 4)), Activation::leaky_relu);
        const auto rose = compute_slope_rose(problem, Vector::Zero(2), axes(2));
        QVERIFY(rose != nullptr && rose->kinks == 2);
        const auto leaky = [](double s) { return s > 0 ? s : leaky_relu_slope * s; };
        QVERIFY(differs(*rose, rose->one_sided, [&](double a, double b) { return leaky(a) - 2 * leaky(b); }) <
                1e-15);
        QVERIFY(differs(*rose, rose->automatic,
                        [](double a, double b) { return leaky_relu_slope * (a - 2 * b); }) < 1e-15);
    }

    void otherProblemsSayWhatTheyKnow() {
        const TestFunction kinked = absolute_values(3);
        const Vector centre = *kinked.problem->minimiser();
        const auto rose = compute_slope_rose(*kinked.problem, centre, axes(3, 0, 2));
        QVERIFY(rose != nullptr && rose->known == ClarkeSet::unknown && rose->clarke.array().isNaN().all());
        QVERIFY(differs(*rose, rose->one_sided,
                        [](double a, double b) { return std::abs(a) + std::abs(b); }) < 1e-15);
        QVERIFY(differs(*rose, rose->automatic, [](double a, double b) { return -a - b; }) < 1e-15);
    }

    void atASmoothPointAllSayTheSame() {
        const TestFunction valley = rosenbrock();
        const SoftmaxCase made = softmax_case({.n = 30, .d = 4, .m = 8, .activation = Activation::relu});
        const Vector x = start_at(made.minimiser, 0.3, 5);
        for (const auto& [problem, at] :
             {std::pair<const Problem*, Vector>(valley.problem.get(), valley.start),
              std::pair<const Problem*, Vector>(made.problem.get(), x)}) {
            const auto rose = compute_slope_rose(*problem, at, axes(at.size()));
            QVERIFY(rose != nullptr && rose->kinks == 0 && rose->known == ClarkeSet::exact);
            double value = 0;
            Vector g;
            problem->evaluator()->gradient(at, value, g);
            const auto plane_slope = [&g](double a, double b) { return a * g[0] + b * g[1]; };
            for (const Vector* curve : {&rose->one_sided, &rose->automatic, &rose->clarke})
                QVERIFY(differs(*rose, *curve, plane_slope) <= 1e-12 * g.norm());
        }
    }

    /// Minimisers on kinks: against L itself, on one side, a step from the kink.
    void agreesWithDifferencesAtMinimisersOnKinks() {
        int seen = 0;
        for (std::uint64_t seed = 1; seed <= 12; ++seed) {
            const SoftmaxCase made = softmax_case(
                {.n = 30, .d = 3, .m = 12, .activation = Activation::relu, .noise = 1, .seed = seed});
            if (!made.minimiser.verified || !made.minimiser.on_kink()) continue;
            ++seen;
            const Plane plane = axes(3, 0, 2);
            const auto rose = compute_slope_rose(*made.problem, made.minimiser.x, plane, 24);
            QVERIFY(rose != nullptr);
            QCOMPARE(rose->kinks, std::ssize(made.minimiser.kinks));
            const double base = value_at(*made.problem, made.minimiser.x), t = 1e-6;
            const double size = rose->clarke.cwiseAbs().maxCoeff();
            QVERIFY(differs(*rose, rose->one_sided, [&](double a, double b) {
                        const Vector d = a * plane.p1 + b * plane.p2;
                        return (value_at(*made.problem, made.minimiser.x + t * d) - base) / t;
                    }) < 2e-3 * size);
            // A minimum: nothing leads down, and 0 lies in the Clarke set.
            QVERIFY(rose->steepest > -1e-8 * size && rose->clarke.minCoeff() > -1e-8 * size);
            QVERIFY((rose->clarke - rose->one_sided).minCoeff() > -1e-12 * size);
        }
        QVERIFY(seen >= 3);
    }

    /// dP = -(relu(du_1) 1.5 - relu(du_2) / 2), du_2 = relu(du_1) / 2 - dV + db, du_1 = dV + db.
    void oneKinkActsOnTheNext() {
        const ElmanRnn problem(two_steps());
        const auto rose = compute_slope_rose(problem, on_both, axes(5, 2, 3));
        QVERIFY(rose != nullptr);
        QCOMPARE(rose->kinks, Index(2));
        QVERIFY(rose->known == ClarkeSet::exact);
        const auto along = [](double V, double b, double first, double second) {
            const double du1 = V + b, du2 = 0.5 * first * du1 - V + b;
            return -1.5 * first * du1 + 0.5 * second * du2;
        };
        const auto slope = [&](double V, double b) {
            const double du1 = V + b, du2 = 0.5 * right(du1) - V + b;
            return along(V, b, du1 > 0 ? 1 : 0, du2 > 0 ? 1 : 0);
        };
        QVERIFY(differs(*rose, rose->one_sided, slope) < 1e-14);
        QVERIFY(differs(*rose, rose->automatic, [](double, double) { return 0; }) < 1e-15);
        QVERIFY(
            differs(*rose, rose->clarke, [&](double V, double b) {
                return std::max({along(V, b, 0, 0), along(V, b, 0, 1), along(V, b, 1, 0), along(V, b, 1, 1)});
            }) < 1e-14);
        // The problem's own recursion says the same.
        const auto evaluator = problem.evaluator();
        QVERIFY(differs(*rose, rose->one_sided, [&](double V, double b) {
                    double first = 0, second = 0;
                    const Vector d = V * Vector::Unit(5, 2) + b * Vector::Unit(5, 3);
                    evaluator->directional_derivative(on_both, d, first, second);
                    return first;
                }) < 1e-14);
    }

    /// A unit that rounding cannot tell from its kink is on it.
    void roundingHidesNoKink() {
        Vector theta = on_both;
        theta[3] = 1e-17;
        const auto rose = compute_slope_rose(ElmanRnn(two_steps()), theta, axes(5, 2, 3));
        QVERIFY(rose != nullptr && rose->kinks == 2);
        const auto exact = compute_slope_rose(ElmanRnn(two_steps()), on_both, axes(5, 2, 3));
        QVERIFY((rose->one_sided - exact->one_sided).cwiseAbs().maxCoeff() < 1e-14);
        theta[3] = 1e-3;
        QCOMPARE(compute_slope_rose(ElmanRnn(two_steps()), theta, axes(5, 2, 3))->kinks, Index(0));
    }

    void anglesHoldTheCorners() {
        const SoftmaxRegression problem = at_kinks((Matrix(1, 2) << 1, std::sqrt(3.0)).finished(),
                                                   Vector::Constant(1, -2), Activation::relu);
        const auto rose = compute_slope_rose(problem, Vector::Zero(2), axes(2), 8);
        QVERIFY(rose != nullptr && rose->kinks == 1);
        QCOMPARE(rose->angles[0], 0.0);
        QCOMPARE(rose->angles[rose->angles.size() - 1], 2 * std::numbers::pi);
        int corners = 0;
        for (const double degrees : {150.0, 330.0})
            for (const double angle : rose->angles)
                corners += std::abs(angle - degrees / 180 * std::numbers::pi) < 1e-12 ? 1 : 0;
        QCOMPARE(corners, 2);
        QVERIFY(std::is_sorted(rose->angles.begin(), rose->angles.end()));
    }

    void refusesWhatDoesNotFit() {
        const TestFunction valley = rosenbrock();
        QVERIFY(compute_slope_rose(*valley.problem, Vector::Zero(3), axes(2)) == nullptr);
        QVERIFY(compute_slope_rose(*valley.problem, Vector::Zero(2), axes(3)) == nullptr);
        QVERIFY(compute_slope_rose(*valley.problem, Vector::Constant(2, not_applicable), axes(2)) == nullptr);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(compute_slope_rose(*absolute_values(2).problem, Vector::Zero(2), axes(2), 720,
                                   stop.get_token()) == nullptr);
    }
};

QTEST_GUILESS_MAIN(SlopeRoseTest)
#include "slope_rose_test.moc"
