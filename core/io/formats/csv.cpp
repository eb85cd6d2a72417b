// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/csv.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string_view without_mark(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix from_rows(const std::vector<double>& values, Index columns, const std::string& where) {
    const Index rows = static_cast<Index>(values.size()) / columns;
    require_fits(where, rows, columns);
    return Eigen::Map<const RowMajor>(values.data(), rows, columns);
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string where)
    : splitter_(without_mark(text), ','), where_(std::move(where)) {}

void CsvReader::read_header(const std::vector<std::string>& expected) {
    read_header(expected, {});
}

bool CsvReader::read_header(const std::vector<std::string>& earlier, const std::vector<std::string>& newer) {
    std::vector<std::string_view> found;
    if (!next(found)) throw InputError(where_, "found an empty file; expected a header and numbers");
    std::vector<std::string> whole = earlier;
    whole.insert(whole.end(), newer.begin(), newer.end());
    const auto is = [&found](const std::vector<std::string>& header) {
        return std::equal(found.begin(), found.end(), header.begin(), header.end());
    };
    if (is(whole)) return true;
    if (is(earlier)) return false;
    throw InputError(where_, "line 1: found another header; expected the one that basin writes");
}

bool CsvReader::next(std::vector<std::string_view>& cells) {
    if (!splitter_.next(cells)) return false;
    const bool blank = is_blank(splitter_.record());
    if (blank && is_blank(splitter_.rest())) return false;
    const std::string place = "line " + std::to_string(splitter_.line());
    if (blank && width_ != 1) throw InputError(where_, place + ": found a blank line; expected numbers");
    if (!splitter_.problem().empty())
        fail(splitter_.problem_column(),
             splitter_.problem() + "; expected a separator or the end of the line");
    if (width_ == 0) width_ = cells.size();
    if (cells.size() != width_) {
        throw InputError(where_, place + ": found " + std::to_string(cells.size()) + " columns; expected " +
                                     std::to_string(width_) + " as in the first line");
    }
    return true;
}

void CsvReader::fail(std::size_t column, const std::string& problem) const {
    throw InputError(where_, "line " + std::to_string(splitter_.line()) + ", column " +
                                 std::to_string(column + 1) + ": " + problem);
}

double CsvReader::number(const std::vector<std::string_view>& cells, std::size_t column) const {
    return taken(cells, column, written_number(cells[column]));
}

double CsvReader::finite(const std::vector<std::string_view>& cells, std::size_t column) const {
    return taken(cells, column, finite_number(cells[column]));
}

double CsvReader::taken(const std::vector<std::string_view>& cells, std::size_t column,
                        const WrittenNumber& number) const {
    if (number.good()) return number.value;
    fail(column, (cells[column].empty() ? "found an empty cell" : "found " + quote(cells[column])) +
                     "; expected " + number.expected);
}

double CsvReader::number_or_blank(const std::vector<std::string_view>& cells, std::size_t column) const {
    return cells[column].empty() ? not_applicable : number(cells, column);
}

Index CsvReader::whole(const std::vector<std::string_view>& cells, std::size_t column) const {
    const double value = number(cells, column);
    constexpr double largest = 9007199254740992;  // 2^53: above, doubles skip whole numbers
    if (!(value >= 0 && value <= largest && value == std::floor(value))) {
        fail(column, "found " + quote(cells[column]) + "; expected a whole number >= 0");
    }
    return static_cast<Index>(value);
}

CsvTable parse_csv_table(std::string_view text, const std::string& where) {
    CsvReader reader(text, where);
    std::vector<std::string_view> cells;
    if (!reader.next(cells)) throw InputError(where, "found an empty file; expected a header and numbers");
    CsvTable table{{cells.begin(), cells.end()}, {}};
    std::vector<double> values;
    while (reader.next(cells)) {
        for (std::size_t i = 0; i < cells.size(); ++i) values.push_back(reader.number_or_blank(cells, i));
    }
    const auto columns = static_cast<Index>(table.columns.size());
    table.values = values.empty() ? Matrix(0, columns) : from_rows(values, columns, where);
    return table;
}

CsvWriter::CsvWriter(const std::vector<std::string>& header) {
    for (const std::string& name : header) cell(name);
    if (!header.empty()) end_line();
}

CsvWriter& CsvWriter::cell(std::string_view text) {
    if (!std::exchange(line_begins_, false)) text_ += ',';
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        text_ += text;
        return *this;
    }
    text_ += '"';
    for (const char c : text) text_.append(c == '"' ? 2 : 1, c);
    text_ += '"';
    return *this;
}

CsvWriter& CsvWriter::cell(double value) {
    return cell(std::isnan(value) ? std::string() : exact_number_text(value));
}

CsvWriter& CsvWriter::cell(Index value) {
    return cell(std::to_string(value));
}

void CsvWriter::end_line() {
    text_ += '\n';
    line_begins_ = true;
}

std::string csv_text(const Matrix& matrix) {
    CsvWriter writer({});
    for (Index i = 0; i < matrix.rows(); ++i) {
        for (Index j = 0; j < matrix.cols(); ++j) writer.cell(matrix(i, j));
        writer.end_line();
    }
    return writer.text();
}

}  // namespace basin
