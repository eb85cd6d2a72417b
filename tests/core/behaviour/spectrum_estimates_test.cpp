// SPDX-License-Identifier: GPL-3.0-or-later
// Lanczos ends and stochastic Lanczos quadrature against spectra that are known.
#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/gauss_rule.h"
#include "core/numeric/input_error.h"
#include "core/numeric/parallel.h"
#include "core/numeric/random.h"
#include "core/numeric/spectral_density.h"
#include "core/numeric/spectrum_ends.h"
#include "core/numeric/symmetric_eigen.h"

using namespace basin;

namespace {

/// A symmetric matrix with these eigenvalues: a product of reflections on either side.
Matrix with_eigenvalues(const Vector& eigenvalues) {
    Matrix A = eigenvalues.asDiagonal();
    RandomStream stream(3);
    for (int reflection = 0; reflection < 8; ++reflection) {
        const Vector v = uniform_direction(stream, eigenvalues.size());
        A -= 2 * v * (v.transpose() * A);
        A -= 2 * (A * v) * v.transpose();
    }
    return A;
}

SymmetricProduct product_of(const Matrix& A) {
    return [&A](const Vector& v, Vector& out) {
        out.noalias() = A * v;
        return true;
    };
}

std::optional<SpectralDensity> density_of(const Matrix& A, const DensityOptions& options,
                                          std::stop_token stop = {}) {
    return spectral_density([&A] { return product_of(A); }, A.rows(), options, std::move(stop));
}

/// A bulk near zero on both sides, like that of a Hessian, and a few values far out.
Vector hessian_like(Index d) {
    Vector values(d);
    RandomStream stream(11);
    for (Index i = 0; i < d; ++i) values[i] = 0.02 + 0.01 * stream.normal();
    for (Index i = 0; i < 10; ++i) values[i] = 1 + 7.0 * static_cast<double>(i);
    values[10] = -0.4;
    std::sort(values.begin(), values.end());
    return values;
}

}  // namespace

class SpectrumEstimatesTest : public QObject {
    Q_OBJECT

  private slots:
    void endsOfAKnownSpectrum() {
        const Vector known = hessian_like(300);
        const Matrix A = with_eigenvalues(known);
        const auto ends = spectrum_ends(product_of(A), 300, {.ends = 4});
        QVERIFY(ends);
        QCOMPARE(ends->values.size(), 8);
        for (Index i = 0; i < 8; ++i) {
            const double expected = i < 4 ? known[i] : known[300 - 8 + i];
            const double value = ends->values[i];
            // The promise of each error, and that of the ranks.
            QVERIFY(ends->errors[i] > 0);
            QVERIFY(std::abs(value - expected) <= ends->errors[i] + 1e-13 * known.cwiseAbs().maxCoeff());
            QVERIFY(i < 4 ? value >= expected - 1e-12 : value <= expected + 1e-12);
            const Vector v = ends->vectors.col(i);
            const double residual = (A * v - value * v).norm();
            QVERIFY(residual <= ends->errors[i] + 1e-12 * known.cwiseAbs().maxCoeff());
        }
        const Matrix gram = ends->vectors.transpose() * ends->vectors;
        QVERIFY((gram - Matrix::Identity(8, 8)).norm() <= 1e-10);
    }

    void endsThatHaveNotConvergedSaySo() {
        const Vector known = Vector::LinSpaced(2000, 0, 1);
        const Matrix A = with_eigenvalues(known);
        const auto ends = spectrum_ends(product_of(A), 2000, {.ends = 2, .restarts = 0});
        QVERIFY(ends);
        QVERIFY(ends->errors[0] > 1e-6);
        QVERIFY(ends->values[0] > 0 && ends->values[3] < 1);
    }

    void endsOfTheSmallest() {
        const Matrix A = with_eigenvalues(Vector::LinSpaced(3, 1, 3));
        const auto ends = spectrum_ends(product_of(A), 3, {.ends = 8});
        QVERIFY(ends);
        QCOMPARE(ends->values.size(), 2);
        QVERIFY(std::abs(ends->values[0] - 1) <= 1e-12 && std::abs(ends->values[1] - 3) <= 1e-12);
    }

    void aFailedProductTellsNothing() {
        const SymmetricProduct fails = [](const Vector&, Vector&) { return false; };
        QVERIFY(!spectrum_ends(fails, 50));
        QVERIFY(!spectral_density([&] { return fails; }, 50, {}));
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!density_of(Matrix::Identity(20, 20), {}, stop.get_token()));
    }

    /// Any measure with the moments of the quadrature obeys the bounds, the one that it was made of first.
    void boundsHoldEveryMeasureOfTheseMoments() {
        for (const Index m : {1, 2, 7, 20}) {
            // Lanczos on a diagonal matrix: the measure is known.
            const Vector values = hessian_like(60);
            Matrix basis(60, m);
            JacobiMatrix jacobi{Vector(m), Vector(m)};
            RandomStream stream(5);
            const Vector start = uniform_direction(stream, 60);
            basis.col(0) = start;
            for (Index k = 0; k < m; ++k) {
                Vector w = values.cwiseProduct(basis.col(k));
                jacobi.diagonal[k] = basis.col(k).dot(w);
                for (int pass = 0; pass < 2; ++pass)
                    w -= basis.leftCols(k + 1) * (basis.leftCols(k + 1).transpose() * w);
                jacobi.beside[k] = w.norm();
                if (k + 1 < m) basis.col(k + 1) = w / w.norm();
            }
            const GaussRule rule = gauss_rule(jacobi);
            QVERIFY(std::abs(rule.weights.sum() - 1) <= 1e-13);
            QVERIFY(std::abs(rule.nodes.dot(rule.weights) - jacobi.diagonal[0]) <= 1e-12);
            std::vector<double> places(values.begin(), values.end());
            places.insert(places.end(), rule.nodes.begin(), rule.nodes.end());
            for (double x = -1; x < 65; x += 0.37) places.push_back(x);
            for (const double x : places) {
                double below = 0, up_to = 0;
                for (Index i = 0; i < 60; ++i) {
                    below += values[i] < x ? start[i] * start[i] : 0;
                    up_to += values[i] <= x ? start[i] * start[i] : 0;
                }
                const DistributionBounds bounds = distribution_bounds(jacobi, x);
                QVERIFY2(bounds.low <= below + 1e-11 && bounds.high >= up_to - 1e-11,
                         qPrintable(QStringLiteral("m %1 x %2").arg(m).arg(x)));
            }
        }
    }

    void barsCoverAsOftenAsTheySay_data() {
        QTest::addColumn<Vector>("known");
        QTest::addColumn<int>("resolved");  // bins that hold something, at least
        RandomStream stream(2);
        Vector wide(300), logarithmic(300);
        for (Index i = 0; i < 300; ++i) {
            const double size = std::pow(10.0, 6 * stream.uniform() - 3);
            wide[i] = (i % 3 == 0 ? -1 : 1) * size;
            logarithmic[i] = size;
        }
        std::ranges::sort(wide);
        std::ranges::sort(logarithmic);
        QTest::newRow("bulk and outliers") << hessian_like(300) << 8;
        QTest::newRow("definite") << Vector(Vector::LinSpaced(300, 1, 20)) << 10;
        QTest::newRow("indefinite") << Vector(Vector::LinSpaced(300, -10, 30)) << 5;
        QTest::newRow("wide") << logarithmic << 3;
        QTest::newRow("wide and indefinite") << wide << 2;
        QTest::newRow("clusters") << Vector((Vector(300) << Vector::Constant(100, -2),
                                             Vector::Constant(150, 1), Vector::Constant(50, 40))
                                                .finished())
                                  << 3;
    }

    /// Over 40 runs of 10 probes, each bar on its own; bins that hold nothing are no proof of anything.
    void barsCoverAsOftenAsTheySay() {
        QFETCH(Vector, known);
        QFETCH(int, resolved);
        const Matrix A = with_eigenvalues(known);
        Index bars = 0, covered = 0;
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            const auto density = density_of(A, {.probes = 10, .steps = 50, .seed = seed});
            QVERIFY(density && density->covers);
            const Vector exact = shares_of(known, *density);
            QVERIFY(std::abs(exact.sum() - 1) <= 1e-12);
            QVERIFY(std::abs(density->share.sum() - 1) <= 0.02);
            int held = 0;
            for (Index i = 0; i < exact.size(); ++i) {
                QVERIFY(density->share[i] >= 0 && density->share[i] <= 1);
                QVERIFY(density->share_low[i] <= density->share_high[i]);
                if (exact[i] == 0) continue;
                ++held;
                ++bars;
                covered +=
                    density->share_low[i] <= exact[i] + 1e-12 && exact[i] - 1e-12 <= density->share_high[i];
            }
            QVERIFY2(held >= resolved, qPrintable(QString::number(held)));
        }
        QVERIFY2(static_cast<double>(covered) >= 0.95 * static_cast<double>(bars),
                 qPrintable(QStringLiteral("%1 of %2").arg(covered).arg(bars)));
    }

    void momentsOfAKnownSpectrum() {
        // Far from zero the bins are narrow: moments of bin centres are those of the spectrum.
        const Vector known = Vector::LinSpaced(500, 5, 9);
        const auto density = density_of(with_eigenvalues(known), {.probes = 30, .steps = 60});
        QVERIFY(density);
        const Index bins = density->share.size();
        const Vector centres = (density->edges.head(bins) + density->edges.tail(bins)) / 2;
        const double mean = density->share.dot(centres), square = density->share.dot(centres.cwiseAbs2());
        QVERIFY2(std::abs(mean - known.mean()) <= 0.02, qPrintable(QString::number(mean)));
        QVERIFY(std::abs(square / known.cwiseAbs2().mean() - 1) <= 0.01);
    }

    void barsNarrowWithTheProbes() {
        // Fifty steps resolve few values: what is left is the probes' scatter.
        Vector known(300);
        for (Index i = 0; i < 300; ++i) known[i] = 1 + static_cast<double>(i % 3);
        const Matrix A = with_eigenvalues(known);
        const auto width = [&](Index probes) {
            const auto density = density_of(A, {.probes = probes, .steps = 40});
            return (density->share_high - density->share_low).maxCoeff();
        };
        const double ratio = width(8) / width(128);
        QVERIFY2(ratio > 3.9 && ratio < 4.1, qPrintable(QString::number(ratio)));
    }

    void oneValueForAll() {
        const Matrix A = 3 * Matrix::Identity(60, 60);
        const auto density = density_of(A, {.probes = 3, .steps = 20});
        QVERIFY(density);
        QCOMPARE(density->steps, 1);  // all there is was found at once
        QVERIFY(std::abs(density->share.sum() - 1) <= 1e-12);
        Index at = 0;
        QCOMPARE(density->share.maxCoeff(&at), 1.0);
        QCOMPARE(density->share_high[at], 1.0);
        const auto zero = density_of(Matrix::Zero(20, 20), {.probes = 2, .steps = 5});
        QVERIFY(zero && zero->lowest() < 0 && zero->highest() > 0);
    }

    void sameBitsForAnyNumberOfThreads() {
        const Matrix A = with_eigenvalues(hessian_like(200));
        const auto density = density_of(A, {.probes = 6, .steps = 30, .seed = 5});
        const ThreadLimit one(1);
        const auto again = density_of(A, {.probes = 6, .steps = 30, .seed = 5});
        QVERIFY(again->share == density->share && again->share_low == density->share_low);
        QVERIFY(again->edges == density->edges);
        const auto other = density_of(A, {.probes = 6, .steps = 30, .seed = 6});
        QVERIFY(other->share != density->share);
        QVERIFY(spectrum_ends(product_of(A), 200)->values == spectrum_ends(product_of(A), 200)->values);
    }

    void optionsOutOfRange() {
        QVERIFY_EXCEPTION_THROWN(DensityOptions{.probes = 0}.validate(), InputError);
        QVERIFY_EXCEPTION_THROWN(DensityOptions{.steps = 1}.validate(), InputError);
    }
};

QTEST_GUILESS_MAIN(SpectrumEstimatesTest)
#include "spectrum_estimates_test.moc"
