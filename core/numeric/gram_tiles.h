// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/numeric/types.h"

namespace basin {

/// A - 1 shift^T without a copy: A has rows x columns entries, column-major, columns `lead` entries apart;
/// shift (columns).
struct ShiftedMatrix {
    const double* data;
    std::size_t rows, columns, lead;
    const double* shift;
};

/// Columns that the kernels of a tile take at a time: a range of columns best begins at a multiple of it.
inline constexpr std::size_t tile_columns = 4;

/// Numbers that the kernels of this machine take at a time.
std::size_t tile_lanes();

/// Columns of a strip, of which there are at most so many: what a thread takes at a time of d columns.
inline Index strip_width(Index d, Index most_strips) {
    constexpr Index tile = tile_columns;
    return tile * std::max<Index>(1, (d + most_strips * tile - 1) / (most_strips * tile));
}

/// H(j, k) += sum_i weights_i A_ij A_ik for k = first, ..., last - 1 and j >= k, A as shifted: columns of the
/// lower triangle of A^T diag(weights) A. weights (rows) may have any sign. H is column-major, columns
/// `H_lead` entries apart; up to three entries above the diagonal are added to as well. A sum depends on its
/// own columns only, whatever range they are taken in.
void gram_columns(const ShiftedMatrix& A, const double* weights, std::size_t first, std::size_t last,
                  double* H, std::size_t H_lead);

}  // namespace basin
