// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/panel_products.h"

#include <algorithm>

#include "core/numeric/parallel.h"

// The sums stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/panel_products.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr Index width = Panels::width;
using Tag = hn::CappedTag<double, width>;
using V = hn::Vec<Tag>;

// Rows that are summed at a time: the scaled columns stay in a core's nearest cache.
constexpr Index block_rows = 256;
// Registers of sums of a column, and columns, for 32 registers or 16.
constexpr Index most_registers = 3;
constexpr Index most_columns = HWY_MAX_BYTES == 64 || HWY_ARCH_ARM_A64 ? 8 : 4;

/// The first `count` numbers, and zeros; nothing beyond them is read. A masked load may do so where registers
/// are short, and asks for aligned ones.
HWY_INLINE V load_some(const double* from, Index count) {
    const Tag tag;
#if HWY_MAX_BYTES >= 32
    return hn::MaskedLoad(hn::FirstN(tag, static_cast<std::size_t>(count)), tag, from);
#else
    HWY_ALIGN double numbers[width] = {};
    std::copy_n(from, count, numbers);
    return hn::Load(tag, numbers);
#endif
}

HWY_INLINE void store_some(V v, Index count, double* to) {
    const Tag tag;
#if HWY_MAX_BYTES >= 32
    hn::BlendedStore(v, hn::FirstN(tag, static_cast<std::size_t>(count)), tag, to);
#else
    HWY_ALIGN double numbers[width];
    hn::Store(v, tag, numbers);
    std::copy_n(numbers, count, to);
#endif
}

/// Up to eight columns, less their shift.
struct Columns {
    const double* data[width];
    double shift[width];
    Index count;
};

HWY_INLINE void pack_one_by_one(const Columns& from, Index first, Index end, double* panel) {
    for (Index i = first; i < end; ++i) {
        double* row = panel + i * width;
        for (Index c = 0; c < from.count; ++c) row[c] = from.data[c][i] - from.shift[c];
        std::fill(row + from.count, row + width, 0.0);
    }
}

#if HWY_MAX_BYTES == 64
/// Blocks of two numbers of four rows in turn: a transposition of them.
HWY_INLINE void store_blocks(const V* in, double* out) {
    const Tag tag;
    for (const bool upper : {false, true}) {
        const V x = upper ? hn::ConcatUpperUpper(tag, in[2], in[0]) : hn::ConcatLowerLower(tag, in[2], in[0]);
        const V y = upper ? hn::ConcatUpperUpper(tag, in[3], in[1]) : hn::ConcatLowerLower(tag, in[3], in[1]);
        double* row = out + (upper ? 4 : 0) * width;
        hn::Store(hn::OddEvenBlocks(hn::SwapAdjacentBlocks(y), x), tag, row);
        hn::Store(hn::OddEvenBlocks(y, hn::SwapAdjacentBlocks(x)), tag, row + 2 * width);
    }
}

/// Eight rows at a time; returns where those end.
HWY_INLINE Index pack_eights(const Columns& from, Index first, Index end, double* panel) {
    const Tag tag;
    Index i = first;
    for (; i + width <= end; i += width) {
        V lower[4], upper[4];
#pragma GCC unroll 4
        for (Index c = 0; c < 4; ++c) {
            const auto column = [&](Index k) HWY_ATTR {
                if (k >= from.count) return hn::Zero(tag);
                return hn::Sub(hn::LoadU(tag, from.data[k] + i), hn::Set(tag, from.shift[k]));
            };
            const V a = column(2 * c), b = column(2 * c + 1);
            lower[c] = hn::InterleaveLower(tag, a, b);
            upper[c] = hn::InterleaveUpper(tag, a, b);
        }
        store_blocks(lower, panel + i * width);
        store_blocks(upper, panel + (i + 1) * width);
    }
    return i;
}
#endif

void PackRows(const ShiftedMatrix& A, Index first, Index count, Panels& panels) {
    for (Index p = 0; p < panels.count(); ++p) {
        Columns from{};
        from.count = std::min(width, A.columns - p * width);
        for (Index c = 0; c < from.count; ++c) {
            from.data[c] = A.data + (p * width + c) * A.lead;
            from.shift[c] = A.shift ? A.shift[p * width + c] : 0;
        }
        Index row = first;
#if HWY_MAX_BYTES == 64
        row = pack_eights(from, first, first + count, panels.panel(p));
#endif
        pack_one_by_one(from, row, first + count, panels.panel(p));
    }
}

/// Rows of the right factor, less their shift, times the weights: eight numbers each, filled up with zeros.
HWY_INLINE void scale_rows(const RightColumns& R, const double* weights, Index count, double* scaled) {
    const Tag tag;
    const auto lanes = static_cast<Index>(hn::Lanes(tag));
    for (Index c = 0; c < width; c += lanes) {
        const Index left = std::clamp<Index>(R.columns - c, 0, lanes);
        const V shift = R.shift ? load_some(R.shift + c, left) : hn::Zero(tag);
        const double* from = R.data + c;
        double* to = scaled + c;
        const auto scale = [&](const auto& load) HWY_ATTR {
#pragma GCC unroll 4
            for (Index i = 0; i < count; ++i) {
                const V row = hn::Sub(load(from + i * R.lead), shift);
                hn::Store(hn::Mul(row, hn::Set(tag, weights[i])), tag, to + i * width);
            }
        };
        if (left == lanes) {
            scale([&](const double* row) HWY_ATTR { return hn::LoadU(tag, row); });
        } else {
            scale([&](const double* row) HWY_ATTR { return load_some(row, left); });
        }
    }
}

/// Some rows of both factors.
struct Block {
    const LeftColumns& A;
    Index row, count;
    const double* scaled;

    /// Register g of the columns of A.
    const double* left(Index g) const {
        const Index k = g * static_cast<Index>(hn::Lanes(Tag()));
        return A.data + k / width * A.panel + row * A.lead + k % width;
    }
};

/// Adds N registers of sums of C columns, from register g and column c on. The last register has `height`
/// numbers, and the left factor no more of them where not `whole`.
template <Index N, Index C, bool whole>
HWY_INLINE void add_tile(const Block& block, Index g, const double* right, double* const* out, Index lead,
                         Index columns, Index height) {
    const Tag tag;
    // Few columns are summed several rows at a time: a sum waits for its own last addition.
    constexpr Index step = most_columns / C;
    const auto load = [&](const double* from, Index r) HWY_ATTR {
        return whole || r + 1 < N ? hn::LoadU(tag, from) : load_some(from, height);
    };
    const double* left[N];
    V sum[N][most_columns];
#pragma GCC unroll 4
    for (Index r = 0; r < N; ++r) {
        left[r] = block.left(g + r);
#pragma GCC unroll 8
        for (Index c = 0; c < most_columns; ++c) sum[r][c] = hn::Zero(tag);
    }
    const auto add_row = [&](Index i, Index s) HWY_ATTR {
        V a[N];
#pragma GCC unroll 4
        for (Index r = 0; r < N; ++r) a[r] = load(left[r] + i * block.A.lead, r);
#pragma GCC unroll 8
        for (Index c = 0; c < C; ++c) {
            const V b = hn::Set(tag, right[i * width + c]);
#pragma GCC unroll 4
            for (Index r = 0; r < N; ++r) sum[r][s + c] = hn::MulAdd(a[r], b, sum[r][s + c]);
        }
    };
    Index i = 0;
    for (; i + step <= block.count; i += step) {
#pragma GCC unroll 4
        for (Index s = 0; s < step; ++s) add_row(i + s, s * C);
    }
    for (; i < block.count; ++i) add_row(i, 0);
#pragma GCC unroll 4
    for (Index r = 0; r < N; ++r) {
#pragma GCC unroll 8
        for (Index c = C; c < most_columns; ++c) sum[r][c % C] = hn::Add(sum[r][c % C], sum[r][c]);
    }
#pragma GCC unroll 8
    for (Index c = 0; c < C; ++c) {
        if (c == columns) break;
#pragma GCC unroll 4
        for (Index r = 0; r < N; ++r) {
            double* to = out[r] + c * lead;
            if (r + 1 < N || height == static_cast<Index>(hn::Lanes(tag))) {
                hn::StoreU(hn::Add(hn::LoadU(tag, to), sum[r][c]), tag, to);
            } else {
                store_some(hn::Add(load_some(to, height), sum[r][c]), height, to);
            }
        }
    }
}

template <Index N, bool whole>
HWY_INLINE void add_registers(const Block& block, Index g, Index height, Index columns,
                              const ProductPlace& place) {
    const auto lanes = static_cast<Index>(hn::Lanes(Tag()));
    double* out[N];
    for (Index r = 0; r < N; ++r) {
        const Index j = (g + r) * lanes;
        out[r] = place.data + j / width * place.panel + j % width;
    }
    for (Index c = 0; c < columns; c += most_columns) {
        const Index some = std::min(columns - c, most_columns);
        const double* right = block.scaled + c;
        if (some <= 2) {
            add_tile<N, 2, whole>(block, g, right, out, place.lead, some, height);
        } else if (some <= 4) {
            add_tile<N, 4, whole>(block, g, right, out, place.lead, some, height);
        } else {
            add_tile<N, most_columns, whole>(block, g, right, out, place.lead, some, height);
        }
        for (Index r = 0; r < N; ++r) out[r] += most_columns * place.lead;
    }
}

template <Index N>
HWY_INLINE void add_some(const Block& block, Index g, Index columns, const ProductPlace& place) {
    const auto lanes = static_cast<Index>(hn::Lanes(Tag()));
    const Index height = std::min(lanes, block.A.columns - (g + N - 1) * lanes);
    if (height == lanes || block.A.lead % width == 0) {
        add_registers<N, true>(block, g, height, columns, place);
    } else {
        add_registers<N, false>(block, g, height, columns, place);
    }
}

Index PanelLanes() {
    return static_cast<Index>(hn::Lanes(Tag()));
}

void AddPanelProducts(const LeftColumns& A, const double* weights, const RightColumns& R,
                      const ProductPlace& out) {
    const auto lanes = static_cast<Index>(hn::Lanes(Tag()));
    HWY_ALIGN double scaled[block_rows * width];
    for (Index row = 0; row < A.rows; row += block_rows) {
        const Block block{A, row, std::min(block_rows, A.rows - row), scaled};
        scale_rows({R.data + row * R.lead, R.lead, R.columns, R.shift}, weights + row, block.count, scaled);
        Index g = 0, left = (A.columns + lanes - 1) / lanes;
        for (Index passes = (left + most_registers - 1) / most_registers; passes > 0; --passes) {
            const Index registers = (left + passes - 1) / passes;
            if (registers == 1) {
                add_some<1>(block, g, R.columns, out);
            } else if (registers == 2) {
                add_some<2>(block, g, R.columns, out);
            } else {
                add_some<3>(block, g, R.columns, out);
            }
            g += registers;
            left -= registers;
        }
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(PanelLanes);
HWY_EXPORT(PackRows);
HWY_EXPORT(AddPanelProducts);

Index panel_lanes() {
    return HWY_DYNAMIC_DISPATCH(PanelLanes)();
}

void pack_rows(const ShiftedMatrix& A, Index first, Index count, Panels& panels) {
    HWY_DYNAMIC_DISPATCH(PackRows)(A, first, count, panels);
}

void pack(const ShiftedMatrix& A, Panels& panels) {
    constexpr Index rows = 512;
    constexpr double flops_per_entry = 8;  // that take as long as to bring an entry to its place
    const double flops = flops_per_entry * static_cast<double>(A.rows * A.columns);
    parallel_for((A.rows + rows - 1) / rows, threads_for(flops), {}, [&](Index item) {
        pack_rows(A, item * rows, std::min(rows, A.rows - item * rows), panels);
    });
}

void add_panel_products(const LeftColumns& A, const double* weights, const RightColumns& R,
                        const ProductPlace& out) {
    HWY_DYNAMIC_DISPATCH(AddPanelProducts)(A, weights, R, out);
}

}  // namespace basin

#endif  // HWY_ONCE
