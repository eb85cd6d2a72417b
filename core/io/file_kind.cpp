// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/file_kind.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/io/formats/figure_text.h"
#include "core/io/formats/gzip.h"
#include "core/io/formats/matrix_format.h"
#include "core/io/formats/table_text.h"
#include "core/io/report_record.h"
#include "core/io/results_files.h"
#include "core/io/text_file.h"
#include "core/io/whole_folder.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t head_bytes = std::size_t{1} << 16;

bool begins_with_any(std::string_view bytes, std::initializer_list<std::string_view> marks) {
    return std::ranges::any_of(marks, [bytes](std::string_view mark) { return bytes.starts_with(mark); });
}

/// Those that Basin does not write; in WebP and TIFF the name stands behind the first bytes.
bool is_other_picture(std::string_view bytes) {
    using namespace std::string_view_literals;
    return begins_with_any(bytes, {"\xFF\xD8\xFF"sv, "GIF87a"sv, "GIF89a"sv, "BM"sv, "II*\0"sv, "MM\0*"sv}) ||
           (bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP");
}

bool is_archive(std::string_view bytes) {
    return begins_with_any(bytes, {"PK\x03\x04", "\xD0\xCF\x11\xE0"});
}

/// UTF-16 has zeros too, in every second place.
bool is_binary(std::string_view bytes) {
    if (begins_with_any(bytes, {"\xFF\xFE", "\xFE\xFF"})) return false;
    return std::ranges::count(bytes, '\0') > 0;
}

std::string_view without_mark(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

/// Whether the first lines have numbers or dates in columns.
bool is_table(std::string_view head, const std::string& where) {
    // The last line may be cut.
    if (head.size() == head_bytes) head = head.substr(0, head.rfind('\n'));
    try {
        const Table table = parse_table(std::string(head), where, {}, {.is_matrix = true});
        return table.values.rows() > 0 &&
               std::ranges::any_of(table.kinds, [](ColumnKind kind) { return kind != ColumnKind::text; });
    } catch (const InputError&) {
        return false;
    }
}

/// By the name, where people say so.
bool is_named_table(const fs::path& file) {
    constexpr std::array endings{".csv", ".tsv"};
    const fs::path name = file.extension() == ".gz" ? file.stem() : file.filename();
    return std::ranges::any_of(endings, [&](const char* ending) { return name.extension() == ending; });
}

FileKind kind_of_text(const fs::path& file, std::string_view head) {
    const std::string_view text = without_mark(head);
    if (text.empty()) return FileKind::empty;
    if (text.starts_with('{'))
        return text.find("\"basin-") != std::string_view::npos ? FileKind::experiment : FileKind::other_json;
    if (is_named_table(file) || is_table(head, file.string())) return FileKind::table;
    return text.starts_with('[') ? FileKind::other_json : FileKind::text;
}

}  // namespace

FileKind kind_of(const fs::path& file) {
    std::error_code error;
    if (fs::is_directory(file, error))
        return fs::exists(file / result_file, error) ? FileKind::results_folder : FileKind::folder;
    std::string head = read_head(file, head_bytes);
    if (head.empty()) return FileKind::empty;
    if (is_figure(head) || is_report(head)) return FileKind::experiment;
    if (is_other_picture(head)) return FileKind::picture;
    if (is_archive(head)) return FileKind::archive;
    if (is_in_results(file) && file.filename() != result_file) return FileKind::results_part;
    if (matrix_format(file, head).format != MatrixFormat::csv) return FileKind::matrix;
    if (is_gzip(head)) return FileKind::table;
    return is_binary(head) ? FileKind::binary : kind_of_text(file, head);
}

bool holds_data(FileKind kind) {
    return kind == FileKind::table || kind == FileKind::matrix;
}

std::string not_an_experiment(FileKind kind) {
    const std::string expected = "; expected an experiment (*.basin.json)";
    const std::string named =
        expected + " that names it under \"data\"; in the window Open data makes one of it";
    switch (kind) {
        case FileKind::experiment:
            return {};
        case FileKind::other_json:
            return "found JSON of something else" + expected + ", which has \"format\": \"basin-experiment\"";
        case FileKind::results_folder:
            return "found a folder of results; expected a file: its result.json is the experiment";
        case FileKind::folder:
            return "found a folder; expected a file to read, such as an experiment (*.basin.json)";
        case FileKind::results_part:
            return "found a part of results; expected an experiment: open the result.json beside it";
        case FileKind::table:
            return "found a table" + named;
        case FileKind::matrix:
            return "found a matrix" + named;
        case FileKind::picture:
            return "found a picture of a kind that carries no experiment" + expected +
                   ", or a figure that Basin has written";
        case FileKind::archive:
            return "found an Excel file or another zip archive" + expected +
                   "; of a spreadsheet, save the sheet as CSV and open that as data";
        case FileKind::empty:
            return "found an empty file" + expected;
        case FileKind::text:
            return "found a text" + expected;
        case FileKind::binary:
            break;
    }
    return "found no text that can be read" + expected;
}

}  // namespace basin
