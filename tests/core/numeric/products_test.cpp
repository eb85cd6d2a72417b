// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/products.h"

#include <QtTest/QTest>

#include "core/numeric/parallel.h"
#include "core/numeric/random.h"

using namespace basin;

namespace {

Matrix random_matrix(Index rows, Index columns) {
    RandomStream stream(static_cast<std::uint64_t>(rows), static_cast<std::uint64_t>(columns));
    Matrix A(rows, columns);
    fill_normal(stream, entries(A));
    return A;
}

constexpr double rounding = 1e-14;  // for up to 20000 terms in any order

/// Largest error relative to the sizes of the factors.
double error(const Vector& found, const Vector& expected, const Matrix& A, const Vector& v) {
    return (found - expected).lpNorm<Eigen::Infinity>() / (A.norm() * v.norm());
}

}  // namespace

class ProductsTest : public QObject {
    Q_OBJECT

  private slots:
    void productsAgreeWithTheDefinition_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        // Own kernels with every remainder, alone and in the shares of several threads, and BLAS.
        for (const auto& [rows, columns] : {std::pair{1, 1},
                                            {3, 2},
                                            {8, 4},
                                            {9, 5},
                                            {16, 64},
                                            {64, 2},
                                            {71, 13},
                                            {150, 120},
                                            {1, 20000},
                                            {20000, 1},
                                            {256, 256},
                                            {100, 1000},
                                            {2000, 41},
                                            {900, 1300},
                                            {255, 3000},
                                            {3000, 450}}) {
            QTest::addRow("%d x %d", rows, columns) << rows << columns;
        }
    }
    void productsAgreeWithTheDefinition() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const Matrix A = random_matrix(rows, columns);
        const Vector x = random_matrix(columns, 1), y = random_matrix(rows, 1);
        Vector Ax, Aty;
        multiply(A, x, Ax);
        multiply_transposed(A, y, Aty);
        QVERIFY(error(Ax, A.lazyProduct(x), A, x) < rounding);
        QVERIFY(error(Aty, A.transpose().lazyProduct(y), A, y) < rounding);

        const ThreadLimit limit(1);
        Vector again;
        multiply(A, x, again);
        QVERIFY(again == Ax);
        multiply_transposed(A, y, again);
        QVERIFY(again == Aty);
    }

    void partsOfMatricesAreTakenInPlace() {
        const Matrix A = random_matrix(40, 30);
        Vector y = Vector::Zero(20);
        multiply_into(A.block(3, 4, 11, 12), A.col(0).head(12), y.segment(2, 11));
        const Vector expected = A.block(3, 4, 11, 12).lazyProduct(A.col(0).head(12));
        QVERIFY((y.segment(2, 11) - expected).norm() < 1e-13);
        QCOMPARE(y.head(2).norm() + y.tail(7).norm(), 0.0);
    }
};

QTEST_APPLESS_MAIN(ProductsTest)
#include "products_test.moc"
