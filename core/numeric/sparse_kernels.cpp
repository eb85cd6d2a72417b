// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/sparse_kernels.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/sparse_kernels.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Doubles = hn::CappedTag<double, 8>;
using Floats = hn::CappedTag<float, 16>;

/// `registers` registers of y, kept while the entries of the row go by.
template <int registers>
HWY_INLINE void add_outer_part(const double* values, const std::int32_t* places, std::size_t count,
                               const double* y, std::size_t width, double* sum) {
    const Doubles tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto y0 = hn::LoadU(tag, y);
    const auto y1 = registers > 1 ? hn::LoadU(tag, y + lanes) : y0;
    const auto y2 = registers > 2 ? hn::LoadU(tag, y + 2 * lanes) : y0;
    const auto y3 = registers > 3 ? hn::LoadU(tag, y + 3 * lanes) : y0;
    for (std::size_t k = 0; k < count; ++k) {
        const auto value = hn::Set(tag, values[k]);
        double* to = sum + static_cast<std::size_t>(places[k]) * width;
        const auto add = [&](const auto& part, std::size_t at) HWY_ATTR {
            hn::StoreU(hn::MulAdd(value, part, hn::LoadU(tag, to + at)), tag, to + at);
        };
        add(y0, 0);
        if constexpr (registers > 1) add(y1, lanes);
        if constexpr (registers > 2) add(y2, 2 * lanes);
        if constexpr (registers > 3) add(y3, 3 * lanes);
    }
}

HWY_INLINE void add_outer_row(const double* values, const std::int32_t* places, std::size_t count,
                              const double* y, std::size_t width, double* sum) {
    const std::size_t lanes = hn::Lanes(Doubles());
    std::size_t at = 0;
    for (; at + 4 * lanes <= width; at += 4 * lanes) {
        add_outer_part<4>(values, places, count, y + at, width, sum + at);
    }
    switch ((width - at) / lanes) {
        case 3:
            return add_outer_part<3>(values, places, count, y + at, width, sum + at);
        case 2:
            return add_outer_part<2>(values, places, count, y + at, width, sum + at);
        case 1:
            return add_outer_part<1>(values, places, count, y + at, width, sum + at);
        default:
            return;
    }
}

void AddOuter(const RowSlice& rows, const double* Y, std::size_t width, double* sum) {
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto first = rows.starts[i], size = rows.starts[i + 1] - first;
        add_outer_row(rows.values + first, rows.places + first, static_cast<std::size_t>(size), Y + i * width,
                      width, sum);
    }
}

/// The squares of `registers` registers of the combination.
template <int registers>
HWY_INLINE auto combination_part(const double* values, const std::int32_t* places, std::size_t count,
                                 const float* T, std::size_t width) {
    const Floats tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto sum0 = hn::Zero(tag), sum1 = sum0, sum2 = sum0, sum3 = sum0;
    for (std::size_t k = 0; k < count; ++k) {
        const auto value = hn::Set(tag, static_cast<float>(values[k]));
        const float* from = T + static_cast<std::size_t>(places[k]) * width;
        sum0 = hn::MulAdd(value, hn::LoadU(tag, from), sum0);
        if constexpr (registers > 1) sum1 = hn::MulAdd(value, hn::LoadU(tag, from + lanes), sum1);
        if constexpr (registers > 2) sum2 = hn::MulAdd(value, hn::LoadU(tag, from + 2 * lanes), sum2);
        if constexpr (registers > 3) sum3 = hn::MulAdd(value, hn::LoadU(tag, from + 3 * lanes), sum3);
    }
    sum0 = hn::MulAdd(sum1, sum1, hn::Mul(sum0, sum0));
    sum2 = hn::MulAdd(sum3, sum3, hn::Mul(sum2, sum2));
    return hn::Add(sum0, sum2);
}

HWY_INLINE float combination_norm(const double* values, const std::int32_t* places, std::size_t count,
                                  const float* T, std::size_t width) {
    const Floats tag;
    const std::size_t lanes = hn::Lanes(tag);
    auto squares = hn::Zero(tag);
    std::size_t at = 0;
    for (; at + 4 * lanes <= width; at += 4 * lanes) {
        squares = hn::Add(squares, combination_part<4>(values, places, count, T + at, width));
    }
    for (; at < width; at += lanes) {
        squares = hn::Add(squares, combination_part<1>(values, places, count, T + at, width));
    }
    return hn::GetLane(hn::SumOfLanes(tag, squares));
}

void CombinationNorms(const RowSlice& rows, const float* T, std::size_t width, float* norms) {
    for (std::size_t i = 0; i < rows.count; ++i) {
        const auto first = rows.starts[i], size = rows.starts[i + 1] - first;
        norms[i] = combination_norm(rows.values + first, rows.places + first, static_cast<std::size_t>(size),
                                    T, width);
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace basin {

HWY_EXPORT(AddOuter);
HWY_EXPORT(CombinationNorms);

void sparse_add_outer(const RowSlice& rows, const double* Y, std::size_t width, double* sum) {
    HWY_DYNAMIC_DISPATCH(AddOuter)(rows, Y, width, sum);
}

void sparse_combination_norms(const RowSlice& rows, const float* T, std::size_t width, float* norms) {
    HWY_DYNAMIC_DISPATCH(CombinationNorms)(rows, T, width, norms);
}

}  // namespace basin
#endif  // HWY_ONCE
