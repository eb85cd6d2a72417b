// SPDX-License-Identifier: GPL-3.0-or-later
// Compressed rows, their files and their products, against dense matrices.
#include "core/numeric/sparse_rows.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/io/formats/matrix_file.h"
#include "core/io/formats/matrix_market.h"
#include "core/numeric/parallel.h"
#include "core/numeric/sparse_products.h"
#include "core/numeric/weighted_gram.h"
#include "core/problems/softmax_instance.h"
#include "tests/support/input_errors.h"
#include "tests/support/scratch_folder.h"

using namespace basin;
using namespace basin::test;

namespace {

// Sums of some thousand terms in another order.
constexpr double rounding = 1e-13;

bool same(const Matrix& a, const Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() && (a - b).norm() <= rounding * (1 + b.norm());
}

SparseRows random_sparse(Index n, Index d, double density) {
    return generate_softmax_instance({.n = n, .d = d, .m = 1, .density = density}).data.A1.sparse();
}

SparseRows parse(const std::string& text) {
    return parse_sparse_matrix_market(text, "a.mtx");
}

const std::string general = "%%MatrixMarket matrix coordinate real general\n";

}  // namespace

class SparseRowsTest : public QObject {
    Q_OBJECT

  private slots:
    void compressSortsTheEntries() {
        const SparseRows A = compress(3, 4, {{2, 3, 5}, {0, 2, 1}, {2, 0, 4}, {0, 1, 2}}, "A");
        Matrix expected = Matrix::Zero(3, 4);
        expected(2, 3) = 5;
        expected(0, 2) = 1;
        expected(2, 0) = 4;
        expected(0, 1) = 2;
        QVERIFY(to_dense(A) == expected);
        QVERIFY(to_sparse(expected) == A);
    }

    void productsAreTheDenseOnes_data() {
        QTest::addColumn<int>("n");
        QTest::addColumn<int>("d");
        QTest::addColumn<double>("density");
        QTest::newRow("tiny") << 3 << 2 << 0.5;
        QTest::newRow("empty rows") << 500 << 3 << 0.1;
        QTest::newRow("several shares") << 40000 << 50 << 0.7;
        QTest::newRow("more unknowns than rows") << 40 << 900 << 0.05;
    }

    void productsAreTheDenseOnes() {
        QFETCH(int, n);
        QFETCH(int, d);
        QFETCH(double, density);
        const SparseRows A = random_sparse(n, d, density);
        const Matrix dense = to_dense(A);
        const Vector x = Vector::Random(d), y = Vector::Random(n);
        Vector Ax(n), Aty(d);
        multiply_into(A, x, Ax);
        multiply_transposed_into(A, y, Aty);
        QVERIFY(same(Ax, dense * x));
        QVERIFY(same(Aty, dense.transpose() * y));
        Matrix gram = Matrix::Zero(d, d);
        WeightedGram().add(A, y, gram);
        QVERIFY(same(gram, dense.transpose() * y.asDiagonal() * dense));

        const Matrix Y = Matrix::Random(24, n);
        Matrix sum = Matrix::Ones(24, d);
        add_left_product(A, {0, n}, Y, sum);
        QVERIFY(same(sum, Matrix::Ones(24, d) + Y * dense));

        const Eigen::MatrixXf T = Eigen::MatrixXf::Random(80, d);
        std::vector<float> norms(static_cast<std::size_t>(n));
        row_norms(A, {0, n}, T, norms);
        const Vector expected = (dense * T.cast<double>().transpose()).rowwise().squaredNorm();
        for (Index i = 0; i < n; ++i) {
            // Single precision, sums of d terms.
            const double error =
                std::abs(static_cast<double>(norms[static_cast<std::size_t>(i)]) - expected[i]);
            QVERIFY(error <= 1e-5 * (1 + expected[i]));
        }
    }

    void threadsDoNotMatter() {
        const SparseRows A = random_sparse(60000, 40, 0.6);
        const Vector y = Vector::Random(A.rows);
        Vector one(A.columns), several(A.columns);
        multiply_transposed_into(A, y, several);
        const ThreadLimit limit(1);
        multiply_transposed_into(A, y, one);
        QVERIFY(one == several);
    }

    void designMatrixHidesTheKind() {
        const DesignMatrix sparse = random_sparse(300, 7, 0.4), dense = to_dense(sparse);
        QVERIFY(sparse.is_sparse() && !dense.is_sparse());
        const Vector centre = Vector::Random(7), weights = Vector::Random(300);
        QVERIFY(same(sparse.squared_distances(centre), dense.squared_distances(centre)));
        QVERIFY(same(sparse.weighted_gram(weights), dense.weighted_gram(weights)));
        QVERIFY(same(sparse.weighted_squares(weights), dense.weighted_squares(weights)));
    }

    void filesKeepTheBits() {
        const SparseRows A = random_sparse(50, 20, 0.1);
        ScratchFolder folder;
        const auto file = folder.write("a.mtx", matrix_market_text(A));
        const DesignMatrix read = read_design(file);
        QVERIFY(read.is_sparse() && read.sparse() == A);
        QVERIFY(read_matrix(file) == to_dense(A));
        QVERIFY(!read_design(folder.write("b.mtx", matrix_market_text(to_dense(A)))).is_sparse());
    }

    void symmetricAndPatternFiles() {
        Matrix expected(2, 2);
        expected << 3, -1, -1, 0;
        QVERIFY(to_dense(parse("%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 1 3\n2 1 -1\n")) ==
                expected);
        expected << 0, 1, 1, 1;
        QVERIFY(to_dense(parse("%%MatrixMarket matrix coordinate pattern general\n% note\n2 2 3\n"
                               "2 2\n1 2\n2 1\n")) == expected);
    }

    void badFilesGetASentence_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const std::string& text, const char* message) {
            QTest::newRow(name) << QString::fromStdString(text) << QString(message);
        };
        row("row out of range", general + "2 3 1\n3 1 5\n", "line 3: found index 3; expected 1 to 2");
        row("column out of range", general + "2 3 1\n1 0 5\n", "line 3: found index 0; expected 1 to 3");
        row("twice", general + "2 3 3\n1 2 5\n2 2 1\n1 2 6\n",
            "line 5: found entry (1, 2) again; expected each entry once");
        row("mirror image", "%%MatrixMarket matrix coordinate real symmetric\n2 2 2\n1 2 5\n2 1 5\n",
            "line 4: found entry (2, 1) again");
        row("not a number", general + "2 3 1\n1 2 inf\n", "line 3: found \"inf\"; expected a finite number");
        row("too few", general + "2 3 3\n1 2 5\n1 1 5\n", "found 2 entries; expected 3");
        row("too many", general + "2 3 1\n1 2 5\n1 1 5\n", "more entries than the size line says");
        row("claims too much", general + "2 3 1000000000\n1 2 5\n", "too short for 1000000000 entries");
        row("too large", general + "3000000000 3 1\n1 2 5\n", "expected less than 2^31 rows and columns");
        row("negative", general + "2 3 -1\n", "too short for -1 entries");
        row("empty", general + "0 3 0\n", "found a size of 0 x 3");
        row("complex", "%%MatrixMarket matrix coordinate complex general\n1 1 1\n1 1 0 1\n",
            "found field \"complex\"; expected real or integer, or pattern");
        row("skew", "%%MatrixMarket matrix coordinate real skew-symmetric\n1 1 0\n",
            "expected general or symmetric");
        row("pattern with values", "%%MatrixMarket matrix coordinate pattern general\n1 1 1\n1 1 3\n",
            "found 3 words; expected row and column");
    }

    void badFilesGetASentence() {
        QFETCH(QString, text);
        QFETCH(QString, message);
        verify_mentions(input_error([&] { parse(text.toStdString()); }), message.toStdString());
    }

    /// 10^5 x 10^5 would take 80 GB if anything made it dense.
    void sizeIsThatOfTheEntries() {
        const SparseRows A = parse(general + "100000 100000 2\n100000 1 2\n1 100000 3\n");
        QCOMPARE(A.nonzeros(), Index{2});
        Vector y(A.rows);
        multiply_into(A, Vector::Ones(A.columns), y);
        QCOMPARE(y.sum(), 5.0);
        QCOMPARE(y[A.rows - 1], 2.0);
    }

    void generatedDensity() {
        const SparseRows A = random_sparse(1000, 40, 0.1);
        QCOMPARE(A.nonzeros(), Index{4000});
        QVERIFY(A == random_sparse(1000, 40, 0.1));
        // Variance 1 / density: the standard deviation of the mean square of 4000 normal draws is 2.2 %.
        const Vector values = Eigen::Map<const Vector>(A.values.data(), A.nonzeros());
        QVERIFY(std::abs(0.1 * values.squaredNorm() / 4000 - 1) <= 0.1);
        verify_mentions(input_error([] { SoftmaxInstanceSpec{.density = 0}.validate(); }),
                        "problem.density: found 0; expected 0 < density <= 1");
        verify_mentions(input_error([] { SoftmaxInstanceSpec{.density = 1.5}.validate(); }), "density");
    }
};

QTEST_APPLESS_MAIN(SparseRowsTest)
#include "sparse_rows_test.moc"
