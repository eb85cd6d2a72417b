// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/matrix_format.h"

#include <algorithm>

#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_market.h"
#include "core/io/formats/npy.h"

namespace basin {

namespace {

constexpr std::array formats{
    MatrixFormatInfo{MatrixFormat::csv, "CSV", {".csv", ".txt"}, "", parse_csv_matrix},
    MatrixFormatInfo{
        MatrixFormat::matrix_market, "Matrix Market", {".mtx"}, "%%MatrixMarket", parse_matrix_market},
    MatrixFormatInfo{MatrixFormat::npy, "NPY", {".npy"}, "\x93NUMPY", parse_npy}};

}  // namespace

bool MatrixFormatInfo::has_extension(std::string_view extension) const {
    return !extension.empty() && std::ranges::find(extensions, extension) != extensions.end();
}

std::span<const MatrixFormatInfo> matrix_formats() {
    return formats;
}

const MatrixFormatInfo& matrix_format(const std::filesystem::path& file, std::string_view content) {
    const std::string extension = file.extension().string();
    for (const MatrixFormatInfo& info : formats)
        if (info.has_extension(extension)) return info;
    for (const MatrixFormatInfo& info : formats)
        if (!info.begins_with.empty() && content.starts_with(info.begins_with)) return info;
    return formats.front();
}

std::string matrix_file_filter() {
    std::string filter;
    for (const MatrixFormatInfo& info : formats)
        for (const std::string_view extension : info.extensions)
            if (!extension.empty()) filter.append(filter.empty() ? "*" : " *").append(extension);
    return filter;
}

std::string matrix_file_words() {
    std::string words;
    for (const MatrixFormatInfo& info : formats)
        words.append(words.empty()              ? ""
                     : &info == &formats.back() ? " or "
                                                : ", ")
            .append(info.extensions[0]);
    return words;
}

}  // namespace basin
