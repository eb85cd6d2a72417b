// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace basin {

// The loops of sparse_products.h over some rows, compiled for several instruction sets.

/// `count` rows of a matrix in compressed rows; starts (count + 1) count from values and places.
struct RowSlice {
    const double* values;
    const std::int32_t* places;
    const std::int64_t* starts;
    std::size_t count;
};

/// Column j of sum (width doubles a column) += A_ij times column i of Y (likewise), for every row i and entry
/// j; width a multiple of 8.
void sparse_add_outer(const RowSlice& rows, const double* Y, std::size_t width, double* sum);

/// norms[i] = |sum over j of A_ij T_j|^2, T_j being column j of T (width floats a column), width a multiple
/// of 16.
void sparse_combination_norms(const RowSlice& rows, const float* T, std::size_t width, float* norms);

}  // namespace basin
