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
HWY_EXPORT(SmallMultiplyTransposed);

void small_multiply(const double* A, std::size_t rows, std::size_t columns, std::size_t lead, const double* x,
                    double* y) {
    HWY_DYNAMIC_DISPATCH(SmallMultiply)(A, rows, columns, lead, x, y);
}

void small_multiply_transposed(const double* A, std::size_t rows, std::size_t columns, std::size_t lead,
                               const double* y, double* x) {
    HWY_DYNAMIC_DISPATCH(SmallMultiplyTransposed)(A, rows, columns, lead, y, x);
}

}  // namespace basin

#endif  // HWY_ONCE
