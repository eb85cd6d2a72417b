// SPDX-License-Identifier: GPL-3.0-or-later
// An OpenBLAS that does not know the processor is made to use its instructions all the same.
#include "core/numeric/blas_kernels.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include <QtTest/QTest>

#include "core/numeric/types.h"

using namespace basin;

extern "C" {
void gotoblas_dynamic_init();
void gotoblas_dynamic_quit();
}

namespace {

constexpr const char* choice_variable = "OPENBLAS_CORETYPE";

/// As when OpenBLAS is loaded with that in the environment.
void load_kernels(const char* name) {
    setenv(choice_variable, name, 1);
    gotoblas_dynamic_quit();
    gotoblas_dynamic_init();
    unsetenv(choice_variable);
}

bool has_avx2() {
#ifdef __x86_64__
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

/// Largest difference of a product of matrices from sums over its entries.
double product_error() {
    const Matrix A = Matrix::NullaryExpr(
        150, 90, [](Index i, Index j) { return static_cast<double>((7 * i + 11 * j) % 97) - 48; });
    const Matrix product = A.transpose() * A;
    double error = 0;
    for (Index i = 0; i < A.cols(); ++i)
        for (Index j = 0; j < A.cols(); ++j)
            error = std::max(error, std::abs(product(i, j) - A.col(i).cwiseProduct(A.col(j)).sum()));
    return error;
}

}  // namespace

class BlasKernelsTest : public QObject {
    Q_OBJECT

  private slots:
    void chosenBeforeMain() {
        if (std::getenv(choice_variable) == nullptr) QVERIFY2(!blas_kernels_are_outdated(), blas_kernels());
    }

    void anOutdatedChoiceIsMadeAnew() {
        load_kernels("Prescott");
        QCOMPARE(QByteArray(blas_kernels()), "Prescott");
        QCOMPARE(blas_kernels_are_outdated(), has_avx2());
        choose_blas_kernels();
        QVERIFY2(!blas_kernels_are_outdated(), blas_kernels());
        QCOMPARE(std::getenv(choice_variable), nullptr);
        QCOMPARE(product_error(), 0.0);  // of whole numbers
    }

    void theEnvironmentStands() {
        load_kernels("Prescott");
        setenv(choice_variable, "Prescott", 1);
        choose_blas_kernels();
        unsetenv(choice_variable);
        QCOMPARE(QByteArray(blas_kernels()), "Prescott");
        choose_blas_kernels();
    }

    void aGoodChoiceStays() {
        if (!has_avx2()) return;
        load_kernels("Haswell");
        choose_blas_kernels();
        QCOMPARE(QByteArray(blas_kernels()), "Haswell");
    }
};

QTEST_APPLESS_MAIN(BlasKernelsTest)
#include "blas_kernels_test.moc"
