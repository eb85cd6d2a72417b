// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <Eigen/Dense>
#include <QtTest/QTest>

#include "core/numeric/check.h"
#include "core/numeric/cholesky.h"
#include "core/numeric/interruption.h"
#include "core/numeric/parallel.h"
#include "core/numeric/symmetric_eigen.h"

using namespace basin;

namespace {

constexpr double rounding = 1e-13;  // relative, with the condition numbers and sizes of these tests

Matrix symmetric(Index d) {
    const Matrix R = Matrix::Random(d, d);
    return R + R.transpose();
}

Matrix definite(Index d) {
    const Matrix R = Matrix::Random(d, d);
    return R * R.transpose() + Matrix::Identity(d, d);
}

}  // namespace

class DenseAlgebraTest : public QObject {
    Q_OBJECT

    // Plain loops; one block and several, with and without some columns left over; shared out; the closed
    // form for 2.
    void sizes() {
        QTest::addColumn<int>("d");
        for (const int d : {1, 2, 3, 16, 17, 50, 64, 65, 250, 256, 777}) QTest::addRow("d = %d", d) << d;
    }

  private slots:
    void init() { std::srand(7); }

    void choleskySolves_data() { sizes(); }
    void choleskySolves() {
        QFETCH(int, d);
        const Matrix A = definite(d);
        Cholesky cholesky;
        QVERIFY(cholesky.factorise(A) && cholesky.positive_definite());
        const Vector b = Vector::Random(d);
        Vector x;
        cholesky.solve(b, x);
        QVERIFY((A * x - b).norm() <= rounding * A.norm() * x.norm());
        Vector in_place = b;
        cholesky.solve(in_place, in_place);
        QVERIFY(in_place == x);
    }

    void choleskyOnOneThreadIsTheSame_data() { sizes(); }
    void choleskyOnOneThreadIsTheSame() {
        QFETCH(int, d);
        const Matrix A = definite(d);
        const Vector b = Vector::Random(d);
        Vector x, alone;
        Cholesky cholesky;
        QVERIFY(cholesky.factorise(A));
        cholesky.solve(b, x);
        const ThreadLimit limit(1);
        QVERIFY(cholesky.factorise(A));
        cholesky.solve(b, alone);
        QVERIFY(x == alone);
    }

    void choleskyReduces_data() { sizes(); }
    void choleskyReduces() {
        QFETCH(int, d);
        const Matrix A = definite(d);
        const Matrix L = A.llt().matrixL();
        const Matrix B = symmetric(d);
        Cholesky cholesky;
        QVERIFY(cholesky.factorise(A));
        Matrix reduced = B;
        cholesky.reduce(reduced);
        QVERIFY((L * reduced * L.transpose() - B).norm() <= rounding * A.norm() * B.norm());
    }

    void choleskyRefusesIndefinite_data() { sizes(); }
    void choleskyRefusesIndefinite() {
        QFETCH(int, d);
        Matrix A = definite(d);
        A(d - 1, d - 1) = -1;
        Cholesky cholesky;
        QVERIFY(!cholesky.factorise(A) && !cholesky.positive_definite());
        QVERIFY(cholesky.factorise(Matrix::Identity(d, d)));
    }

    void eigenDecomposes_data() { sizes(); }
    void eigenDecomposes() {
        QFETCH(int, d);
        const Matrix A = symmetric(d);
        SymmetricEigen eigen;
        QVERIFY(eigen.compute(A));
        const Matrix& Q = eigen.vectors();
        const Vector& lambda = eigen.values();
        QVERIFY((Q * lambda.asDiagonal() * Q.transpose() - A).norm() <= rounding * std::max(1.0, A.norm()));
        QVERIFY((Q.transpose() * Q - Matrix::Identity(d, d)).norm() <= rounding);
        for (Index i = 1; i < d; ++i) QVERIFY(lambda[i] >= lambda[i - 1]);
        Vector values;
        symmetric_eigenvalues(A, values);
        QVERIFY((values - lambda).norm() <= rounding * std::max(1.0, A.norm()));
    }

    /// Beyond a size it goes in stages, which a stop request reaches into.
    void eigenOfALargeMatrix() {
        const Index d = 530;
        const Matrix A = symmetric(d);
        SymmetricEigen eigen;
        QVERIFY(eigen.compute(A));
        const double none = rounding * A.norm();
        const Matrix& Q = eigen.vectors();
        QVERIFY((Q * eigen.values().asDiagonal() * Q.transpose() - A).norm() <= none);
        QVERIFY((Q.transpose() * Q - Matrix::Identity(d, d)).norm() <= rounding * std::sqrt(d));
        const Vector values = eigen.values();
        QVERIFY(eigen.compute(A, SymmetricEigen::Wanted::values));
        QVERIFY((values - eigen.values()).norm() <= none);
        const Interruption interruption([] { return true; });
        QVERIFY(!eigen.compute(A));
    }

    void eigenOfTwoByTwoCorners() {
        SymmetricEigen eigen;
        const auto check = [&eigen](double a, double b, double c, double low, double high) {
            Matrix A(2, 2);
            A << a, b, b, c;
            QVERIFY(eigen.compute(A));
            QVERIFY(std::abs(eigen.values()[0] - low) <= 1e-15 * std::max(1.0, std::abs(high)));
            QVERIFY(std::abs(eigen.values()[1] - high) <= 1e-15 * std::max(1.0, std::abs(high)));
            QVERIFY((A * eigen.vectors() - eigen.vectors() * eigen.values().asDiagonal()).norm() <=
                    1e-15 * std::max(1.0, A.norm()));
        };
        check(1, 0, 1, 1, 1);
        check(2, 0, 1, 1, 2);
        check(0, 1, 0, -1, 1);
        check(0, -1, 0, -1, 1);
        check(1e8, 1e-8, 1, 1, 1e8);
        check(0, 0, 0, 0, 0);
    }

    void eigenRefusesWhatIsNotFinite() {
        SymmetricEigen eigen;
        Matrix A = Matrix::Identity(3, 3);
        A(1, 1) = not_applicable;
        QVERIFY(!eigen.compute(A));
        Vector values;
        symmetric_eigenvalues(A, values);
        QVERIFY(values.size() == 3 && values.array().isNaN().all());
    }

    void requirementsNameWhatWasFound() {
        require(true, "shrink", 0.5, "0 < shrink < 1");
        try {
            require(false, "shrink", 1.25, "0 < shrink < 1");
            QFAIL("accepted");
        } catch (const InputError& error) {
            QCOMPARE(error.what(), "shrink: found 1.25; expected 0 < shrink < 1");
        }
    }
};

QTEST_APPLESS_MAIN(DenseAlgebraTest)
#include "dense_algebra_test.moc"
