// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/lane_products.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <QTest>

#include "core/numeric/memory.h"
#include "core/numeric/panel_products.h"
#include "core/numeric/random.h"

using namespace basin;

namespace {

/// One product of each size, and what plain loops say.
struct Case {
    Case(std::size_t rows_, std::size_t columns_, std::size_t lanes_)
        : rows(rows_),
          columns(columns_),
          lanes(lanes_),
          A(rows * columns, lanes),
          x(columns, lanes),
          y(rows, lanes) {
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
        lane_multiply(lanes, A.data(), rows, columns, x.data(), d0.data(), d1.data(), d2.data(), a.data(),
                      b.data(), left, y.data());
    }
    double expected(std::size_t i, std::size_t p, double left) const {
        double sum = d0[i] + a[p] * d1[i] + b[p] * d2[i];
        for (std::size_t j = 0; j < columns; ++j)
            sum += A.data()[(j * rows + i) * lanes + p] * x.data()[j * lanes + p];
        return sum > 0 ? sum : left * sum;
    }

    double result(std::size_t i, std::size_t p) const { return y.data()[i * lanes + p]; }

    std::size_t rows, columns, lanes;
    LaneBuffer A, x, y;
    std::vector<double> d0, d1, d2;
    std::array<double, most_lanes> a{}, b{};
};

void add_lanes() {
    QTest::addColumn<std::size_t>("lanes");
    for (const std::size_t lanes : {std::size_t{4}, most_lanes}) QTest::addRow("%zu", lanes) << lanes;
}

}  // namespace

class LaneProductsTest : public QObject {
    Q_OBJECT

  private slots:
    void agrees_with_plain_loops_data() { add_lanes(); }
    void agrees_with_plain_loops() {
        QFETCH(std::size_t, lanes);
        for (std::size_t rows = 1; rows <= 21; ++rows) {
            for (const std::size_t columns : {1, 2, 5, 20}) {
                for (const double left : {0.0, 0.01, 1.0}) {
                    Case one(rows, columns, lanes);
                    one.multiply(left);
                    for (std::size_t i = 0; i < rows; ++i) {
                        for (std::size_t p = 0; p < lanes; ++p) {
                            // Sums of at most 23 terms of size 1.
                            const double error = one.result(i, p) - one.expected(i, p, left);
                            QVERIFY(std::abs(error) <= 1e-13);
                        }
                    }
                }
            }
        }
    }

    /// Four of eight are those four, bit by bit.
    void does_not_depend_on_the_lanes() {
        for (std::size_t rows = 1; rows <= 21; ++rows) {
            constexpr std::size_t columns = 7, few = 4;
            Case many(rows, columns, most_lanes), four(rows, columns, few);
            const auto take = [&](const LaneBuffer& from, LaneBuffer& to, std::size_t first) {
                for (std::size_t k = 0; k < to.size(); ++k)
                    to.data()[k] = from.data()[k / few * most_lanes + first + k % few];
            };
            four.d0 = many.d0;
            four.d1 = many.d1;
            four.d2 = many.d2;
            many.multiply(0.01);
            for (const std::size_t first : {std::size_t{0}, few}) {
                take(many.A, four.A, first);
                take(many.x, four.x, first);
                std::copy_n(many.a.begin() + first, few, four.a.begin());
                std::copy_n(many.b.begin() + first, few, four.b.begin());
                four.multiply(0.01);
                for (std::size_t i = 0; i < rows; ++i) {
                    for (std::size_t p = 0; p < few; ++p)
                        QVERIFY(four.result(i, p) == many.result(i, first + p));
                }
            }
        }
    }

    void as_many_as_stay_near() {
        const auto bytes = [](std::size_t entries, std::size_t lanes) {
            return static_cast<double>(entries * lanes * sizeof(double));
        };
        for (std::size_t entries = 1; entries < 20000; entries += 37) {
            const std::size_t lanes = lanes_for(entries);
            QVERIFY(lanes == 4 || (lanes == most_lanes && panel_lanes() == 8));
            const double near = 0.8 * nearest_cache_bytes();
            if (bytes(entries, 4) <= near && bytes(entries, most_lanes) > nearest_cache_bytes())
                QCOMPARE(lanes, std::size_t{4});
        }
    }

    void what_is_no_number_stays_so_data() { add_lanes(); }
    void what_is_no_number_stays_so() {
        QFETCH(std::size_t, lanes);
        Case one(9, 3, lanes);
        one.d0[2] = std::numeric_limits<double>::quiet_NaN();
        one.multiply(0);
        for (std::size_t p = 0; p < lanes; ++p) {
            QVERIFY(std::isnan(one.result(2, p)));
            QVERIFY(!std::isnan(one.result(3, p)));
        }
    }

    void buffers_begin_on_a_cache_line_data() { add_lanes(); }
    void buffers_begin_on_a_cache_line() {
        QFETCH(std::size_t, lanes);
        for (const std::size_t entries : {1, 3, 400}) {
            LaneBuffer buffer(entries, lanes);
            QCOMPARE(reinterpret_cast<std::uintptr_t>(buffer.data()) % 64, 0U);
            QCOMPARE(buffer.size(), entries * lanes);
        }
    }
};

QTEST_APPLESS_MAIN(LaneProductsTest)
#include "lane_products_test.moc"
