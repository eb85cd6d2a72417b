// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/numeric/sparse_rows.h"

namespace basin {

/// Reads a Matrix Market text into a dense matrix: array or coordinate; real, double, integer or, in
/// coordinates, pattern, whose entries are 1; general or symmetric [Boisvert and others 1996].
/// Entries must be finite, in range and not given twice. Throws InputError naming the line.
Matrix parse_matrix_market(std::string_view text, const std::string& where);

/// Whether the first line says that the text lists entries by their coordinates.
bool is_coordinate_matrix_market(std::string_view text);
/// Reads such a text as it is: memory goes with the entries, never with rows times columns.
SparseRows parse_sparse_matrix_market(std::string_view text, const std::string& where);

/// Array, real, general; reads back to the same bits.
std::string matrix_market_text(const Matrix& matrix);
/// Coordinate, real, general; likewise.
std::string matrix_market_text(const SparseRows& matrix);

}  // namespace basin
