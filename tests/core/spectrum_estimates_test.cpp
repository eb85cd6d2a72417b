// SPDX-License-Identifier: GPL-3.0-or-later
// Lanczos ends and stochastic Lanczos quadrature against spectra that are known.
#include <cmath>

#include <QtTest/QTest>

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

    // Each probe integrates polynomials up to degree 2 steps - 1 exactly, so with as many steps as unknowns
    // only the probes' own error is left.
    void massWithinTheErrorBars() {
        const Vector known = hessian_like(400);
        const auto density = density_of(with_eigenvalues(known), {.probes = 40, .steps = 120});
        QVERIFY(density);
        QCOMPARE(density->probes, 40);
        QCOMPARE(density->steps, 120);
        QVERIFY(std::abs(density->share.sum() - 1) <= 1e-2);
        const Vector exact = shares_of(known, *density);
        double total = 0;
        Index counted = 0, within = 0;
        for (Index i = 0; i < exact.size(); ++i) {
            QVERIFY(density->error[i] >= 0);
            total += std::abs(exact[i] - density->share[i]);
            if (exact[i] < 1e-4) continue;
            ++counted;
            if (std::abs(exact[i] - density->share[i]) <= 2 * density->error[i] + 1e-4) ++within;
        }
        QVERIFY(counted > 20);
        // Two standard errors hold 95 in 100; neighbouring bins err together.
        QVERIFY2(static_cast<double>(within) >= 0.8 * static_cast<double>(counted),
                 qPrintable(QStringLiteral("%1 of %2").arg(within).arg(counted)));
        QVERIFY2(total <= 0.1, qPrintable(QString::number(total)));
    }

    void momentsOfAKnownSpectrum() {
        // Far from zero the bins are narrow: moments of bin centres are those of the spectrum.
        Vector known = Vector::LinSpaced(500, 5, 9);
        const auto density = density_of(with_eigenvalues(known), {.probes = 30, .steps = 60});
        QVERIFY(density);
        const Index bins = density->share.size();
        const Vector centres = (density->edges.head(bins) + density->edges.tail(bins)) / 2;
        const double mean = density->share.dot(centres), square = density->share.dot(centres.cwiseAbs2());
        QVERIFY2(std::abs(mean - known.mean()) <= 0.02, qPrintable(QString::number(mean)));
        QVERIFY(std::abs(square / known.cwiseAbs2().mean() - 1) <= 0.01);
    }

    void errorFallsWithTheProbes() {
        const Matrix A = with_eigenvalues(hessian_like(300));
        const auto few = density_of(A, {.probes = 8, .steps = 40});
        const auto many = density_of(A, {.probes = 128, .steps = 40});
        const double ratio = few->error.norm() / many->error.norm();
        QVERIFY2(ratio > 2.5 && ratio < 6.5, qPrintable(QString::number(ratio)));  // 4 expected
        QVERIFY(std::isnan(density_of(A, {.probes = 1, .steps = 40})->error[0]));
    }

    void oneValueForAll() {
        const Matrix A = 3 * Matrix::Identity(60, 60);
        const auto density = density_of(A, {.probes = 3, .steps = 20});
        QVERIFY(density);
        QCOMPARE(density->steps, 1);  // all there is was found at once
        QVERIFY(std::abs(density->share.sum() - 1) <= 1e-12);
        QVERIFY(density->error.maxCoeff() <= 1e-12);
        const auto zero = density_of(Matrix::Zero(20, 20), {.probes = 2, .steps = 5});
        QVERIFY(zero && zero->lowest() < 0 && zero->highest() > 0);
    }

    void sameBitsForAnyNumberOfThreads() {
        const Matrix A = with_eigenvalues(hessian_like(200));
        const auto density = density_of(A, {.probes = 6, .steps = 30, .seed = 5});
        const ThreadLimit one(1);
        const auto again = density_of(A, {.probes = 6, .steps = 30, .seed = 5});
        QVERIFY(again->share == density->share && again->error == density->error);
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
