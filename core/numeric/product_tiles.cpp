// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/product_tiles.h"

#include <algorithm>
#include <type_traits>

// The sums stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/product_tiles.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using Tag = hn::CappedTag<double, 8>;
using V = hn::Vec<Tag>;

// Rows of A that are taken at a time: four of its columns, scaled, stay in a core's nearest cache.
constexpr std::size_t block_rows = 256;
// Registers of a column of V that meet four columns of A, of 16 registers or 32.
constexpr std::size_t most_registers = HWY_MAX_BYTES == 64 || HWY_ARCH_ARM_A64 ? 4 : 3;

/// One block of the rows of A and of what stands left of it.
struct Block {
    const ShiftedMatrix& A;
    const LeftFactors& left;
    std::size_t first, count;
};

/// A number of each of four columns.
struct Four {
    V a, b, c, d;
};

HWY_INLINE Four shifted(const Four& x, const Four& shift) {
    return {hn::Sub(x.a, shift.a), hn::Sub(x.b, shift.b), hn::Sub(x.c, shift.c), hn::Sub(x.d, shift.d)};
}
HWY_INLINE Four scaled(const Four& x, V f) {
    return {hn::Mul(x.a, f), hn::Mul(x.b, f), hn::Mul(x.c, f), hn::Mul(x.d, f)};
}
HWY_INLINE void add_product(const Four& x, V q, Four& sum) {
    sum.a = hn::MulAdd(x.a, q, sum.a);
    sum.b = hn::MulAdd(x.b, q, sum.b);
    sum.c = hn::MulAdd(x.c, q, sum.c);
    sum.d = hn::MulAdd(x.d, q, sum.d);
}
HWY_INLINE void add_lanes(const Four& sum, std::size_t width, double* out) {
    const Tag tag;
    const double sums[tile_columns] = {
        hn::GetLane(hn::SumOfLanes(tag, sum.a)), hn::GetLane(hn::SumOfLanes(tag, sum.b)),
        hn::GetLane(hn::SumOfLanes(tag, sum.c)), hn::GetLane(hn::SumOfLanes(tag, sum.d))};
    for (std::size_t c = 0; c < width; ++c) out[c] += sums[c];
}

/// Columns k, ... of A times f, four numbers of a row next to each other, and their sums with f and q.
HWY_INLINE void scale_rows(const Block& block, std::size_t k, double* rows, const LeftProducts& out) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag), last = block.A.columns - 1;
    const double* a[tile_columns];
    double s[tile_columns];
    for (std::size_t c = 0; c < tile_columns; ++c) {
        const std::size_t column = std::min(k + c, last);
        a[c] = block.A.data + column * block.A.lead + block.first;
        s[c] = block.A.shift[column];
    }
    const Four shift{hn::Set(tag, s[0]), hn::Set(tag, s[1]), hn::Set(tag, s[2]), hn::Set(tag, s[3])};
    const double *f = block.left.f + block.first, *q = block.left.q + block.first;
    const V zero = hn::Zero(tag), one = hn::Set(tag, 1.0);
    Four f_sum{zero, zero, zero, zero}, q_sum = f_sum;
    const auto take = [&](std::size_t i, const auto& load) HWY_ATTR {
        const Four x = shifted({load(a[0] + i), load(a[1] + i), load(a[2] + i), load(a[3] + i)}, shift);
        const Four xf = scaled(x, load(f + i));
        add_product(xf, one, f_sum);
        add_product(x, load(q + i), q_sum);
        hn::StoreInterleaved4(xf.a, xf.b, xf.c, xf.d, tag, rows + i * tile_columns);
    };
    std::size_t i = 0;
    for (; i + lanes <= block.count; i += lanes)
        take(i, [&](const double* p) HWY_ATTR { return hn::LoadU(tag, p); });
    if (i < block.count) {
        const auto some = hn::FirstN(tag, block.count - i);
        take(i, [&](const double* p) HWY_ATTR { return hn::MaskedLoad(some, tag, p); });
    }
    const std::size_t width = std::min(tile_columns, block.A.columns - k);
    add_lanes(f_sum, width, out.Af + k);
    add_lanes(q_sum, width, out.Aq + k);
}

/// Adds N registers of rows of V times C scaled columns to out. Some of the last register may be missing.
template <std::size_t N, std::size_t C, bool whole>
HWY_INLINE void add_tile(const double* v, std::size_t v_rows, std::size_t height, const double* rows,
                         std::size_t count, std::size_t width, double* out) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto some = hn::FirstN(tag, height - (N - 1) * lanes);
    const auto load = [&](const double* from, std::size_t r) HWY_ATTR {
        if constexpr (whole) return hn::LoadU(tag, from + r * lanes);
        return r + 1 < N ? hn::LoadU(tag, from + r * lanes) : hn::MaskedLoad(some, tag, from + r * lanes);
    };
    V sum[N][C];
    for (std::size_t r = 0; r < N; ++r) {
        for (std::size_t c = 0; c < C; ++c) sum[r][c] = hn::Zero(tag);
    }
    for (std::size_t i = 0; i < count; ++i, v += v_rows, rows += tile_columns) {
        V b[C];
#pragma GCC unroll 4
        for (std::size_t c = 0; c < C; ++c) b[c] = hn::Set(tag, rows[c]);
#pragma GCC unroll 4
        for (std::size_t r = 0; r < N; ++r) {
            const V a = load(v, r);
#pragma GCC unroll 4
            for (std::size_t c = 0; c < C; ++c) sum[r][c] = hn::MulAdd(a, b[c], sum[r][c]);
        }
    }
#pragma GCC unroll 4
    for (std::size_t c = 0; c < C; ++c) {
        if (c == width) break;
        double* column = out + c * v_rows;
#pragma GCC unroll 4
        for (std::size_t r = 0; r < N; ++r) {
            const V total = hn::Add(load(column, r), sum[r][c]);
            if (whole || r + 1 < N) {
                hn::StoreU(total, tag, column + r * lanes);
            } else {
                hn::BlendedStore(total, some, tag, column + r * lanes);
            }
        }
    }
}

template <std::size_t N>
HWY_INLINE void add_some(const double* v, std::size_t v_rows, std::size_t height, const double* rows,
                         std::size_t count, std::size_t width, double* out) {
    const bool whole = height == N * hn::Lanes(Tag());
    if (whole && width <= 2) return add_tile<N, 2, true>(v, v_rows, height, rows, count, width, out);
    if (whole) return add_tile<N, tile_columns, true>(v, v_rows, height, rows, count, width, out);
    add_tile<N, tile_columns, false>(v, v_rows, height, rows, count, width, out);
}

/// Adds V times four scaled columns to out, a few registers of rows at a time.
HWY_INLINE void add_values(const Block& block, const double* rows, std::size_t width, double* out) {
    const std::size_t lanes = hn::Lanes(Tag()), m = block.left.rows;
    const double* v = block.left.V + block.first * m;
    for (std::size_t i = 0; i < m; i += most_registers * lanes) {
        const std::size_t height = std::min(most_registers * lanes, m - i);
        const std::size_t registers = (height + lanes - 1) / lanes;
        const auto add = [&](auto some) HWY_ATTR {
            add_some<some.value>(v + i, m, height, rows, block.count, width, out + i);
        };
        if (registers == 1) {
            add(std::integral_constant<std::size_t, 1>());
        } else if (registers == 2) {
            add(std::integral_constant<std::size_t, 2>());
        } else if (registers == 3) {
            add(std::integral_constant<std::size_t, 3>());
        } else {
            add(std::integral_constant<std::size_t, most_registers>());
        }
    }
}

void ProductColumns(const ShiftedMatrix& A, const LeftFactors& left, std::size_t first, std::size_t last,
                    const LeftProducts& out) {
    HWY_ALIGN double rows[tile_columns * block_rows];
    for (std::size_t row = 0; row < A.rows; row += block_rows) {
        const Block block{A, left, row, std::min(block_rows, A.rows - row)};
        for (std::size_t k = first; k < last; k += tile_columns) {
            scale_rows(block, k, rows, out);
            add_values(block, rows, std::min(tile_columns, last - k), out.VA + k * left.rows);
        }
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(ProductColumns);

void product_columns(const ShiftedMatrix& A, const LeftFactors& left, std::size_t first, std::size_t last,
                     const LeftProducts& out) {
    HWY_DYNAMIC_DISPATCH(ProductColumns)(A, left, first, last, out);
}

}  // namespace basin

#endif  // HWY_ONCE
