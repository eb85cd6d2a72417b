// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QtTest/QTest>

#include "core/numeric/product_tiles.h"
#include "core/numeric/random.h"

using namespace basin;

namespace {

constexpr double rounding =
    1e-14;  // of a sum of up to 700 terms of size 1, relative to that of absolute values

Matrix random_matrix(Index rows, Index columns, std::uint64_t seed) {
    RandomStream stream(seed, static_cast<std::uint64_t>(rows));
    Matrix A(rows, columns);
    fill_normal(stream, entries(A));
    return A;
}

/// A product of given sizes. The matrices stand in larger ones full of NaN, which nothing may touch.
struct TileCase {
    TileCase(Index n, Index d, Index m)
        : A(random_matrix(n, d, 1)),
          V(random_matrix(m, n, 2)),
          f(random_matrix(n, 1, 3)),
          q(random_matrix(n, 1, 4)),
          weights(random_matrix(n, 1, 5)),
          shift(random_matrix(d, 1, 6)),
          framed(Matrix::Constant(n + 3, d, std::numeric_limits<double>::quiet_NaN())) {
        framed.topRows(n) = A;
        shifted = A.rowwise() - shift.transpose();
    }
    ShiftedMatrix matrix() const {
        return {framed.data(), static_cast<std::size_t>(A.rows()), static_cast<std::size_t>(A.cols()),
                static_cast<std::size_t>(framed.rows()), shift.data()};
    }
    Matrix gram(Index step) const {
        const Index d = A.cols();
        Matrix H = Matrix::Constant(d, d, 2);
        for (Index k = 0; k < d; k += step)
            gram_columns(matrix(), weights.data(), static_cast<std::size_t>(k),
                         static_cast<std::size_t>(std::min(k + step, d)), H.data(),
                         static_cast<std::size_t>(d));
        return H.triangularView<Eigen::Lower>();
    }

    Matrix A, V;
    Vector f, q, weights, shift;
    Matrix framed, shifted;
};

}  // namespace

class TilesTest : public QObject {
    Q_OBJECT

    /// Every remainder of registers, tiles and blocks.
    void sizes() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("d");
        QTest::addColumn<int>("m");
        for (const int n : {1, 7, 64, 257, 700}) {
            for (const int d : {1, 3, 4, 9, 30}) {
                for (const int m : {1, 8, 19, 33, 70}) {
                    QTest::addRow("n = %d, d = %d, m = %d", n, d, m) << n << d << m;
                }
            }
        }
    }

  private slots:
    void gramAgreesWithItsDefinition_data() { sizes(); }
    void gramAgreesWithItsDefinition() {
        QFETCH(int, n);
        QFETCH(int, d);
        const TileCase made(n, d, 1);
        const Matrix sums = made.shifted.transpose() * made.weights.asDiagonal() * made.shifted;
        const Matrix sizes = made.shifted.cwiseAbs().transpose() * made.weights.cwiseAbs().asDiagonal() *
                             made.shifted.cwiseAbs();
        Matrix expected = sums.array() + 2;
        const Matrix found = made.gram(d + 1);
        for (Index k = 0; k < d; ++k) {
            for (Index j = k; j < d; ++j)
                QVERIFY(std::abs(found(j, k) - expected(j, k)) <= rounding * (sizes(j, k) + 2));
        }
        QVERIFY(made.gram(4) == found);  // strips change nothing
        QVERIFY(made.gram(12) == found);
    }

    void productsAgreeWithTheirDefinition_data() { sizes(); }
    void productsAgreeWithTheirDefinition() {
        QFETCH(int, n);
        QFETCH(int, d);
        QFETCH(int, m);
        const TileCase made(n, d, m);
        const LeftFactors left{made.V.data(), static_cast<std::size_t>(m), made.f.data(), made.q.data()};
        Matrix VA = Matrix::Ones(m, d), strips = VA;
        Vector Af = Vector::Ones(d), Aq = Af, f_strips = Af, q_strips = Af;
        product_columns(made.matrix(), left, 0, static_cast<std::size_t>(d),
                        {VA.data(), Af.data(), Aq.data()});
        for (std::size_t k = 0; k < static_cast<std::size_t>(d); k += 4)
            product_columns(made.matrix(), left, k, std::min(k + 4, static_cast<std::size_t>(d)),
                            {strips.data(), f_strips.data(), q_strips.data()});
        QVERIFY(VA == strips && Af == f_strips && Aq == q_strips);
        const Matrix sums = made.V * made.f.asDiagonal() * made.shifted;
        const Matrix sizes = made.V.cwiseAbs() * made.f.cwiseAbs().asDiagonal() * made.shifted.cwiseAbs();
        QVERIFY(((VA.array() - 1 - sums.array()).abs() <= rounding * (sizes.array() + 1)).all());
        const double size = made.shifted.norm() + 1;
        QVERIFY((Af - Vector::Ones(d) - made.shifted.transpose() * made.f).norm() <=
                rounding * size * made.f.norm());
        QVERIFY((Aq - Vector::Ones(d) - made.shifted.transpose() * made.q).norm() <=
                rounding * size * made.q.norm());
    }

    void aRowThatIsTheShiftAddsNothing() {
        TileCase made(40, 6, 3);
        made.shift = made.A.row(7);
        Vector weights = Vector::Zero(40);
        weights[7] = 1e300;
        Matrix H = Matrix::Zero(6, 6);
        gram_columns(made.matrix(), weights.data(), 0, 6, H.data(), 6);
        QCOMPARE(H.norm(), 0.0);
    }
};

QTEST_APPLESS_MAIN(TilesTest)
#include "tiles_test.moc"
