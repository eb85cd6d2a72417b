// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/weight_initialiser.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/problems/elman_data.h"

using namespace basin;

namespace {

constexpr ElmanShape shape{60, 40, 50};  // hidden, inputs, outputs: thousands of weights in each matrix
constexpr double deviations = 5;         // that a mean of independent draws may be off

/// Whether the entries look like independent draws with mean 0 and that deviation; kurtosis: of the
/// distribution, 3 of a normal one.
bool is_spread(const Matrix& part, double deviation, double kurtosis) {
    const auto count = static_cast<double>(part.size());
    const double mean = part.mean(), square = part.squaredNorm() / count, variance = deviation * deviation;
    return std::abs(mean) <= deviations * deviation / std::sqrt(count) &&
           std::abs(square - variance) <= deviations * variance * std::sqrt((kurtosis - 1) / count);
}

ConstWeights drawn(const Vector& theta) {
    return weights_of(shape, theta.data());
}

}  // namespace

class WeightInitialiserTest : public QObject {
    Q_OBJECT

  private slots:
    void gaussianIsTheUsualStart() {
        QVERIFY(initial_weights(shape, WeightInitialiser::gaussian, 0.3, 7) == random_weights(shape, 0.3, 7));
    }

    void offsetsAreZeroAndSeedsCount() {
        for (const WeightInitialiser each : all_weight_initialisers) {
            const Vector theta = initial_weights(shape, each, 0.1, 7);
            QCOMPARE(theta.size(), shape.parameters());
            QVERIFY(drawn(theta).b.isZero(0) && drawn(theta).c.isZero(0) && theta.allFinite());
            QVERIFY(theta == initial_weights(shape, each, 0.1, 7));
            QVERIFY(theta != initial_weights(shape, each, 0.1, 8));
        }
    }

    void glorotIsUniform() {
        const Vector theta = initial_weights(shape, WeightInitialiser::glorot, 0.1, 7);
        const auto holds = [](const Matrix& part) {
            const double end = std::sqrt(6 / static_cast<double>(part.rows() + part.cols()));
            // Of thousands of uniform draws one comes within a hundredth of the end, but for a chance of
            // e^-20.
            return part.cwiseAbs().maxCoeff() <= end && part.cwiseAbs().maxCoeff() >= 0.99 * end &&
                   is_spread(part, end / std::sqrt(3.0), 1.8);
        };
        QVERIFY(holds(drawn(theta).A));
        QVERIFY(holds(drawn(theta).W));
        QVERIFY(holds(drawn(theta).V));
    }

    void heAndLecunDivideByWhatGoesIn() {
        for (const auto& [each, gain] :
             {std::pair{WeightInitialiser::he, 2.0}, std::pair{WeightInitialiser::lecun, 1.0}}) {
            const Vector theta = initial_weights(shape, each, 0.1, 7);
            const auto hidden = static_cast<double>(shape.hidden), inputs = static_cast<double>(shape.inputs);
            QVERIFY(is_spread(drawn(theta).A, std::sqrt(gain / hidden), 3));
            QVERIFY(is_spread(drawn(theta).W, std::sqrt(gain / hidden), 3));
            QVERIFY(is_spread(drawn(theta).V, std::sqrt(gain / inputs), 3));
        }
    }

    void orthogonalAndIdentityKeepTheLengthOfTheState() {
        const Matrix one = Matrix::Identity(shape.hidden, shape.hidden);
        const Vector turned = initial_weights(shape, WeightInitialiser::orthogonal, 0.1, 7);
        const Matrix W = drawn(turned).W;
        QVERIFY((W.transpose() * W - one).cwiseAbs().maxCoeff() <= 1e-12);
        QVERIFY(is_spread(drawn(turned).V, std::sqrt(2.0 / 100), 1.8));
        const Vector kept = initial_weights(shape, WeightInitialiser::identity, 0.02, 7);
        QVERIFY(drawn(kept).W == one);
        QVERIFY(is_spread(drawn(kept).A, 0.02, 3) && is_spread(drawn(kept).V, 0.02, 3));
    }

    void theSmallestNetworkHasAllOfThem() {
        for (const WeightInitialiser each : all_weight_initialisers)
            QVERIFY(initial_weights({1, 1, 1}, each, 0, 1).allFinite());
        QCOMPARE(std::abs(initial_weights({1, 1, 1}, WeightInitialiser::orthogonal, 0, 1)[1]), 1.0);
    }

    void deviationCountsWhereItSaysSo() {
        for (const WeightInitialiser each : all_weight_initialisers) {
            const bool same = initial_weights(shape, each, 0.1, 7) == initial_weights(shape, each, 0.2, 7);
            QCOMPARE(same, !uses_deviation(each));
        }
    }
};

QTEST_APPLESS_MAIN(WeightInitialiserTest)
#include "weight_initialiser_test.moc"
