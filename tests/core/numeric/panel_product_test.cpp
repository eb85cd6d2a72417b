// SPDX-License-Identifier: GPL-3.0-or-later
// Products with eight vectors at a time against Eigen's.
#include "core/numeric/panel_product.h"

#include <QtTest/QTest>

using namespace basin;

namespace {

/// Whole numbers, so that sums in any order are exact.
Matrix whole_numbers(Index rows, Index columns, Index seed) {
    return Matrix::NullaryExpr(rows, columns, [seed](Index i, Index j) {
        return static_cast<double>((seed * i + 13 * j + i * j) % 101) - 50;
    });
}

}  // namespace

class PanelProductTest : public QObject {
    Q_OBJECT

  private slots:
    void isTheProduct_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        for (const int rows : {1, 7, 15, 16, 17, 40, 80, 161})
            for (const int columns : {1, 3, 16, 161})
                QTest::addRow("%d x %d", rows, columns) << rows << columns;
    }

    void isTheProduct() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const Matrix A = whole_numbers(rows, columns, 7),
                     X = whole_numbers(columns + 5, PanelProduct::width, 11);
        PanelProduct product;
        product.set(A);
        Matrix Y = Matrix::Constant(PanelProduct::padded(rows), PanelProduct::width, 3);
        product.multiply(X.data(), X.rows(), Y.data());
        QCOMPARE(Y.topRows(rows), Matrix(A * X.topRows(columns)));
        QVERIFY(Y.bottomRows(Y.rows() - rows).isZero(0));
    }

    void anotherMatrixTakesItsPlace() {
        PanelProduct product;
        for (const Index size : {20, 48, 20}) {
            const Matrix A = whole_numbers(size, size, size), X = whole_numbers(size, PanelProduct::width, 3);
            product.set(A);
            Matrix Y(PanelProduct::padded(size), PanelProduct::width);
            product.multiply(X.data(), X.rows(), Y.data());
            QCOMPARE(Y.topRows(size), Matrix(A * X));
        }
    }
};

QTEST_APPLESS_MAIN(PanelProductTest)
#include "panel_product_test.moc"
