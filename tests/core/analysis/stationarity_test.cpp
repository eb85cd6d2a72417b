// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/stationarity.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/linear_inequalities.h"
#include "core/numeric/random.h"
#include "core/problems/test_functions.h"

using namespace basin;

namespace {

/// L'(x; d) = g.d + sum of right_i max(k_i.d, 0) + left_i min(k_i.d, 0).
struct Slopes {
    Vector g;
    Matrix K;
    Vector right, left;

    double operator()(const Vector& d) const {
        const Vector t = K * d;
        return g.dot(d) + right.dot(t.cwiseMax(0)) + left.dot(t.cwiseMin(0));
    }
    PieceOf pieces() const {
        return [this](std::uint32_t pattern) {
            Piece piece{g, K};
            for (Index i = 0; i < K.rows(); ++i) {
                const bool to_right = (pattern >> i & 1U) != 0;
                piece.gradient += (to_right ? right[i] : left[i]) * K.row(i).transpose();
                if (!to_right) piece.cone.row(i) *= -1;
            }
            return piece;
        };
    }
};

Slopes random_slopes(std::uint64_t seed, Index d, Index kinks) {
    RandomStream stream(seed);
    Slopes slopes{Vector(d), Matrix(kinks, d), Vector(kinks), Vector(kinks)};
    fill_normal(stream, entries(slopes.K));
    fill_normal(stream, entries(slopes.right));
    fill_normal(stream, entries(slopes.left));
    // Inside the span of the kinks, where an answer is not plain at once.
    Vector mix(kinks);
    fill_normal(stream, entries(mix));
    slopes.g = slopes.K.transpose() * mix;
    return slopes;
}

}  // namespace

class StationarityTest : public QObject {
    Q_OBJECT

  private slots:
    void nonnegativeLeastSquares() {
        for (std::uint64_t seed = 0; seed < 200; ++seed) {
            RandomStream stream(seed);
            const Index d = 1 + stream.below(6), k = 1 + stream.below(7);
            Matrix generators(d, k);
            Vector target(d);
            fill_normal(stream, entries(generators));
            fill_normal(stream, entries(target));
            const Vector lambda = nonnegative_least_squares(generators, target);
            const Vector rest = target - generators * lambda;
            // The conditions of optimality: lambda >= 0, no generator pulls, and those in use are balanced.
            QVERIFY(lambda.minCoeff() >= 0);
            QVERIFY((generators.transpose() * rest).maxCoeff() <= 1e-12 * (1 + generators.squaredNorm()));
            QVERIFY(std::abs(rest.dot(generators * lambda)) <= 1e-12 * (1 + target.squaredNorm()));
        }
    }

    void theAbsoluteValue() {
        const Slopes valley{Vector::Zero(1), Matrix::Ones(1, 1), Vector::Constant(1, 2),
                            Vector::Constant(1, -0.5)};
        const Stationarity found = test_stationarity(1, valley.pieces(), 1e-12);
        QCOMPARE(found.answer, Answer::yes);
        QCOMPARE(found.patterns, Index{2});
        QCOMPARE(found.slope, 0.0);
        // Turned over it is a ridge, and the way down is to the right.
        const Slopes ridge{Vector::Zero(1), Matrix::Ones(1, 1), Vector::Constant(1, -2),
                           Vector::Constant(1, 0.5)};
        const Stationarity no = test_stationarity(1, ridge.pieces(), 1e-12);
        QCOMPARE(no.answer, Answer::no);
        QCOMPARE(no.descent[0], 1.0);
        QCOMPARE(no.slope, -2.0);
    }

    void withoutKinksTheGradientDecides() {
        const Slopes flat{Vector::Zero(3), Matrix(0, 3), Vector(0), Vector(0)};
        QCOMPARE(test_stationarity(0, flat.pieces(), 1e-12).answer, Answer::yes);
        const Slopes steep{Eigen::Vector3d(0, 3, 4), Matrix(0, 3), Vector(0), Vector(0)};
        const Stationarity no = test_stationarity(0, steep.pieces(), 1e-12);
        QCOMPARE(no.answer, Answer::no);
        QVERIFY((no.descent + Eigen::Vector3d(0, 0.6, 0.8)).norm() <= 1e-15);
    }

    void agreesWithSampledDirections() {
        int yes = 0, no = 0;
        for (std::uint64_t seed = 0; seed < 300; ++seed) {
            // Fewer, as many and more kinks than dimensions: dependent rows included.
            const Index d = 1 + static_cast<Index>(seed % 3), kinks = 1 + static_cast<Index>(seed % 5);
            const Slopes slopes = random_slopes(seed, d, kinks);
            const Stationarity found = test_stationarity(kinks, slopes.pieces(), 1e-10);
            QCOMPARE(found.patterns, Index{1} << kinks);
            double least = 0;
            RandomStream stream(seed, 1);
            for (int trial = 0; trial < 2000; ++trial)
                least = std::min(least, slopes(uniform_direction(stream, d)));
            if (found.answer == Answer::yes) {
                ++yes;
                QVERIFY(least >= -1e-9);
            } else {
                ++no;
                QVERIFY(std::abs(slopes(found.descent) - found.slope) <= 1e-9);
                QVERIFY(found.slope <= least + 1e-9);  // no sampled direction is steeper
            }
        }
        QVERIFY(yes >= 10 && no >= 100);
    }

    void tooManyKinksAreNotDecided() {
        const Slopes slopes = random_slopes(1, 2, most_kinks + 1);
        const Stationarity found = test_stationarity(most_kinks + 1, slopes.pieces(), 1e-12);
        QCOMPARE(found.answer, Answer::not_decided);
        QCOMPARE(found.kinks, most_kinks + 1);
        QCOMPARE(found.patterns, Index{0});
    }

    void descentIsShown() {
        const auto problem = make_quadratic(Matrix::Identity(2, 2), Vector::Zero(2));
        Stationarity found;
        found.answer = Answer::no;
        found.descent = Eigen::Vector2d(-1, 0);
        found.slope = -1;
        show_descent(*problem, Eigen::Vector2d(1, 0), found);
        QCOMPARE(found.drop_step, 1.0);
        QCOMPARE(found.drop, 0.5);
        // Uphill there is nothing to show.
        found.descent = Eigen::Vector2d(1, 0);
        show_descent(*problem, Eigen::Vector2d(1, 0), found);
        QCOMPARE(found.answer, Answer::not_decided);
    }

    void names() {
        for (const Answer answer : {Answer::yes, Answer::no, Answer::not_decided})
            QVERIFY(parse_answer(to_string(answer)) == answer);
        QVERIFY(!parse_answer("perhaps"));
    }
};

QTEST_APPLESS_MAIN(StationarityTest)
#include "stationarity_test.moc"
