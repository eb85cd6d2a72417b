// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/minimal_residual.h"

#include <limits>

#include <QTest>

#include "core/numeric/random.h"

using namespace basin;

namespace {

SymmetricProduct times(const Vector& diagonal) {
    return [diagonal](const Vector& v, Vector& out) {
        out = diagonal.cwiseProduct(v);
        return true;
    };
}

}  // namespace

class MinimalResidualTest : public QObject {
    Q_OBJECT

  private slots:
    void indefinite_systems_are_solved() {
        RandomStream stream(1);
        Vector values = Vector::LinSpaced(60, -3, 5);
        QVERIFY(values.cwiseAbs().minCoeff() > 0.01);
        const Vector b = uniform_direction(stream, 60);
        for (const double unit : {1e-200, 1.0, 1e200}) {
            Vector x;
            const auto left = minimal_residual(times(values), unit * b, {.tolerance = 1e-12}, x);
            QVERIFY(left && *left <= 1e-12);
            // What the recursion tells, and its rounding.
            QVERIFY((values.cwiseProduct(x / unit) - b).norm() <= 1e-11);
        }
    }

    void what_cannot_be_reached_is_left() {
        // Singular, and a share of 0.6 of b where A is 0: the rest of x is solved for all the same.
        const Vector values{{0, 1, -2, 3}}, b{{0.6, 0.8, 0, 0}};
        Vector x;
        const auto left = minimal_residual(times(values), b, {.tolerance = 1e-12}, x);
        QVERIFY(left && std::abs(*left - 0.6) <= 1e-12);
        QVERIFY(std::abs(x[1] - 0.8) <= 1e-12);
    }

    void nothing_is_told_where_a_product_fails() {
        const SymmetricProduct fails = [](const Vector&, Vector&) { return false; };
        const SymmetricProduct careless = [](const Vector& v, Vector& out) {
            out = v * std::numeric_limits<double>::quiet_NaN();
            return true;
        };
        Vector x;
        QVERIFY(!minimal_residual(fails, Vector::Ones(4), {}, x));
        QVERIFY(!minimal_residual(careless, Vector::Ones(4), {}, x));
        QCOMPARE(*minimal_residual(fails, Vector::Zero(4), {}, x), 0.0);
    }
};

QTEST_APPLESS_MAIN(MinimalResidualTest)
#include "minimal_residual_test.moc"
