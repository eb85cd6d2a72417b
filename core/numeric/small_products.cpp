// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/small_products.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/small_products.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<double, 8>;
using Scalar = hn::CappedTag<double, 1>;

/// One register of y = A x. Four sums, because one would wait for its own addition.
template <class D>
HWY_INLINE void multiply_rows(D tag, const double* A, std::size_t columns, std::size_t lead, const double* x,
                              double* y) {
    auto sum0 = hn::Zero(tag), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    std::size_t j = 0;
    for (; j + 4 <= columns; j += 4) {
        const double* column = A + j * lead;
        sum0 = hn::MulAdd(hn::LoadU(tag, column), hn::Set(tag, x[j]), sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, column + lead), hn::Set(tag, x[j + 1]), sum1);
        sum2 = hn::MulAdd(hn::LoadU(tag, column + 2 * lead), hn::Set(tag, x[j + 2]), sum2);
        sum3 = hn::MulAdd(hn::LoadU(tag, column + 3 * lead), hn::Set(tag, x[j + 3]), sum3);
    }
    for (; j < columns; ++j) sum0 = hn::MulAdd(hn::LoadU(tag, A + j * lead), hn::Set(tag, x[j]), sum0);
    hn::StoreU(hn::Add(hn::Add(sum0, sum1), hn::Add(sum2, sum3)), tag, y);
}

void SmallMultiply(const double* A, std::size_t rows, std::size_t columns, std::size_t lead, const double* x,
                   double* y) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + lanes <= rows; i += lanes) multiply_rows(tag, A + i, columns, lead, x, y + i);
    for (; i < rows; ++i) multiply_rows(Scalar(), A + i, columns, lead, x, y + i);
}

/// One register of each of Y = A X, with the sums of multiply_rows; two columns share the loads of A.
template <class D>
HWY_INLINE void multiply_rows_by_two(D tag, const double* A, std::size_t columns, std::size_t lead,
                                     const double* x, const double* x2, double* y, double* y2) {
    auto a0 = hn::Zero(tag), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    std::size_t j = 0;
    for (; j + 4 <= columns; j += 4) {
        const double* column = A + j * lead;
        const auto c0 = hn::LoadU(tag, column), c1 = hn::LoadU(tag, column + lead);
        const auto c2 = hn::LoadU(tag, column + 2 * lead), c3 = hn::LoadU(tag, column + 3 * lead);
        a0 = hn::MulAdd(c0, hn::Set(tag, x[j]), a0);
        a1 = hn::MulAdd(c1, hn::Set(tag, x[j + 1]), a1);
        a2 = hn::MulAdd(c2, hn::Set(tag, x[j + 2]), a2);
        a3 = hn::MulAdd(c3, hn::Set(tag, x[j + 3]), a3);
        b0 = hn::MulAdd(c0, hn::Set(tag, x2[j]), b0);
        b1 = hn::MulAdd(c1, hn::Set(tag, x2[j + 1]), b1);
        b2 = hn::MulAdd(c2, hn::Set(tag, x2[j + 2]), b2);
        b3 = hn::MulAdd(c3, hn::Set(tag, x2[j + 3]), b3);
    }
    for (; j < columns; ++j) {
        const auto column = hn::LoadU(tag, A + j * lead);
        a0 = hn::MulAdd(column, hn::Set(tag, x[j]), a0);
        b0 = hn::MulAdd(column, hn::Set(tag, x2[j]), b0);
    }
    hn::StoreU(hn::Add(hn::Add(a0, a1), hn::Add(a2, a3)), tag, y);
    hn::StoreU(hn::Add(hn::Add(b0, b1), hn::Add(b2, b3)), tag, y2);
}

void SmallMultiplyByTwo(const double* A, std::size_t rows, std::size_t columns, std::size_t lead,
                        const double* X, double* Y) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    const double* x2 = X + columns;
    double* y2 = Y + rows;
    std::size_t i = 0;
    for (; i + lanes <= rows; i += lanes)
        multiply_rows_by_two(tag, A + i, columns, lead, X, x2, Y + i, y2 + i);
    for (; i < rows; ++i) multiply_rows_by_two(Scalar(), A + i, columns, lead, X, x2, Y + i, y2 + i);
}

/// Four columns at a time share the loads of y.
HWY_INLINE void four_dots(const double* A, std::size_t rows, std::size_t lead, const double* y, double* x) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto sum0 = hn::Zero(tag), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    std::size_t i = 0;
    for (; i + lanes <= rows; i += lanes) {
        const auto v = hn::LoadU(tag, y + i);
        sum0 = hn::MulAdd(hn::LoadU(tag, A + i), v, sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, A + lead + i), v, sum1);
        sum2 = hn::MulAdd(hn::LoadU(tag, A + 2 * lead + i), v, sum2);
        sum3 = hn::MulAdd(hn::LoadU(tag, A + 3 * lead + i), v, sum3);
    }
    x[0] = hn::GetLane(hn::SumOfLanes(tag, sum0));
    x[1] = hn::GetLane(hn::SumOfLanes(tag, sum1));
    x[2] = hn::GetLane(hn::SumOfLanes(tag, sum2));
    x[3] = hn::GetLane(hn::SumOfLanes(tag, sum3));
    for (; i < rows; ++i) {
        for (std::size_t k = 0; k < 4; ++k) x[k] += A[k * lead + i] * y[i];
    }
}

HWY_INLINE double dot(const double* a, const double* y, std::size_t rows) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto sum0 = hn::Zero(tag), sum1 = sum0;
    std::size_t i = 0;
    for (; i + 2 * lanes <= rows; i += 2 * lanes) {
        sum0 = hn::MulAdd(hn::LoadU(tag, a + i), hn::LoadU(tag, y + i), sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, a + i + lanes), hn::LoadU(tag, y + i + lanes), sum1);
    }
    double sum = hn::GetLane(hn::SumOfLanes(tag, hn::Add(sum0, sum1)));
    for (; i < rows; ++i) sum += a[i] * y[i];
    return sum;
}

void SmallMultiplyTransposed(const double* A, std::size_t rows, std::size_t columns, std::size_t lead,
                             const double* y, double* x) {
    std::size_t j = 0;
    for (; j + 4 <= columns; j += 4) four_dots(A + j * lead, rows, lead, y, x + j);
    for (; j < columns; ++j) x[j] = dot(A + j * lead, y, rows);
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(SmallMultiply);
HWY_EXPORT(SmallMultiplyByTwo);
HWY_EXPORT(SmallMultiplyTransposed);

void small_multiply(const double* A, std::size_t rows, std::size_t columns, std::size_t lead, const double* x,
                    double* y) {
    HWY_DYNAMIC_DISPATCH(SmallMultiply)(A, rows, columns, lead, x, y);
}

void small_multiply_columns(const double* A, std::size_t rows, std::size_t columns, std::size_t lead,
                            const double* X, std::size_t count, double* Y) {
    std::size_t k = 0;
    for (; k + 2 <= count; k += 2)
        HWY_DYNAMIC_DISPATCH(SmallMultiplyByTwo)(A, rows, columns, lead, X + k * columns, Y + k * rows);
    if (k < count) small_multiply(A, rows, columns, lead, X + k * columns, Y + k * rows);
}

void small_multiply_transposed(const double* A, std::size_t rows, std::size_t columns, std::size_t lead,
                               const double* y, double* x) {
    HWY_DYNAMIC_DISPATCH(SmallMultiplyTransposed)(A, rows, columns, lead, y, x);
}

}  // namespace basin

#endif  // HWY_ONCE
