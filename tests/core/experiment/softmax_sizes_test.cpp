// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/softmax_sizes.h"

#include <cmath>
#include <set>

#include <QtTest/QTest>

using namespace basin;

class SoftmaxSizesTest : public QObject {
    Q_OBJECT

  private slots:
    void sizesLeadUpToTheWantedOne() {
        const auto sizes = timed_sizes({4000, 64, 4000 * 64}, 16, 1e12);
        QCOMPARE(std::ssize(sizes), std::ptrdiff_t{9});
        QCOMPARE(sizes.back().n, 4000.0);
        QCOMPARE(sizes.back().d, 64.0);
        QCOMPARE(sizes.front().nnz, 1000.0 * 16.0);
        std::set<double> rows, columns;
        for (const SoftmaxSize& size : sizes) {
            rows.insert(size.n);
            columns.insert(size.d);
            QCOMPARE(size.nnz, size.n * size.d);
        }
        QCOMPARE(rows.size(), std::size_t{3});
        QCOMPARE(columns.size(), std::size_t{3});
    }

    void sizesKeepToTheWorkAllowed() {
        const double work = 1e7;
        const auto sizes = timed_sizes({1e8, 1e4, 1e12}, 16, work);
        const SoftmaxSize& largest = sizes.back();
        QVERIFY(32 * largest.nnz + (largest.n + 16 + largest.d) * largest.d * largest.d <= 1.1 * work);
        // A wanted size of one row still varies.
        const auto small = timed_sizes({1, 1, 1}, 16, work);
        QVERIFY(small.front().n < small.back().n && small.front().d < small.back().d);
    }

    void sizesKeepToTheMemoryAllowed() {
        const double bytes = 1e8;
        const auto sizes = timed_sizes({1e8, 1e4, 1e12}, 16, 1e30, bytes);
        const SoftmaxSize& largest = sizes.back();
        const double taken = data_bytes(largest, 16) + 8 * largest.d * largest.d;
        QVERIFY(taken <= 1.1 * bytes);
        QVERIFY(taken >= 0.5 * bytes);  // a step down is 0.8 in n and in d
    }

    void densitiesOfSparseProblemsVary() {
        std::set<double> densities;
        for (const SoftmaxSize& size : timed_sizes({1e6, 100, 1e7}, 16, 1e8)) {
            QVERIFY(size.nnz >= size.n && size.nnz < size.n * size.d);
            densities.insert(std::round(1000 * size.nnz / (size.n * size.d)));
        }
        QVERIFY(densities.size() >= 3);
    }
};

QTEST_APPLESS_MAIN(SoftmaxSizesTest)
#include "softmax_sizes_test.moc"
