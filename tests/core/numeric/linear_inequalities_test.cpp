// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/linear_inequalities.h"

#include <cmath>

#include <QTest>

#include "core/numeric/random.h"

using namespace basin;

namespace {

constexpr double rounding = 1e-10;  // of unit rows and bounds, through a projection of condition below 1e4

Matrix random_rows(std::uint64_t seed, Index m, Index n) {
    RandomStream stream(seed);
    Matrix rows(m, n);
    fill_normal(stream, entries(rows));
    return rows;
}

}  // namespace

class LinearInequalitiesTest : public QObject {
    Q_OBJECT

  private slots:
    void the_shortest_point_of_a_halfspace() {
        const auto x = least_distance(Matrix{{3, 4}}, Vector{{10}});
        QVERIFY(x && (*x - Vector{{1.2, 1.6}}).norm() <= rounding);
        const auto inside = least_distance(Matrix{{3, 4}}, Vector{{-10}});
        QVERIFY(inside && inside->norm() <= rounding);
        QVERIFY(least_distance(Matrix(0, 3), Vector()) == Vector::Zero(3));
    }

    void contradictions_are_found() {
        QVERIFY(!least_distance(Matrix{{1, 0}, {-1, 0}}, Vector{{1, 0}}));
        QVERIFY(!direction_into(Matrix{{1, 0}, {-1, 0}}));
        QVERIFY(!direction_into(Matrix{{1, 0}, {-1, 1}, {0, -1}}));  // they sum to 0
        QVERIFY(direction_into(Matrix{{1, 0}, {-1, 1}, {0, 1}}));
    }

    void optimality_conditions_hold() {
        int feasible = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            const Matrix rows = random_rows(seed, 6, 4);
            const Vector bounds = random_rows(seed + 1000, 6, 1);
            const auto x = least_distance(rows, bounds);
            if (!x) continue;
            ++feasible;
            const Vector slack = rows * *x - bounds;
            QVERIFY(slack.minCoeff() >= -rounding * rows.norm() * std::max(1.0, x->norm()));
            // x is a nonnegative combination of the rows that hold.
            Matrix active = rows;
            for (Index i = 0; i < 6; ++i)
                if (slack[i] > 1e-8) active.row(i).setZero();
            const Vector lambda = nonnegative_least_squares(active.transpose(), *x);
            QVERIFY((active.transpose() * lambda - *x).norm() <= 1e-8 * std::max(1.0, x->norm()));
        }
        QVERIFY(feasible > 100);
    }

    void units_do_not_matter() {
        const Matrix rows = random_rows(3, 5, 4);
        const auto plain = direction_into(rows);
        QVERIFY(plain);
        const Matrix scaled = Vector{{1e-100, 1, 1e100, 1e-3, 7}}.asDiagonal() * rows;
        const auto same = direction_into(scaled);
        QVERIFY(same && (*same - *plain).norm() <= rounding);
        QVERIFY((rows * *plain).minCoeff() > 0);
    }

    void most_random_arrangements_have_as_many_cells_as_the_theory_says() {
        // m hyperplanes in general position through 0 of R^n: 2 sum_{i<n} binomial(m - 1, i) cells.
        const Matrix rows = random_rows(5, 6, 3);
        int cells = 0;
        for (unsigned pattern = 0; pattern < 64; ++pattern) {
            Matrix sides = rows;
            for (Index i = 0; i < 6; ++i)
                if ((pattern >> i & 1) != 0) sides.row(i) *= -1;
            if (direction_into(sides)) ++cells;
        }
        QCOMPARE(cells, 2 * (1 + 5 + 10));
    }
};

QTEST_APPLESS_MAIN(LinearInequalitiesTest)
#include "linear_inequalities_test.moc"
