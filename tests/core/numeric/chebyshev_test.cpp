// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/chebyshev.h"

#include <cmath>
#include <limits>
#include <vector>

#include <QTest>

using namespace basin;

namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

std::vector<double> grid(double low, double high) {
    std::vector<double> points;
    for (int i = 0; i <= 100; ++i) points.push_back(low + (high - low) * i / 100.0);
    return points;
}

}  // namespace

class ChebyshevTest : public QObject {
    Q_OBJECT

  private slots:
    void polynomials_are_reproduced() {
        const auto points = grid(-3, 5);
        for (const Index count : {1, 2, 5, 8}) {
            const Vector nodes = chebyshev_points(-3, 5, count);
            const Matrix weights = chebyshev_weights(-3, 5, count, points);
            const auto degree = static_cast<double>(count - 1);
            const Vector values = ((nodes.array() + 4) / 9).pow(degree);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const double found = weights.col(static_cast<Index>(i)).dot(values);
                // Values and Lebesgue constant are of the order of 1.
                QVERIFY(std::abs(found - std::pow((points[i] + 4) / 9, degree)) <= 20 * epsilon);
            }
        }
    }

    void nodes_themselves_are_points_of_the_interval() {
        const Vector nodes = chebyshev_points(0.25, 0.5, 7);
        QVERIFY(nodes.minCoeff() > 0.25 && nodes.maxCoeff() < 0.5);
        const Matrix weights = chebyshev_weights(0.25, 0.5, 7, entries(nodes));
        QVERIFY(weights == Matrix::Identity(7, 7));
    }

    void exponentials_are_as_accurate_as_asked() {
        const auto points = grid(-1, 1);
        for (const double reach : {0.0, 0.1, 1.0, 2.5, 10.0}) {
            for (const double accuracy : {1e-3, 1e-8, 1e-15}) {
                const Index count = chebyshev_points_for_exponential(reach, accuracy);
                const Vector values = (reach * chebyshev_points(-1, 1, count)).array().exp();
                const Matrix weights = chebyshev_weights(-1, 1, count, points);
                for (std::size_t i = 0; i < points.size(); ++i) {
                    const double error = std::abs(weights.col(static_cast<Index>(i)).dot(values) -
                                                  std::exp(reach * points[i]));
                    // Rounding: the condition of exp at the ends, and the sum.
                    QVERIFY(error <= (accuracy + (20 + reach) * epsilon) * std::exp(reach));
                }
            }
        }
    }

    void more_points_than_needed_are_not_asked_for() {
        QCOMPARE(chebyshev_points_for_exponential(0, 1e-16), 1);
        for (const double reach : {0.5, 2.5, 8.0}) {
            const auto K = static_cast<double>(chebyshev_points_for_exponential(reach, 1e-12));
            const auto bound = [reach](double k) {
                return std::exp(k * std::log(reach) - (k - 1) * std::log(2) - std::lgamma(k + 1));
            };
            QVERIFY(bound(K) <= 1.001e-12 && bound(K - 1) > 0.999e-12);
        }
    }
};

QTEST_APPLESS_MAIN(ChebyshevTest)
#include "chebyshev_test.moc"
