// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/lane_products.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <QTest>

#include "core/numeric/random.h"

using namespace basin;

namespace {

/// One product of each size, and what plain loops say.
struct Case {
    Case(std::size_t rows_, std::size_t columns_)
        : rows(rows_), columns(columns_), A(rows * columns), x(columns), y(rows) {
        RandomStream stream(7);
        for (LaneBuffer* buffer : {&A, &x}) fill_normal(stream, buffer->values());
        for (auto* values : {&d0, &d1, &d2}) {
            values->resize(rows);
            fill_normal(stream, *values);
        }
        fill_normal(stream, a);
        fill_normal(stream, b);
    }

    void multiply(double left) {
        lane_multiply(A.data(), rows, columns, x.data(), d0.data(), d1.data(), d2.data(), a.data(), b.data(),
                      left, y.data());
    }
    double expected(std::size_t i, std::size_t p, double left) const {
        double sum = d0[i] + a[p] * d1[i] + b[p] * d2[i];
        for (std::size_t j = 0; j < columns; ++j)
            sum += A.data()[(j * rows + i) * lane_count + p] * x.data()[j * lane_count + p];
        return sum > 0 ? sum : left * sum;
    }

    std::size_t rows, columns;
    LaneBuffer A, x, y;
    std::vector<double> d0, d1, d2;
    std::array<double, lane_count> a{}, b{};
};

}  // namespace

class LaneProductsTest : public QObject {
    Q_OBJECT

  private slots:
    void agrees_with_plain_loops() {
        for (std::size_t rows = 1; rows <= 21; ++rows) {
            for (const std::size_t columns : {1, 2, 5, 20}) {
                for (const double left : {0.0, 0.01, 1.0}) {
                    Case one(rows, columns);
                    one.multiply(left);
                    for (std::size_t i = 0; i < rows; ++i) {
                        for (std::size_t p = 0; p < lane_count; ++p) {
                            // Sums of at most 23 terms of size 1.
                            const double error = one.y.data()[i * lane_count + p] - one.expected(i, p, left);
                            QVERIFY(std::abs(error) <= 1e-13);
                        }
                    }
                }
            }
        }
    }

    void what_is_no_number_stays_so() {
        Case one(9, 3);
        one.d0[2] = std::numeric_limits<double>::quiet_NaN();
        one.multiply(0);
        for (std::size_t p = 0; p < lane_count; ++p) {
            QVERIFY(std::isnan(one.y.data()[2 * lane_count + p]));
            QVERIFY(!std::isnan(one.y.data()[3 * lane_count + p]));
        }
    }

    void buffers_begin_on_a_cache_line() {
        for (const std::size_t entries : {1, 3, 400}) {
            LaneBuffer buffer(entries);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(buffer.data()) % 64, 0U);
            QCOMPARE(buffer.size(), entries * lane_count);
        }
    }
};

QTEST_APPLESS_MAIN(LaneProductsTest)
#include "lane_products_test.moc"
