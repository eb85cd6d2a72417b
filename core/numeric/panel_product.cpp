// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/panel_product.h"

#include <algorithm>

// The sums stand in an array, which vectors of unknown length cannot.
#define HWY_DISABLED_TARGETS (HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/numeric/panel_product.cpp"
// clang-format off: foreach_target.h comes first, it includes this file once per instruction set
#include <hwy/foreach_target.h>
#include <hwy/highway.h>
// clang-format on

HWY_BEFORE_NAMESPACE();
namespace basin {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using PanelTag = hn::CappedTag<double, 8>;

constexpr std::size_t panel_strip = 16;  // rows that are packed together
constexpr std::size_t panel_width = 8;
// Columns whose sums are in registers, of which there are 16 or 32.
constexpr std::size_t tile_width = HWY_MAX_BYTES == 64 || HWY_ARCH_ARM_A64 ? 8 : 4;

/// Two registers of rows of A times tile_width columns of X.
HWY_INLINE void multiply_tile(const double* A, std::size_t columns, const double* X, std::size_t lead,
                              double* Y, std::size_t height) {
    const PanelTag tag;
    const std::size_t lanes = hn::Lanes(tag);
    hn::Vec<PanelTag> low[tile_width], high[tile_width];
#pragma GCC unroll 8
    for (std::size_t c = 0; c < tile_width; ++c) low[c] = high[c] = hn::Zero(tag);
    for (std::size_t k = 0; k < columns; ++k) {
        const auto first = hn::Load(tag, A + k * panel_strip);
        const auto second = hn::Load(tag, A + k * panel_strip + lanes);
#pragma GCC unroll 8
        for (std::size_t c = 0; c < tile_width; ++c) {
            const auto factor = hn::Set(tag, X[c * lead + k]);
            low[c] = hn::MulAdd(first, factor, low[c]);
            high[c] = hn::MulAdd(second, factor, high[c]);
        }
    }
#pragma GCC unroll 8
    for (std::size_t c = 0; c < tile_width; ++c) {
        hn::StoreU(low[c], tag, Y + c * height);
        hn::StoreU(high[c], tag, Y + c * height + lanes);
    }
}

void MultiplyPanel(const double* packed, std::size_t height, std::size_t columns, const double* X,
                   std::size_t lead, double* Y) {
    const std::size_t tile_rows = 2 * hn::Lanes(PanelTag());
    for (std::size_t i = 0; i < height; i += panel_strip, packed += columns * panel_strip) {
        for (std::size_t row = 0; row < panel_strip; row += tile_rows) {
            for (std::size_t c = 0; c < panel_width; c += tile_width)
                multiply_tile(packed + row, columns, X + c * lead, lead, Y + c * height + i + row, height);
        }
    }
}

}  // namespace HWY_NAMESPACE
}  // namespace basin
HWY_AFTER_NAMESPACE();

#if HWY_ONCE

namespace basin {

HWY_EXPORT(MultiplyPanel);

namespace {

std::size_t unsigned_of(Index value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

void PanelProduct::set(const Matrix& A) {
    rows_ = A.rows();
    columns_ = A.cols();
    const std::size_t size = unsigned_of(padded(rows_) * columns_);
    if (packed_.size() != size) packed_ = AlignedBuffer(size);
    double* to = packed_.data();
    for (Index first = 0; first < rows_; first += strip_rows) {
        const Index count = std::min(strip_rows, rows_ - first);
        for (Index k = 0; k < columns_; ++k, to += strip_rows) {
            std::copy_n(&A(first, k), count, to);
            std::fill(to + count, to + strip_rows, 0.0);
        }
    }
}

void PanelProduct::multiply(const double* X, Index lead, double* Y) const {
    HWY_DYNAMIC_DISPATCH(MultiplyPanel)
    (packed_.data(), unsigned_of(padded(rows_)), unsigned_of(columns_), X, unsigned_of(lead), Y);
}

}  // namespace basin

#endif  // HWY_ONCE
