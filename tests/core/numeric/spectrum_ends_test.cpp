// SPDX-License-Identifier: GPL-3.0-or-later
// Lanczos ends of matrices on which an iteration breaks down, and in any units.
#include "core/numeric/spectrum_ends.h"

#include <cmath>
#include <limits>

#include <QtTest/QTest>

using namespace basin;

namespace {

SymmetricProduct times(const Vector& diagonal) {
    return [diagonal](const Vector& v, Vector& out) {
        out = diagonal.cwiseProduct(v);
        return out.allFinite();
    };
}

/// d values, the first `count` of them this one, the others 0.
Vector repeated(Index d, Index count, double value) {
    Vector values = Vector::Zero(d);
    values.head(count).setConstant(value);
    return values;
}

}  // namespace

class SpectrumEndsTest : public QObject {
    Q_OBJECT

  private slots:
    // Few different eigenvalues: the Krylov space is invariant after as many steps. No rows of A1 that are
    // not 0 leave a Hessian of 0, few of them one of low rank.
    void invariantSpaces_data() {
        QTest::addColumn<Index>("d");
        QTest::addColumn<Index>("count");
        QTest::addColumn<double>("value");
        for (const Index d : {3, 5, 17, 70, 200}) {
            for (const Index count : {Index{0}, Index{1}, d / 2, d}) {
                for (const double value : {1.0, -3.0, 1e-200, 1e200, 1e-310})
                    QTest::addRow("%d %d %g", int(d), int(count), value) << d << count << value;
            }
        }
    }
    void invariantSpaces() {
        QFETCH(const Index, d);
        QFETCH(const Index, count);
        QFETCH(const double, value);
        const auto ends = spectrum_ends(times(repeated(d, count, value)), d);
        QVERIFY(ends);
        const double largest = count > 0 ? value : 0, other = count < d ? 0 : value;
        const double tolerance = 1e-12 * std::abs(value);  // dozens of roundings
        const double low = ends->values[0], high = ends->values[ends->values.size() - 1];
        QVERIFY(std::abs(low - std::min(largest, other)) <= tolerance);
        QVERIFY(std::abs(high - std::max(largest, other)) <= tolerance);
        QVERIFY((ends->errors.array() > 0).all());
        QVERIFY(ends->vectors.allFinite());
        const Index k = ends->values.size();
        QVERIFY((ends->vectors.transpose() * ends->vectors - Matrix::Identity(k, k)).norm() <= 1e-10);
    }

    // A basis that holds the whole space leaves nothing to restarts; a small one is told with its error.
    void aLargerBasisNeedsNoRestart() {
        const Vector values = Vector::LinSpaced(200, -1, 1);
        const auto few = spectrum_ends(times(values), 200, {.ends = 1, .restarts = 0, .basis = 20});
        const auto all = spectrum_ends(times(values), 200, {.ends = 1, .restarts = 0, .basis = 200});
        QVERIFY(few && all);
        QVERIFY(std::abs(all->values[0] + 1) <= 1e-13 && std::abs(all->values[1] - 1) <= 1e-13);
        QVERIFY(few->values[0] + 1 > 1e-6 && few->values[0] + 1 <= few->errors[0]);
    }

    // Nothing is taken for zero because it is small in its own units.
    void unitsChangeNothing() {
        const Vector values = Vector::LinSpaced(120, -2, 5).array().cube();
        const auto plain = spectrum_ends(times(values), 120);
        QVERIFY(plain);
        for (const int exponent : {-900, -300, -53, 53, 300, 900}) {
            const auto scaled = spectrum_ends(times(values * std::exp2(exponent)), 120);
            QVERIFY(scaled);
            QVERIFY(scaled->values == plain->values * std::exp2(exponent));
            QVERIFY(scaled->errors == plain->errors * std::exp2(exponent));
            QVERIFY(scaled->vectors == plain->vectors);
        }
    }

    void whatIsNotFiniteTellsNothing() {
        const SymmetricProduct careless = [](const Vector& v, Vector& out) {
            out = v * std::numeric_limits<double>::quiet_NaN();
            return true;
        };
        QVERIFY(!spectrum_ends(careless, 30));
        int products = 0;
        const SymmetricProduct later = [&products](const Vector& v, Vector& out) {
            out = ++products < 10 ? v : Vector(v * std::numeric_limits<double>::infinity());
            return true;
        };
        const auto ends = spectrum_ends(later, 30);
        QVERIFY(!ends || ends->values.allFinite());
    }
};

QTEST_APPLESS_MAIN(SpectrumEndsTest)
#include "spectrum_ends_test.moc"
