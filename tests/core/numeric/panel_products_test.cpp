// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/panel_products.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include <QtTest/QTest>
#include <hwy/targets.h>

#include "core/numeric/random.h"
#include "tests/support/instruction_sets.h"

using namespace basin;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double rounding =
    1e-14;  // of a sum of up to 700 terms of size 1, relative to that of absolute values
constexpr Index width = Panels::width;

Matrix random_matrix(Index rows, Index columns, std::uint64_t seed) {
    RandomStream stream(seed, static_cast<std::uint64_t>(rows));
    Matrix A(rows, columns);
    fill_normal(stream, entries(A));
    return A;
}

/// A product of given sizes. The matrices stand in larger ones full of NaN, which nothing may touch.
struct PanelCase {
    PanelCase(Index n, Index d, Index m)
        : A(random_matrix(n, d, 1)),
          V(random_matrix(m, n, 2)),
          weights(random_matrix(n, 1, 3)),
          shift(random_matrix(d, 1, 4)),
          middle(random_matrix(m, 1, 5)) {
        shifted = A.rowwise() - shift.transpose();
        Matrix framed = Matrix::Constant(n + 3, d, nan);
        framed.topRows(n) = A;
        panels.resize(n, d);
        pack({framed.data(), n, d, n + 3, shift.data()}, panels);
        framed_V = Matrix::Constant(m + 2, n, nan);
        framed_V.topRows(m) = V;
    }
    RightColumns values(Index first, Index count) const {
        return {framed_V.data() + first, framed_V.rows(), count, middle.data() + first};
    }

    Matrix A, V;
    Vector weights, shift, middle;
    Matrix shifted, framed_V;
    Panels panels;
};

}  // namespace

class PanelProductsTest : public QObject {
    Q_OBJECT

    /// Every remainder of registers, panels and blocks.
    void sizes() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("m");
        QTest::addColumn<qint64>("target");
        for (const std::int64_t target : hwy::SupportedAndGeneratedTargets()) {
            for (const auto& [n, d] : {std::array{1, 1}, {7, 41}, {64, 4}, {257, 9}, {257, 30}, {700, 3}}) {
                for (const int m : {1, 2, 8, 19, 29}) {
                    QTest::addRow("%s, n = %d, d = %d, m = %d", hwy::TargetName(target), n, d, m)
                        << n << d << m << static_cast<qint64>(target);
                }
            }
        }
    }

  private slots:
    void panelsHoldTheShiftedMatrix() {
        const PanelCase made(21, 11, 1);
        QCOMPARE(made.panels.count(), Index{2});
        for (Index i = 0; i < 21; ++i) {
            for (Index k = 0; k < 16; ++k) {
                const double expected = k < 11 ? made.shifted(i, k) : 0;
                QCOMPARE(made.panels.panel(k / width)[width * i + k % width], expected);
            }
        }
    }

    void rowsComeBack() {
        const Vector v = random_matrix(11, 1, 1);
        Vector found;
        Panels panels;
        panels.resize(3, 11);
        panels.set_row(1, v);
        panels.get_row(1, found);
        QCOMPARE(found, v);
        for (Index k = 11; k < 16; ++k) QCOMPARE(panels.panel(1)[width + k - 8], 0.0);
    }

    void gramAgreesWithItsDefinition_data() { sizes(); }
    void gramAgreesWithItsDefinition() {
        QFETCH(int, n);
        QFETCH(int, d);
        select_target();
        const PanelCase made(n, d, 1);
        const Matrix sums = made.shifted.transpose() * made.weights.asDiagonal() * made.shifted;
        const Matrix sizes = made.shifted.cwiseAbs().transpose() * made.weights.cwiseAbs().asDiagonal() *
                             made.shifted.cwiseAbs();
        Matrix H = Matrix::Constant(d, d, 2);
        for (Index p = 0; p < made.panels.count(); ++p) {
            const Index k = p * width;
            add_panel_products(columns_from(made.panels, p), made.weights.data(), columns_of(made.panels, p),
                               {&H(k, k), width, d});
        }
        for (Index k = 0; k < d; ++k) {
            for (Index j = 0; j < d; ++j) {
                const double expected = j / width < k / width ? 2 : sums(j, k) + 2;
                QVERIFY(std::abs(H(j, k) - expected) <= rounding * (sizes(j, k) + 2));
            }
        }
    }

    void productsAgreeWithTheirDefinition_data() { sizes(); }
    void productsAgreeWithTheirDefinition() {
        QFETCH(int, n);
        QFETCH(int, d);
        QFETCH(int, m);
        select_target();
        const PanelCase made(n, d, m);
        const Matrix centred = made.V.colwise() - made.middle;
        const Matrix sums = centred * made.weights.asDiagonal() * made.shifted;
        const Matrix sizes =
            centred.cwiseAbs() * made.weights.cwiseAbs().asDiagonal() * made.shifted.cwiseAbs();
        Panels products;
        products.resize(m, d);
        products.set_zero();
        for (Index i = 0; i < m; i += width) {
            add_panel_products(columns_from(made.panels), made.weights.data(),
                               made.values(i, std::min(width, m - i)),
                               {products.panel(0) + i * width, m * width, width});
        }
        for (Index i = 0; i < m; ++i) {
            for (Index k = 0; k < d; ++k) {
                const double found = products.panel(k / width)[width * i + k % width];
                QVERIFY(std::abs(found - sums(i, k)) <= rounding * (sizes(i, k) + 1));
            }
        }
    }

    void aTransposedMatrixMayStandLeft_data() { sizes(); }
    void aTransposedMatrixMayStandLeft() {
        QFETCH(int, n);
        QFETCH(int, d);
        QFETCH(int, m);
        select_target();
        const PanelCase made(n, std::min(d, 8), m);
        const Matrix sums = made.V * made.weights.asDiagonal() * made.shifted;
        const Matrix sizes =
            made.V.cwiseAbs() * made.weights.cwiseAbs().asDiagonal() * made.shifted.cwiseAbs();
        Matrix products = Matrix::Zero(m, made.A.cols());
        add_panel_products({made.framed_V.data(), n, m, width, made.framed_V.rows()}, made.weights.data(),
                           columns_of(made.panels, 0), {products.data(), width, m});
        QVERIFY(((products - sums).array().abs() <= rounding * (sizes.array() + 1)).all());
    }

    /// So that panels may be shared out among threads as one likes.
    void aSumDoesNotDependOnTheRowsTakenWithIt() {
        const PanelCase made(300, 61, 8);
        Matrix whole = Matrix::Zero(61, 8), parts = whole;
        add_panel_products(columns_from(made.panels), made.weights.data(), made.values(0, 8),
                           {whole.data(), width, 61});
        for (Index p = 0; p < made.panels.count(); ++p) {
            LeftColumns some = columns_from(made.panels, p);
            some.columns = std::min(width, some.columns);
            add_panel_products(some, made.weights.data(), made.values(0, 8),
                               {&parts(p * width, 0), width, 61});
        }
        QVERIFY(whole == parts);
    }

    void aRowThatIsTheShiftAddsNothing() {
        PanelCase made(40, 6, 3);
        made.shift = made.A.row(7);
        pack({made.A.data(), 40, 6, 40, made.shift.data()}, made.panels);
        Vector weights = Vector::Zero(40);
        weights[7] = 1e300;
        Matrix H = Matrix::Zero(6, 6);
        add_panel_products(columns_from(made.panels), weights.data(), columns_of(made.panels, 0),
                           {H.data(), width, 6});
        QCOMPARE(H.norm(), 0.0);
    }

    void cleanup() { test::set_instruction_set(0); }

  private:
    static void select_target() {
        QFETCH(qint64, target);
        test::set_instruction_set(target);
    }
};

QTEST_APPLESS_MAIN(PanelProductsTest)
#include "panel_products_test.moc"
