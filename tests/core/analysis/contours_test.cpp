// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/contours.h"

#include <cmath>

#include <QTest>

#include "core/numeric/input_error.h"

using namespace basin;

namespace {

Matrix onGrid(const Vector& a, const Vector& b, double (*f)(double, double)) {
    Matrix values(a.size(), b.size());
    for (Index j = 0; j < b.size(); ++j)
        for (Index i = 0; i < a.size(); ++i) values(i, j) = f(a[i], b[j]);
    return values;
}

double squaredRadius(double a, double b) {
    return a * a + b * b;
}

}  // namespace

class ContoursTest : public QObject {
    Q_OBJECT

  private slots:
    void aCircleIsOneClosedLine();
    void aLevelSetThatMeetsTheEdgeIsOpen();
    void severalLevelsComeInOrder();
    void aSaddleGivesTwoLines();
    void cellsWithoutAValueAreLeftOut();
    void wrongSizesAreRefused();
};

void ContoursTest::aCircleIsOneClosedLine() {
    const Vector a = Vector::LinSpaced(101, -1, 1);
    const std::vector<double> levels{0.25};
    const auto lines = trace_contours(a, a, onGrid(a, a, squaredRadius), levels);
    QCOMPARE(lines.size(), 1u);
    QVERIFY(lines[0].closed);
    QVERIFY(lines[0].points.size() > 100);
    double length = 0;
    for (std::size_t k = 0; k < lines[0].points.size(); ++k) {
        const auto& [x, y] = lines[0].points[k];
        // Linear interpolation of a quadratic: off by at most h^2 / 8 of its second derivative.
        QVERIFY(std::abs(std::hypot(x, y) - 0.5) < 1e-3);
        const auto& [nextX, nextY] = lines[0].points[(k + 1) % lines[0].points.size()];
        const double step = std::hypot(nextX - x, nextY - y);
        QVERIFY2(step < 0.03, "the chain jumps");
        length += step;
    }
    QVERIFY(std::abs(length - M_PI) < 0.01);
}

void ContoursTest::aLevelSetThatMeetsTheEdgeIsOpen() {
    const Vector a = Vector::LinSpaced(11, 0, 1), b = Vector::LinSpaced(21, 0, 1);
    const std::vector<double> levels{0.33};
    const auto lines = trace_contours(a, b, onGrid(a, b, [](double x, double) { return x; }), levels);
    QCOMPARE(lines.size(), 1u);
    QVERIFY(!lines[0].closed);
    QCOMPARE(lines[0].points.size(), 21u);
    for (const auto& point : lines[0].points) QVERIFY(std::abs(point[0] - 0.33) < 1e-12);
    QVERIFY(std::abs(lines[0].points.front()[1] - lines[0].points.back()[1]) > 0.99);
}

void ContoursTest::severalLevelsComeInOrder() {
    const Vector a = Vector::LinSpaced(41, -1, 1);
    const std::vector<double> levels{0.1, 0.4, 0.9, 5};
    const auto lines = trace_contours(a, a, onGrid(a, a, squaredRadius), levels);
    QCOMPARE(lines.size(), 3u);  // no line for a level that is not reached
    for (std::size_t k = 0; k < lines.size(); ++k) QCOMPARE(lines[k].level, levels[k]);
}

void ContoursTest::aSaddleGivesTwoLines() {
    const Vector a = Vector::LinSpaced(2, 0, 1);
    Matrix values(2, 2);
    values << 1, 0, 0, 1;
    const std::vector<double> levels{0.4, 0.6};
    const auto lines = trace_contours(a, a, values, levels);
    QCOMPARE(lines.size(), 4u);
    for (const ContourLine& line : lines) {
        QVERIFY(!line.closed);
        QCOMPARE(line.points.size(), 2u);
    }
    // Below the mean the high corners are joined: the lines cut off the low ones.
    const auto cutsLowCorner = [](const ContourLine& line) {
        const double x = (line.points[0][0] + line.points[1][0]) / 2;
        const double y = (line.points[0][1] + line.points[1][1]) / 2;
        return (x > 0.5) != (y > 0.5);
    };
    QVERIFY(cutsLowCorner(lines[0]) && cutsLowCorner(lines[1]));
    QVERIFY(!cutsLowCorner(lines[2]) && !cutsLowCorner(lines[3]));
}

void ContoursTest::cellsWithoutAValueAreLeftOut() {
    const Vector a = Vector::LinSpaced(41, -1, 1);
    Matrix values = onGrid(a, a, squaredRadius);
    values(35, 20) = not_applicable;  // a hole in the circle of radius 0.75
    const std::vector<double> levels{0.75 * 0.75};
    const auto lines = trace_contours(a, a, values, levels);
    QCOMPARE(lines.size(), 1u);
    QVERIFY(!lines[0].closed);
    for (const auto& point : lines[0].points) QVERIFY(std::isfinite(point[0]) && std::isfinite(point[1]));
}

void ContoursTest::wrongSizesAreRefused() {
    const Vector a = Vector::LinSpaced(3, 0, 1);
    const std::vector<double> levels{0.5};
    QVERIFY_EXCEPTION_THROWN(trace_contours(a, a, Matrix::Zero(3, 2), levels), InputError);
}

QTEST_APPLESS_MAIN(ContoursTest)
#include "contours_test.moc"
