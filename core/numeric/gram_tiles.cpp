// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/gram_tiles.h"

#include <algorithm>

// The sums stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/gram_tiles.cpp"
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

// Rows that are summed at a time: their scaled columns stay in a core's nearest cache.
constexpr std::size_t block_rows = 256;
// Columns that meet four scaled ones in registers, of which there are 16 or 32.
constexpr std::size_t tile_rows = HWY_MAX_BYTES == 64 || HWY_ARCH_ARM_A64 ? 4 : 3;

/// One block of rows of the matrix.
struct Rows {
    const ShiftedMatrix& A;
    std::size_t first, count;

    /// The columns from k on are met as the last one where there are no more.
    std::size_t column(std::size_t k) const { return std::min(k, A.columns - 1); }
    const double* data(std::size_t k) const { return A.data + column(k) * A.lead + first; }
    double shift(std::size_t k) const { return A.shift[column(k)]; }
};

/// C columns from k on, less their shift, times the weights, side by side and filled up with zeros.
template <std::size_t C>
HWY_INLINE void scale_columns(const Rows& rows, const double* weights, std::size_t k, double* scaled) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    for (std::size_t c = 0; c < C; ++c) {
        const double* column = rows.data(k + c);
        const V shift = hn::Set(tag, rows.shift(k + c));
        double* out = scaled + c * block_rows;
        std::size_t i = 0;
        for (; i + lanes <= rows.count; i += lanes) {
            const V a = hn::Sub(hn::LoadU(tag, column + i), shift);
            hn::Store(hn::Mul(a, hn::LoadU(tag, weights + i)), tag, out + i);
        }
        if (i < rows.count) {
            const auto some = hn::FirstN(tag, rows.count - i);
            const V a = hn::Sub(hn::MaskedLoad(some, tag, column + i), shift);
            hn::Store(hn::Mul(a, hn::MaskedLoad(some, tag, weights + i)), tag, out + i);
        }
    }
}

/// Sums of R columns with C scaled ones.
template <std::size_t R, std::size_t C>
struct Tile {
    V sum[R][C];
};

/// Adds one register of rows to the sums.
template <std::size_t R, std::size_t C, class Load>
HWY_INLINE void add_rows(const V* shift, const double* scaled, const Load& load, Tile<R, C>& tile) {
    const Tag tag;
    V b[C];
#pragma GCC unroll 4
    for (std::size_t c = 0; c < C; ++c) b[c] = hn::Load(tag, scaled + c * block_rows);
#pragma GCC unroll 4
    for (std::size_t r = 0; r < R; ++r) {
        const V a = hn::Sub(load(r), shift[r]);
#pragma GCC unroll 4
        for (std::size_t c = 0; c < C; ++c) tile.sum[r][c] = hn::MulAdd(a, b[c], tile.sum[r][c]);
    }
}

/// Adds the products of columns j, ... with the scaled ones to out, whose columns are `lead` entries apart.
template <std::size_t R, std::size_t C>
HWY_INLINE void add_tile(const Rows& rows, std::size_t j, const double* scaled, std::size_t width,
                         double* out, std::size_t lead) {
    const Tag tag;
    const std::size_t lanes = hn::Lanes(tag);
    Tile<R, C> tile;
    V shift[R];
    const double* a[R];
#pragma GCC unroll 4
    for (std::size_t r = 0; r < R; ++r) {
        a[r] = rows.data(j + r);
        shift[r] = hn::Set(tag, rows.shift(j + r));
        for (std::size_t c = 0; c < C; ++c) tile.sum[r][c] = hn::Zero(tag);
    }
    std::size_t i = 0;
    for (; i + lanes <= rows.count; i += lanes) {
        const auto load = [&](std::size_t r) HWY_ATTR { return hn::LoadU(tag, a[r] + i); };
        add_rows(shift, scaled + i, load, tile);
    }
    if (i < rows.count) {
        const auto some = hn::FirstN(tag, rows.count - i);
        const auto load = [&](std::size_t r) HWY_ATTR { return hn::MaskedLoad(some, tag, a[r] + i); };
        add_rows(shift, scaled + i, load, tile);
    }
    const std::size_t height = std::min(R, rows.A.columns - j);
    double sums[R][C];
#pragma GCC unroll 4
    for (std::size_t r = 0; r < R; ++r) {
#pragma GCC unroll 4
        for (std::size_t c = 0; c < C; ++c) sums[r][c] = hn::GetLane(hn::SumOfLanes(tag, tile.sum[r][c]));
    }
    for (std::size_t c = 0; c < width; ++c) {
        for (std::size_t r = 0; r < height; ++r) out[c * lead + r] += sums[r][c];
    }
}

/// Adds columns k, ..., k + width - 1 of the lower triangle, by tiles of R x C.
template <std::size_t R, std::size_t C>
HWY_INLINE void add_columns(const Rows& rows, const double* weights, std::size_t k, std::size_t width,
                            double* scaled, double* H, std::size_t H_lead) {
    scale_columns<C>(rows, weights, k, scaled);
    for (std::size_t j = k; j < rows.A.columns; j += R)
        add_tile<R, C>(rows, j, scaled, width, H + k * H_lead + j, H_lead);
}

void GramColumns(const ShiftedMatrix& A, const double* weights, std::size_t first, std::size_t last,
                 double* H, std::size_t H_lead) {
    HWY_ALIGN double scaled[tile_columns * block_rows];
    for (std::size_t row = 0; row < A.rows; row += block_rows) {
        const Rows rows{A, row, std::min(block_rows, A.rows - row)};
        for (std::size_t k = first; k < last; k += tile_columns) {
            const std::size_t width = std::min(tile_columns, last - k);
            if (A.columns - k <= 2) {
                add_columns<2, 2>(rows, weights + row, k, width, scaled, H, H_lead);
            } else {
                add_columns<tile_rows, tile_columns>(rows, weights + row, k, width, scaled, H, H_lead);
            }
        }
    }
}

std::size_t TileLanes() {
    return hn::Lanes(Tag());
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(GramColumns);
HWY_EXPORT(TileLanes);

void gram_columns(const ShiftedMatrix& A, const double* weights, std::size_t first, std::size_t last,
                  double* H, std::size_t H_lead) {
    HWY_DYNAMIC_DISPATCH(GramColumns)(A, weights, first, last, H, H_lead);
}

std::size_t tile_lanes() {
    return HWY_DYNAMIC_DISPATCH(TileLanes)();
}

}  // namespace basin

#endif  // HWY_ONCE
