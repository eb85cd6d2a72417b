// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "core/numeric/design_matrix.h"

namespace basin {

/// Reads a matrix from a file of any of matrix_formats(), chosen by its extension; with any other
/// extension the content decides. The same numbers give the same bits in all of them. Throws InputError for
/// a file that is missing, empty, malformed, too large for memory, or holds a number that is not finite.
Matrix read_matrix(const std::filesystem::path& file);

/// The same for A1, which stays sparse when it is Matrix Market in coordinates.
DesignMatrix read_design(const std::filesystem::path& file);
/// Whether it would.
bool is_sparse_design(const std::filesystem::path& file);
/// Likewise, of a file whose content is here already.
DesignMatrix parse_design(const std::filesystem::path& file, const std::string& content);

/// The same for a vector: one column, or one row, which is turned into a column.
Matrix read_column(const std::filesystem::path& file);

}  // namespace basin
