// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <vector>

#include <QtTest/QTest>

#include "core/analysis/certificate.h"
#include "core/analysis/softmax_rounding.h"
#include "core/numeric/double_double.h"
#include "core/numeric/symmetric_eigen.h"
#include "core/problems/softmax_extended.h"
#include "tests/support/instances.h"
#include "tests/support/offset_data.h"

using namespace basin;
using namespace basin::test;

namespace {

using Wide = DoubleDouble;
using WideVector = std::vector<Wide>;

std::size_t at(Index i) {
    return static_cast<std::size_t>(i);
}

/// h, h' and h'' of the activations used here.
struct Slopes {
    Wide h, first, second;
};

Slopes slopes(Activation activation, const Wide& z) {
    if (activation == Activation::identity) return {z, 1.0, 0.0};
    const Wide e = exp(-z - z);  // tanh, |z| small enough
    const Wide h = (Wide(1.0) - e) / (e + 1.0), first = Wide(1.0) - h * h;
    return {h, first, -(h + h) * first};
}

/// Hess L at a pair, in double-double arithmetic, by moments: L'' = sum_k p_k Cov(V_k, Y) Cov(V_k, Y)^T + t_k
/// E[V~_k Y~ Y~^T] + A1^T diag(w.w) A1; nothing of this is how the program forms it.
std::vector<WideVector> wide_hessian(const SoftmaxData& data, const PointPair& x) {
    const Matrix& A1 = data.A1.dense();
    const Index n = A1.rows(), d = A1.cols(), m = data.A2.rows();
    WideVector f(at(n));
    Wide total = 0;
    double shift = (A1 * x.high).maxCoeff();
    for (Index i = 0; i < n; ++i) {
        Wide u = -shift;
        for (Index k = 0; k < d; ++k) u += Wide(x.high[k], x.low[k]) * A1(i, k);
        total += f[at(i)] = exp(u);
    }
    WideVector mean(at(d), 0.0);
    for (Index i = 0; i < n; ++i) {
        f[at(i)] = f[at(i)] / total;
        for (Index k = 0; k < d; ++k) mean[at(k)] += f[at(i)] * A1(i, k);
    }
    WideVector q(at(n), 0.0);
    std::vector<WideVector> H(at(d), WideVector(at(d), 0.0));
    for (Index r = 0; r < m; ++r) {
        Wide z = 0;
        for (Index i = 0; i < n; ++i) z += f[at(i)] * data.A2(r, i);
        const Slopes s = slopes(data.activation, z);
        const Wide c = s.h - data.b[r], p = s.first * s.first + c * s.second, t = s.first * c;
        WideVector covariance(at(d), 0.0);
        for (Index i = 0; i < n; ++i) {
            const Wide weight = f[at(i)] * (Wide(data.A2(r, i)) - z);
            q[at(i)] += t * weight;
            for (Index k = 0; k < d; ++k) covariance[at(k)] += weight * (Wide(A1(i, k)) - mean[at(k)]);
        }
        for (Index j = 0; j < d; ++j)
            for (Index k = 0; k < d; ++k) H[at(j)][at(k)] += p * covariance[at(j)] * covariance[at(k)];
    }
    for (Index i = 0; i < n; ++i) {
        for (Index j = 0; j < d; ++j) {
            for (Index k = 0; k < d; ++k) {
                H[at(j)][at(k)] +=
                    q[at(i)] * (Wide(A1(i, j)) - mean[at(j)]) * (Wide(A1(i, k)) - mean[at(k)]) +
                    two_product(data.w[i], data.w[i]) * A1(i, j) * A1(i, k);
            }
        }
    }
    return H;
}

Matrix rounded(const std::vector<WideVector>& H) {
    const Index d = std::ssize(H);
    Matrix A(d, d);
    for (Index j = 0; j < d; ++j)
        for (Index k = 0; k < d; ++k) A(j, k) = H[at(j)][at(k)].value();
    return A;
}

/// The smallest eigenvalue to far more than double precision: the Rayleigh quotient of an eigenvector that
/// doubles know to 1e-13 is off by the square of that.
Wide smallest_eigenvalue(const std::vector<WideVector>& H) {
    SymmetricEigen eigen;
    eigen.compute(rounded(H));
    const Vector v = eigen.vectors().col(0);
    Wide product = 0, squares = 0;
    for (Index j = 0; j < v.size(); ++j) {
        squares += two_product(v[j], v[j]);
        for (Index k = 0; k < v.size(); ++k) product += H[at(j)][at(k)] * v[j] * v[k];
    }
    return product / squares;
}

struct Offsets {
    double keys, values;
};

}  // namespace

/// mathematics.md 1.4: the certified l is below the truth, by little where the problem is well conditioned,
/// and a common part of keys or values costs nothing.
class CertifiedCurvatureTest : public QObject {
    Q_OBJECT

  private slots:
    void liesBelowTheTruth() {
        int checked = 0;
        for (const Activation activation : {Activation::identity, Activation::tanh}) {
            for (std::uint64_t seed = 1; seed <= 24; ++seed) {
                const SoftmaxInstance instance = gridded_instance(
                    {.n = 24, .d = 3, .m = 8, .activation = activation, .noise = 0.02, .seed = seed});
                for (const Offsets& offset : {Offsets{0, 0}, {1e3, 0}, {1e5, 0}, {0, 1e3}, {1e5, 1e5}}) {
                    // A shift of z is no symmetry of tanh.
                    if (activation == Activation::tanh && offset.values != 0) continue;
                    const SoftmaxRegression problem(with_offsets(instance.data, offset.keys, offset.values));
                    const Minimiser found = find_minimiser(problem, instance.x_planted);
                    if (!found.verified) continue;
                    const double l = certify(problem, found, found.x).l;
                    const Wide truth =
                        smallest_eigenvalue(wide_hessian(problem.data(), {found.x, found.low}));
                    QVERIFY2((truth - l).value() >= 0, qPrintable(QString("seed %1 offset %2: above by %3")
                                                                      .arg(seed)
                                                                      .arg(offset.keys)
                                                                      .arg((truth - l).value())));
                    // The bound is worth some hundred roundings of the largest eigenvalue; that of z, and so
                    // of c, is in the unit of the values.
                    const double size = rounded(wide_hessian(problem.data(), {found.x, found.low})).norm();
                    const double slack = 2e-12 * size * (1 + offset.values);
                    QVERIFY2((truth - l).value() <= slack,
                             qPrintable(QString("seed %1 offset %2 %3: below by %4 of %5")
                                            .arg(seed)
                                            .arg(offset.keys)
                                            .arg(offset.values)
                                            .arg((truth - l).value())
                                            .arg(size)));
                    ++checked;
                }
            }
        }
        QVERIFY2(checked >= 100, std::to_string(checked).c_str());
    }

    void theRoundingOfFormingIsBounded() {
        for (const Activation activation : {Activation::identity, Activation::tanh}) {
            for (std::uint64_t seed = 1; seed <= 20; ++seed) {
                for (const Offsets& offset : {Offsets{0, 0}, {1e5, 0}, {1e7, 1e4}}) {
                    if (activation == Activation::tanh && offset.values != 0) continue;
                    SoftmaxInstance instance =
                        gridded_instance({.n = 30, .d = 4, .m = 5, .activation = activation, .seed = seed});
                    if (offset.keys == 0) instance.data.w.setConstant(0.1);
                    const SoftmaxRegression problem(with_offsets(instance.data, offset.keys, offset.values));
                    // Small and large, where the softmax is one key alone to many digits.
                    for (const double scale : {0.3, 3.0, 12.0}) {
                        const Vector x = scale * instance.x_planted;
                        Matrix H;
                        QVERIFY(problem.evaluator()->hessian(x, H) == EvalStatus::ok);
                        const double bound = hessian_rounding(problem.centred(), x);
                        const Matrix truth = rounded(wide_hessian(problem.data(), {x, Vector::Zero(4)}));
                        QVERIFY2((H - truth).norm() <= bound + 0x1p-52 * truth.norm(),
                                 qPrintable(QString("seed %1 scale %2: %3 against %4")
                                                .arg(seed)
                                                .arg(scale)
                                                .arg((H - truth).norm())
                                                .arg(bound)));
                        QVERIFY(bound <= 1e-10 * (1 + offset.values) * truth.norm());
                    }
                }
            }
        }
    }

    /// A sparse A1 is not centred: the bound says so.
    void theRoundingOfSparseKeysIsBoundedToo() {
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            for (const double offset : {0.0, 1e3, 1e5}) {
                SoftmaxInstance instance = gridded_instance({.n = 30, .d = 4, .m = 5, .seed = seed});
                Matrix A1 = instance.data.A1.dense().array() + offset;
                for (Index i = 0; i < 30; ++i) A1(i, i % 4) = 0;
                SoftmaxData data = instance.data;
                data.A1 = A1;
                instance.data.A1 = to_sparse(A1);
                const SoftmaxRegression problem(instance.data);
                const Vector x = instance.x_planted / (1 + offset);
                Matrix H;
                QVERIFY(problem.evaluator()->hessian(x, H) == EvalStatus::ok);
                const Matrix truth = rounded(wide_hessian(data, {x, Vector::Zero(4)}));
                const double bound = hessian_rounding(problem.centred(), x);
                QVERIFY2((H - truth).norm() <= bound + 0x1p-52 * truth.norm(),
                         qPrintable(QString("%1 against %2").arg((H - truth).norm()).arg(bound)));
                QVERIFY(bound <= 1e-9 * (1 + offset) * (1 + offset));
            }
        }
    }
};

QTEST_APPLESS_MAIN(CertifiedCurvatureTest)
#include "certified_curvature_test.moc"
