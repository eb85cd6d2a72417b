// SPDX-License-Identifier: GPL-3.0-or-later
// BLAS runs on one thread from before the first number on, whoever calls it first.
#include <cstring>
#include <thread>
#include <vector>

#include <QtTest/QTest>
#include <cblas.h>

#include "core/numeric/symmetric_eigen.h"

using namespace basin;

namespace {

/// Larger than what OpenBLAS shares out among threads.
Matrix sample() {
    return Matrix::NullaryExpr(
        240, 240, [](Index i, Index j) { return 1.0 / static_cast<double>(1 + (7 * i + 11 * j) % 97); });
}

struct Numbers {
    Matrix product;
    Vector eigenvalues;
};

/// By Eigen, and with it by BLAS, without a call of anything of Basin's before.
Numbers compute() {
    Numbers numbers;
    const Matrix A = sample();
    numbers.product = A * A.transpose();
    symmetric_eigenvalues(numbers.product, numbers.eigenvalues);
    return numbers;
}

bool same_bits(const Matrix& a, const Matrix& b) {
    return a.size() == b.size() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(double)) == 0;
}

// Before main, as a static of a user's program.
const int threads_before_main = openblas_get_num_threads();
const Numbers before_main = compute();

}  // namespace

class BlasThreadsTest : public QObject {
    Q_OBJECT

  private slots:
    void oneThreadBeforeMain() {
        QCOMPARE(threads_before_main, 1);
        QCOMPARE(openblas_get_num_threads(), 1);
    }

    void theSameBitsOnEveryThread() {
        std::vector<Numbers> found(6);
        {
            std::vector<std::jthread> threads;
            for (Numbers& numbers : found) threads.emplace_back([&numbers] { numbers = compute(); });
        }
        found.push_back(compute());
        for (const Numbers& numbers : found) {
            QVERIFY(same_bits(numbers.product, before_main.product));
            QVERIFY(same_bits(numbers.eigenvalues, before_main.eigenvalues));
        }
    }
};

QTEST_APPLESS_MAIN(BlasThreadsTest)
#include "blas_threads_test.moc"
