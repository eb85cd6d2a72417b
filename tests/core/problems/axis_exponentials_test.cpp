// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/problems/axis_exponentials.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <QTest>

#include "core/numeric/random.h"

using namespace basin;

namespace {

constexpr Index n = 300;
constexpr double promised = 1e-13;  // of the header

Vector normal(double scale, std::uint64_t seed) {
    RandomStream stream(seed);
    Vector v(n);
    fill_normal(stream, entries(v));
    return scale * v;
}

std::vector<double> axis(double half_width, int points) {
    std::vector<double> a;
    for (int i = 0; i < points; ++i) a.push_back(half_width * (2.0 * i / (points - 1) - 1));
    return a;
}

struct Sums {
    Matrix at_points;  // points x 2: signed weights, positive weights
    Index columns;
};

Sums sums(const Vector& u0, const Vector& u1, const std::vector<double>& a, const Matrix& weights) {
    AxisExponentials exponentials(u0, u1);
    exponentials.prepare(a);
    const Matrix at_columns = exponentials.columns().transpose() * weights;
    Sums result{at_columns, at_columns.rows()};
    if (!exponentials.direct()) exponentials.expand(at_columns, result.at_points);
    return result;
}

/// Largest error of signed over positive sum, in units of the largest weight.
double error_of_ratio(const Sums& found, const Vector& u0, const Vector& u1, const std::vector<double>& a,
                      const Matrix& weights) {
    double worst = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const Vector u = u0 + a[i] * u1;
        const Vector e = (u.array() - u.maxCoeff()).exp();
        const double expected = e.dot(weights.col(0)) / e.dot(weights.col(1));
        const auto row = found.at_points.row(static_cast<Index>(i));
        const double error = std::abs(row[0] / row[1] - expected);
        if (!(error <= worst)) worst = error;
    }
    return worst / weights.col(0).lpNorm<Eigen::Infinity>();
}

Matrix weights() {
    Matrix result(n, 2);
    result.col(0) = normal(1, 5);
    result.col(1).setOnes();
    return result;
}

}  // namespace

class AxisExponentialsTest : public QObject {
    Q_OBJECT

  private slots:
    void interpolated_sums_are_those_of_every_point_data() {
        QTest::addColumn<double>("slope");
        QTest::addColumn<double>("offset");  // common to all slopes
        QTest::addColumn<double>("logits");
        QTest::newRow("one piece") << 0.2 << 0.0 << 1.0;
        QTest::newRow("two pieces") << 1.0 << 0.0 << 1.0;
        QTest::newRow("many pieces") << 5.0 << 0.0 << 1.0;
        QTest::newRow("one logit leads") << 2.0 << 0.0 << 60.0;
        QTest::newRow("all logits rise together") << 1.0 << 300.0 << 1.0;
        QTest::newRow("constant") << 0.0 << 7.0 << 1.0;
    }
    void interpolated_sums_are_those_of_every_point() {
        QFETCH(double, slope);
        QFETCH(double, offset);
        QFETCH(double, logits);
        const Vector u0 = normal(logits, 1), u1 = normal(slope, 2).array() + offset;
        const auto a = axis(1.5, 400);
        const Sums found = sums(u0, u1, a, weights());
        QVERIFY(found.columns < 250);
        // The exponentials' own condition: a rounding of the logit.
        const double rounding = 1e-15 * (4 * logits + 1.5 * (offset + 4 * slope));
        QVERIFY(error_of_ratio(found, u0, u1, a, weights()) <= promised + rounding);
    }

    void axes_that_are_not_worth_it_take_every_point_data() {
        QTest::addColumn<double>("slope");
        QTest::addColumn<int>("points");
        QTest::newRow("few points") << 1.0 << 16;
        QTest::newRow("steep") << 1e3 << 200;
        QTest::newRow("overflowing") << 1e308 << 200;
        QTest::newRow("not a number") << std::nan("") << 200;
    }
    void axes_that_are_not_worth_it_take_every_point() {
        QFETCH(double, slope);
        QFETCH(int, points);
        const Sums found = sums(normal(1, 1), normal(slope, 2), axis(1.5, points), weights());
        QCOMPARE(found.columns, Index(points));
    }

    void uneven_axes() {
        const Vector u0 = normal(1, 1), u1 = normal(1, 2);
        std::vector<double> a = axis(1, 300);
        for (double& point : a) point = point * point * point;  // crowded about 0, many equal in rounding
        a.push_back(4);                                         // pieces without points between
        QVERIFY(error_of_ratio(sums(u0, u1, a, weights()), u0, u1, a, weights()) <= 1.1 * promised);
        std::ranges::reverse(a);
        const Sums reversed = sums(u0, u1, a, weights());
        QCOMPARE(reversed.columns, Index(301));
        QVERIFY(error_of_ratio(reversed, u0, u1, a, weights()) <= promised);
    }
};

QTEST_APPLESS_MAIN(AxisExponentialsTest)
#include "axis_exponentials_test.moc"
