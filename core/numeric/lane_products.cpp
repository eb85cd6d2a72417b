// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/lane_products.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/lane_products.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<double, lane_count>;
using Lanes = hn::Vec<Tag>;

/// What the rows of one product share.
struct Shared {
    const double* A;
    std::size_t rows, columns;
    const double* x;
    const double *d0, *d1, *d2;
    Lanes a, b;
    double left;
};

/// Stores a row of the result, bent at 0.
HWY_INLINE void store_bent(const Shared& in, Lanes u, double* y) {
    const Tag tag;
    // Of NaN the left branch, which keeps it.
    const auto right = hn::Gt(u, hn::Zero(tag));
    hn::StoreU(hn::IfThenElse(right, u, hn::Mul(hn::Set(tag, in.left), u)), tag, y);
}

HWY_INLINE Lanes driving_term(const Shared& in, std::size_t i) {
    const Tag tag;
    const auto first = hn::MulAdd(in.a, hn::Set(tag, in.d1[i]), hn::Set(tag, in.d0[i]));
    return hn::MulAdd(in.b, hn::Set(tag, in.d2[i]), first);
}

/// Eight rows at once, because a sum waits for its own last addition.
HWY_INLINE void eight_rows(const Shared& in, std::size_t i, double* y) {
    const Tag tag;
    auto sum0 = driving_term(in, i), sum1 = driving_term(in, i + 1), sum2 = driving_term(in, i + 2),
         sum3 = driving_term(in, i + 3), sum4 = driving_term(in, i + 4), sum5 = driving_term(in, i + 5),
         sum6 = driving_term(in, i + 6), sum7 = driving_term(in, i + 7);
    const double* A = in.A + i * lane_count;
    for (std::size_t j = 0; j < in.columns; ++j, A += in.rows * lane_count) {
        const auto x = hn::LoadU(tag, in.x + j * lane_count);
        sum0 = hn::MulAdd(hn::LoadU(tag, A), x, sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, A + lane_count), x, sum1);
        sum2 = hn::MulAdd(hn::LoadU(tag, A + 2 * lane_count), x, sum2);
        sum3 = hn::MulAdd(hn::LoadU(tag, A + 3 * lane_count), x, sum3);
        sum4 = hn::MulAdd(hn::LoadU(tag, A + 4 * lane_count), x, sum4);
        sum5 = hn::MulAdd(hn::LoadU(tag, A + 5 * lane_count), x, sum5);
        sum6 = hn::MulAdd(hn::LoadU(tag, A + 6 * lane_count), x, sum6);
        sum7 = hn::MulAdd(hn::LoadU(tag, A + 7 * lane_count), x, sum7);
    }
    y += i * lane_count;
    store_bent(in, sum0, y);
    store_bent(in, sum1, y + lane_count);
    store_bent(in, sum2, y + 2 * lane_count);
    store_bent(in, sum3, y + 3 * lane_count);
    store_bent(in, sum4, y + 4 * lane_count);
    store_bent(in, sum5, y + 5 * lane_count);
    store_bent(in, sum6, y + 6 * lane_count);
    store_bent(in, sum7, y + 7 * lane_count);
}

HWY_INLINE void four_rows(const Shared& in, std::size_t i, double* y) {
    const Tag tag;
    auto sum0 = driving_term(in, i), sum1 = driving_term(in, i + 1), sum2 = driving_term(in, i + 2),
         sum3 = driving_term(in, i + 3);
    const double* A = in.A + i * lane_count;
    for (std::size_t j = 0; j < in.columns; ++j, A += in.rows * lane_count) {
        const auto x = hn::LoadU(tag, in.x + j * lane_count);
        sum0 = hn::MulAdd(hn::LoadU(tag, A), x, sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, A + lane_count), x, sum1);
        sum2 = hn::MulAdd(hn::LoadU(tag, A + 2 * lane_count), x, sum2);
        sum3 = hn::MulAdd(hn::LoadU(tag, A + 3 * lane_count), x, sum3);
    }
    y += i * lane_count;
    store_bent(in, sum0, y);
    store_bent(in, sum1, y + lane_count);
    store_bent(in, sum2, y + 2 * lane_count);
    store_bent(in, sum3, y + 3 * lane_count);
}

HWY_INLINE void one_row(const Shared& in, std::size_t i, double* y) {
    const Tag tag;
    const std::size_t step = in.rows * lane_count;
    auto sum0 = driving_term(in, i), sum1 = hn::Zero(tag), sum2 = sum1, sum3 = sum1;
    const double *A = in.A + i * lane_count, *x = in.x;
    std::size_t j = 0;
    for (; j + 4 <= in.columns; j += 4, A += 4 * step, x += 4 * lane_count) {
        sum0 = hn::MulAdd(hn::LoadU(tag, A), hn::LoadU(tag, x), sum0);
        sum1 = hn::MulAdd(hn::LoadU(tag, A + step), hn::LoadU(tag, x + lane_count), sum1);
        sum2 = hn::MulAdd(hn::LoadU(tag, A + 2 * step), hn::LoadU(tag, x + 2 * lane_count), sum2);
        sum3 = hn::MulAdd(hn::LoadU(tag, A + 3 * step), hn::LoadU(tag, x + 3 * lane_count), sum3);
    }
    for (; j < in.columns; ++j, A += step, x += lane_count)
        sum0 = hn::MulAdd(hn::LoadU(tag, A), hn::LoadU(tag, x), sum0);
    store_bent(in, hn::Add(hn::Add(sum0, sum1), hn::Add(sum2, sum3)), y + i * lane_count);
}

void LaneMultiply(const double* A, std::size_t rows, std::size_t columns, const double* x, const double* d0,
                  const double* d1, const double* d2, const double* a, const double* b, double left,
                  double* y) {
    const Tag tag;
    for (std::size_t p = 0; p < lane_count; p += hn::Lanes(tag)) {
        const Shared in{A + p, rows, columns, x + p, d0, d1, d2, hn::LoadU(tag, a + p), hn::LoadU(tag, b + p),
                        left};
        std::size_t i = 0;
        for (; i + 8 <= rows; i += 8) eight_rows(in, i, y + p);
        for (; i + 4 <= rows; i += 4) four_rows(in, i, y + p);
        for (; i < rows; ++i) one_row(in, i, y + p);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(LaneMultiply);

void lane_multiply(const double* A, std::size_t rows, std::size_t columns, const double* x, const double* d0,
                   const double* d1, const double* d2, const double* a, const double* b, double left,
                   double* y) {
    HWY_DYNAMIC_DISPATCH(LaneMultiply)(A, rows, columns, x, d0, d1, d2, a, b, left, y);
}

}  // namespace basin

#endif  // HWY_ONCE
