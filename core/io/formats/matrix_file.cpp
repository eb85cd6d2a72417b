// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/matrix_file.h"

#include <cmath>
#include <string>

#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_format.h"
#include "core/io/formats/matrix_market.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

void require_finite(const Matrix& matrix, const std::string& where) {
    for (Index j = 0; j < matrix.cols(); ++j) {
        for (Index i = 0; i < matrix.rows(); ++i) {
            if (std::isfinite(matrix(i, j))) continue;
            throw InputError(where, "row " + std::to_string(i + 1) + ", column " + std::to_string(j + 1) +
                                        ": found " + exact_number_text(matrix(i, j)) +
                                        "; expected a finite number");
        }
    }
}

void require_content(const std::filesystem::path& file, const std::string& content) {
    if (content.empty()) throw InputError(file.string(), "found an empty file; expected a matrix");
}

Matrix parse_dense(const std::filesystem::path& file, const std::string& content) {
    Matrix matrix = matrix_format(file, content).parse(content, file.string());
    require_finite(matrix, file.string());
    return matrix;
}

/// Of the first line.
bool is_sparse(const std::filesystem::path& file, std::string_view content) {
    return matrix_format(file, content).format == MatrixFormat::matrix_market &&
           is_coordinate_matrix_market(content);
}

}  // namespace

Matrix read_matrix(const std::filesystem::path& file) {
    const std::string content = read_file(file);
    require_content(file, content);
    return parse_dense(file, content);
}

DesignMatrix read_design(const std::filesystem::path& file) {
    return parse_design(file, read_file(file));
}

bool is_sparse_design(const std::filesystem::path& file) {
    constexpr std::size_t first_line = 1024;  // of any such file
    return is_sparse(file, read_head(file, first_line));
}

DesignMatrix parse_design(const std::filesystem::path& file, const std::string& content) {
    require_content(file, content);
    if (is_sparse(file, content)) return parse_sparse_matrix_market(content, file.string());
    return parse_dense(file, content);
}

Matrix read_column(const std::filesystem::path& file) {
    Matrix matrix = read_matrix(file);
    if (matrix.rows() == 1) matrix.transposeInPlace();
    if (matrix.cols() != 1) {
        throw InputError(file.string(), "found a matrix of " + std::to_string(matrix.rows()) + " x " +
                                            std::to_string(matrix.cols()) + "; expected one column");
    }
    return matrix;
}

}  // namespace basin
