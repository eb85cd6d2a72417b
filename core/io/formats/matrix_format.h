// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "core/numeric/types.h"

namespace basin {

enum class MatrixFormat { csv, matrix_market, npy };

/// What there is to say of a format of matrices.
struct MatrixFormatInfo {
    MatrixFormat format;
    std::string_view name;                       // "Matrix Market"
    std::array<std::string_view, 2> extensions;  // with the dot, the usual one first
    std::string_view begins_with;                // its files, where that tells it; else empty
    Matrix (*parse)(std::string_view content, const std::string& where);

    bool has_extension(std::string_view extension) const;
};

/// All formats. The first takes the files that no other one knows.
std::span<const MatrixFormatInfo> matrix_formats();

/// By the file's extension, else by its content.
const MatrixFormatInfo& matrix_format(const std::filesystem::path& file, std::string_view content);

/// The extensions for a file dialog: "*.csv *.txt *.mtx *.npy".
std::string matrix_file_filter();
/// And for a sentence: ".csv, .mtx or .npy".
std::string matrix_file_words();

}  // namespace basin
