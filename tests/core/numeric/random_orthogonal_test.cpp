// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/random_orthogonal.h"

#include <cmath>

#include <Eigen/LU>
#include <QtTest/QTest>

using namespace basin;

class RandomOrthogonalTest : public QObject {
    Q_OBJECT

  private slots:
    void columnsAreOrthonormal() {
        for (const Index n : {Index{1}, Index{2}, Index{7}, Index{64}, Index{300}}) {
            RandomStream stream(11);
            const Matrix Q = random_orthogonal(stream, n);
            QVERIFY((Q.transpose() * Q - Matrix::Identity(n, n)).cwiseAbs().maxCoeff() <= 1e-12);
        }
    }

    // The first column is the first column drawn, divided by its length: the sign of R's diagonal is fixed.
    void signsAreThoseOfTheDraws() {
        RandomStream stream(3), again(3);
        const Matrix Q = random_orthogonal(stream, 9);
        Vector first(9);
        fill_normal(again, entries(first));
        QVERIFY((Q.col(0) - first / first.norm()).norm() <= 1e-15);
    }

    // Of an entry of a uniformly distributed orthogonal matrix: mean 0, mean square 1 / n; of its
    // determinant: mean 0. With 4000 matrices the bounds are five standard deviations.
    void entriesAreSpreadUniformly() {
        constexpr int count = 4000;
        constexpr Index n = 3;
        Matrix mean = Matrix::Zero(n, n), square = Matrix::Zero(n, n);
        double determinant = 0;
        RandomStream stream(5);
        for (int k = 0; k < count; ++k) {
            const Matrix Q = random_orthogonal(stream, n);
            mean += Q / count;
            square += Q.cwiseAbs2() / count;
            determinant += Eigen::Matrix3d(Q).determinant() / count;
        }
        const double root = std::sqrt(count);
        QVERIFY(mean.cwiseAbs().maxCoeff() <= 5 / std::sqrt(3.0) / root);
        // The square of an entry has the variance 1/5 - 1/9.
        QVERIFY((square.array() - 1.0 / 3).abs().maxCoeff() <= 5 * std::sqrt(1.0 / 5 - 1.0 / 9) / root);
        QVERIFY(std::abs(determinant) <= 5 / root);
    }

    void theSameSeedGivesTheSameBits() {
        RandomStream a(8), b(8), other(9);
        const Matrix Q = random_orthogonal(a, 20);
        QVERIFY(Q == random_orthogonal(b, 20));
        QVERIFY(Q != random_orthogonal(other, 20));
    }
};

QTEST_GUILESS_MAIN(RandomOrthogonalTest)
#include "random_orthogonal_test.moc"
