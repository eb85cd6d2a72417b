// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/small_products.h"

// The sums stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
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

/// N registers of y = A x. Four sums for each, because one would wait for its own addition.
template <std::size_t N, class D>
HWY_INLINE void multiply_rows(D tag, const double* A, std::size_t columns, std::size_t lead, const double* x,
                              double* y) {
    const std::size_t lanes = hn::Lanes(tag);
    hn::Vec<D> sum[N][4];
    for (std::size_t r = 0; r < N; ++r) {
        for (std::size_t k = 0; k < 4; ++k) sum[r][k] = hn::Zero(tag);
    }
    std::size_t j = 0;
    for (; j + 4 <= columns; j += 4) {
#pragma GCC unroll 4
        for (std::size_t k = 0; k < 4; ++k) {
            const double* column = A + (j + k) * lead;
            const auto factor = hn::Set(tag, x[j + k]);
#pragma GCC unroll 4
            for (std::size_t r = 0; r < N; ++r)
                sum[r][k] = hn::MulAdd(hn::LoadU(tag, column + r * lanes), factor, sum[r][k]);
        }
    }
    for (; j < columns; ++j) {
        const auto factor = hn::Set(tag, x[j]);
#pragma GCC unroll 4
        for (std::size_t r = 0; r < N; ++r)
            sum[r][0] = hn::MulAdd(hn::LoadU(tag, A + j * lead + r * lanes), factor, sum[r][0]);
    }
#pragma GCC unroll 4
    for (std::size_t r = 0; r < N; ++r) {
        const auto total = hn::Add(hn::Add(sum[r][0], sum[r][1]), hn::Add(sum[r][2], sum[r][3]));
        hn::StoreU(total, tag, y + r * lanes);
    }
}

void SmallMultiply(const double* A, std::size_t rows, std::size_t columns, std::size_t lead, const double* x,
                   double* y) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    std::size_t i = 0;
    for (; i + 4 * lanes <= rows; i += 4 * lanes) multiply_rows<4>(tag, A + i, columns, lead, x, y + i);
    for (; i + lanes <= rows; i += lanes) multiply_rows<1>(tag, A + i, columns, lead, x, y + i);
    for (; i < rows; ++i) multiply_rows<1>(Scalar(), A + i, columns, lead, x, y + i);
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
