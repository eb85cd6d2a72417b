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

std::string_view trimmed(std::string_view cell) {
    constexpr std::string_view blanks = " \t\r";
    const auto first = cell.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return cell.substr(first, cell.find_last_not_of(blanks) - first + 1);
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

void split(std::string_view line, std::vector<std::string_view>& cells) {
    cells.clear();
    for (;;) {
        const auto comma = line.find(',');
        cells.push_back(trimmed(line.substr(0, comma)));
        if (comma == std::string_view::npos) return;
        line.remove_prefix(comma + 1);
    }
}

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Matrix from_rows(const std::vector<double>& values, Index columns, const std::string& where) {
    const Index rows = static_cast<Index>(values.size()) / columns;
    require_fits(where, rows, columns);
    return Eigen::Map<const RowMajor>(values.data(), rows, columns);
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string where) : rest_(text), where_(std::move(where)) {
    if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
}

std::string_view CsvReader::take_line() {
    const auto end = rest_.find('\n');
    const std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    ++line_;
    return line;
}

void CsvReader::read_header(const std::vector<std::string>& expected) {
    std::vector<std::string_view> found;
    if (!next(found)) throw InputError(where_, "found an empty file; expected a header and numbers");
    if (std::equal(found.begin(), found.end(), expected.begin(), expected.end())) return;
    throw InputError(where_, "line 1: found another header; expected the one that basin writes");
}

bool CsvReader::next(std::vector<std::string_view>& cells) {
    if (rest_.empty()) return false;
    const std::string_view line = take_line();
    if (is_blank(line) && is_blank(rest_)) return false;
    if (is_blank(line) && width_ != 1) {
        throw InputError(where_, "line " + std::to_string(line_) + ": found a blank line; expected numbers");
    }
    split(line, cells);
    if (width_ == 0) width_ = cells.size();
    if (cells.size() != width_) {
        throw InputError(where_, "line " + std::to_string(line_) + ": found " + std::to_string(cells.size()) +
                                     " columns; expected " + std::to_string(width_) +
                                     " as in the first line");
    }
    return true;
}

void CsvReader::fail(std::size_t column, const std::string& problem) const {
    throw InputError(
        where_, "line " + std::to_string(line_) + ", column " + std::to_string(column + 1) + ": " + problem);
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

Matrix parse_csv_matrix(std::string_view text, const std::string& where) {
    CsvReader reader(text, where);
    std::vector<std::string_view> cells;
    std::vector<double> values;
    std::size_t columns = 0;
    while (reader.next(cells)) {
        columns = cells.size();
        for (std::size_t i = 0; i < columns; ++i) values.push_back(reader.finite(cells, i));
    }
    if (values.empty())
        throw InputError(where, "found an empty file; expected lines of comma-separated numbers");
    return from_rows(values, static_cast<Index>(columns), where);
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
    text_ += text;
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
