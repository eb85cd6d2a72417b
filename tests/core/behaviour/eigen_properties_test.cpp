// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/symmetric_eigen.h"
#include "tests/support/property.h"

using namespace basin;

namespace {

/// Whole numbers times a power of two, so that no entry is rounded; small ones make repeated eigenvalues.
Matrix symmetric_matrix() {
    const int d = *rc::gen::inRange(1, 25);
    const int scale = *rc::gen::inRange(-300, 300);
    const int largest = *rc::gen::element(1, 3, 1000);
    Matrix A(d, d);
    for (Index j = 0; j < d; ++j) {
        for (Index i = j; i < d; ++i)
            A(i, j) = A(j, i) = std::ldexp(*rc::gen::inRange(-largest, largest + 1), scale);
    }
    return A;
}

}  // namespace

class EigenPropertiesTest : public QObject {
    Q_OBJECT

  private slots:
    void decomposes() {
        QVERIFY(test::holds("A = Q diag(values) Q^T with Q orthonormal and values ascending", 200, [] {
            const Matrix A = symmetric_matrix();
            const double d = static_cast<double>(A.rows());
            SymmetricEigen eigen;
            RC_ASSERT(eigen.compute(A));
            const Vector& values = eigen.values();
            const Matrix& Q = eigen.vectors();
            RC_ASSERT(std::is_sorted(values.begin(), values.end()));
            // Both algorithms are backward stable: errors are a modest multiple of d eps.
            const double tolerance = 1e-15 * 10 * d;
            const double largest = A.cwiseAbs().maxCoeff();
            const Matrix again = Q * (values.asDiagonal() * Q.transpose());
            RC_ASSERT((again - A).cwiseAbs().maxCoeff() <= tolerance * d * largest);
            RC_ASSERT((Q.transpose() * Q - Matrix::Identity(A.rows(), A.rows())).cwiseAbs().maxCoeff() <=
                      tolerance);
        }));
    }
};

QTEST_APPLESS_MAIN(EigenPropertiesTest)
#include "eigen_properties_test.moc"
