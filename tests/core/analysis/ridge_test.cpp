// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ridge.h"

#include <cmath>

#include <QtTest/QTest>

#include "core/numeric/symmetric_eigen.h"
#include "core/problems/softmax_instance.h"

using namespace basin;

namespace {

/// B in full, straight from its definition (mathematics.md 1.2).
Matrix dense_B(const SoftmaxData& data, const Vector& x) {
    const Vector u = data.A1.dense() * x;
    Vector f = (u.array() - u.maxCoeff()).exp();
    f /= f.sum();
    const Vector z = data.A2 * f;
    Vector h(z.size()), s1(z.size()), s2(z.size());
    activate(data.activation, entries(z), entries(h), entries(s1), entries(s2));
    const Vector c = h - data.b, g = data.A2.transpose() * s1.cwiseProduct(c);
    const Matrix J = Matrix(f.asDiagonal()) - f * f.transpose();
    const Vector q = J * g, p = s1.cwiseAbs2() + c.cwiseProduct(s2);
    const Matrix K = data.A2 * J;
    return K.transpose() * p.asDiagonal() * K + Matrix(q.asDiagonal()) - q * f.transpose() -
           f * q.transpose();
}

double smallest_eigenvalue(const Matrix& A) {
    Vector values;
    symmetric_eigenvalues(A, values);
    return values[0];
}

SoftmaxInstance instance_of(std::uint64_t k) {
    SoftmaxInstanceSpec spec;
    spec.n = 3 + static_cast<Index>(5 * (k % 6));
    spec.d = 1 + static_cast<Index>(k % 3);
    spec.m = 1 + static_cast<Index>(3 * (k % 4));  // more outputs than rows occur too
    spec.activation = all_activations[k % all_activations.size()];
    spec.gain = 0.5 + 0.3 * static_cast<double>(k % 3);
    spec.ridge = 0.01;
    spec.seed = 40 + k;
    return generate_softmax_instance(spec);
}

/// The smallest eigenvalue of Hess L(x) with this ridge for every row.
double curvature_with(SoftmaxData data, const Vector& x, double ridge) {
    data.w.setConstant(std::sqrt(ridge / static_cast<double>(data.w.size())));
    const SoftmaxRegression problem(std::move(data));
    Matrix H;
    problem.evaluator()->hessian(x, H);
    return smallest_eigenvalue(H);
}

Matrix hessian_at(const SoftmaxData& data, const Vector& x) {
    const SoftmaxRegression problem(data);
    Matrix H;
    problem.evaluator()->hessian(x, H);
    return H;
}

}  // namespace

class RidgeTest : public QObject {
    Q_OBJECT

  private slots:
    void rowEigenvalueAgainstTheDenseMatrix() {
        for (std::uint64_t k = 0; k < 60; ++k) {
            const SoftmaxInstance instance = instance_of(k);
            const Vector x = 0.5 * instance.x_planted;
            const Matrix B = dense_B(instance.data, x);
            const double exact = smallest_eigenvalue(B);
            const double bound = smallest_row_eigenvalue(instance.data, x);
            // A bound to the rounding of the dense computation, and as close as the header says; the scale
            // there is at most three times |B|.
            const double size = B.norm() + 1e-300;
            QVERIFY2(bound <= exact + 1e-13 * size,
                     qPrintable(QString("%1: %2 > %3").arg(k).arg(bound).arg(exact)));
            QVERIFY2(bound >= exact - 1e-4 * size,
                     qPrintable(QString("%1: %2 < %3").arg(k).arg(bound).arg(exact)));
        }
    }

    void aStopLeavesACoarserBound() {
        std::stop_source source;
        source.request_stop();
        const SoftmaxInstance instance = instance_of(4);
        const Vector x = 0.5 * instance.x_planted;
        QVERIFY(smallest_row_eigenvalue(instance.data, x, source.get_token()) <=
                smallest_row_eigenvalue(instance.data, x));
    }

    void neededRidgeIsTheEdge() {
        int some = 0;
        for (std::uint64_t k = 0; k < 40; ++k) {
            const SoftmaxInstance instance = instance_of(k);
            const Vector x = 0.3 * instance.x_planted;
            const RidgeNeeds needs = RidgeAnalysis(instance.data).at(x, hessian_at(instance.data, x), 0);
            QVERIFY(std::isfinite(needs.needed) && needs.needed >= 0);
            if (needs.needed < 1e-9) continue;
            ++some;
            QVERIFY(curvature_with(instance.data, x, 1.001 * needs.needed) > 0);
            QVERIFY(curvature_with(instance.data, x, 0.999 * needs.needed) < 0);
        }
        QVERIFY(some >= 5);
    }

    void promisedRidgeKeepsItsPromise() {
        for (std::uint64_t k = 0; k < 40; ++k) {
            const SoftmaxInstance instance = instance_of(k);
            const Vector x = 0.3 * instance.x_planted;
            const RidgeAnalysis analysis(instance.data);
            for (const double l : {0.0, 0.7}) {
                const RidgeNeeds needs = analysis.at(x, hessian_at(instance.data, x), l);
                // The measured ridge can only be smaller than the one that is promised to suffice.
                QVERIFY(needs.promised >= needs.needed * (1 - 1e-9));
                const double size = 1 + needs.promised;
                QVERIFY(curvature_with(instance.data, x, needs.promised) >= l - 1e-9 * size);
            }
        }
    }

    void dependentColumnsCannotBeHelped() {
        SoftmaxInstance instance = instance_of(2);
        Matrix A1 = instance.data.A1.dense();
        A1.col(2) = A1.col(0);
        instance.data.A1 = A1;
        const Vector x = instance.x_planted;
        const RidgeAnalysis analysis(instance.data);
        QCOMPARE(analysis.smallest_squared_singular_value(), 0.0);
        const RidgeNeeds needs = analysis.at(x, hessian_at(instance.data, x), 0.1);
        QVERIFY(std::isinf(needs.needed) && std::isinf(needs.promised));
    }

    /// A Hessian that is 0, or not positive beyond its rounding, is not positive definite without a ridge.
    void aSingularHessianNeedsARidge() {
        SoftmaxData data;
        data.A1 = Eigen::Vector2d(1, 2);
        data.A2 = Matrix::Zero(1, 2);
        data.b = Vector::Ones(1);
        data.w = Vector::Zero(2);
        data.activation = Activation::identity;
        const Vector x = Vector::Ones(1);
        const RidgeNeeds none = RidgeAnalysis(data).at(x, hessian_at(data, x), 0);
        QVERIFY(none.needed == 0 && none.hidden > 0 && none.hidden < 1e-300 && none.promised == 0);
        SoftmaxInstance instance = instance_of(4);  // d = 2
        instance.data.w.setZero();
        const RidgeAnalysis analysis(instance.data);
        const Index d = instance.data.A1.cols();
        Matrix nearly = hessian_at(instance.data, Vector::Zero(d));
        Vector values;
        symmetric_eigenvalues(nearly, values);
        nearly.diagonal().array() -= values[0] * (1 - 1e-16);
        const RidgeNeeds noise = analysis.at(Vector::Zero(d), nearly, 0);
        QVERIFY(noise.needed == 0 && noise.hidden > 0 && noise.hidden < 1e-6);
        nearly.diagonal().array() -= 1e-3 * nearly.norm();
        const RidgeNeeds real = analysis.at(Vector::Zero(d), nearly, 0);
        QVERIFY(real.needed > 0 && real.hidden >= real.needed);
    }

    void differentWeightsPerRow() {
        SoftmaxInstance instance = instance_of(4);
        const Vector x = instance.x_planted;
        const double before = RidgeAnalysis(instance.data).at(x, hessian_at(instance.data, x), 0).needed;
        instance.data.w.setLinSpaced(0.1, 2);
        const double after = RidgeAnalysis(instance.data).at(x, hessian_at(instance.data, x), 0).needed;
        // What is needed does not depend on the ridge that is there.
        QVERIFY(std::abs(after - before) <= 1e-9 * (1 + before));
    }
};

QTEST_APPLESS_MAIN(RidgeTest)
#include "ridge_test.moc"
