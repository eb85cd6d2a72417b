// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/io/formats/record_splitter.h"
#include "core/io/formats/written_number.h"
#include "core/numeric/table.h"
#include "core/numeric/types.h"

namespace basin {

/// Reads CSV as basin writes it, record by record (RecordSplitter): comma-separated cells, blank lines only
/// at the end, a byte order mark skipped. Tables of other people are read by parse_table(). Errors are
/// InputErrors "FILE: line L, column C: found ...; expected ...". The text must outlive the reader.
class CsvReader {
  public:
    CsvReader(std::string_view text, std::string where);

    /// The next line's cells, valid until the next call; false at the end. Throws for a line with another
    /// number of cells than the first.
    bool next(std::vector<std::string_view>& cells);
    /// Reads the first line; throws unless it is this header.
    void read_header(const std::vector<std::string>& expected);
    /// The same of files whose earlier versions lack the last columns; whether they are there.
    bool read_header(const std::vector<std::string>& earlier, const std::vector<std::string>& newer);
    /// The number in a cell (column from 0) of the last line read; throws when it is none.
    double number(const std::vector<std::string_view>& cells, std::size_t column) const;
    /// The same; throws for nan and inf too.
    double finite(const std::vector<std::string_view>& cells, std::size_t column) const;
    /// The number in a cell, where an empty one means not_applicable.
    double number_or_blank(const std::vector<std::string_view>& cells, std::size_t column) const;
    /// The same for a count.
    Index whole(const std::vector<std::string_view>& cells, std::size_t column) const;
    [[noreturn]] void fail(std::size_t column, const std::string& problem) const;

  private:
    double taken(const std::vector<std::string_view>& cells, std::size_t column,
                 const WrittenNumber& number) const;

    RecordSplitter splitter_;
    std::string where_;
    std::size_t width_ = 0;  // cells in the first line
};

/// A matrix, a row a line, of any dialect that parse_table() knows. Columns of words and dates are left out
/// where there is a header; every other cell must be a finite number.
Matrix parse_csv_matrix(std::string_view text, const std::string& where);
std::string csv_text(const Matrix& matrix);

/// Columns of numbers under a header; empty cells are not_applicable.
struct CsvTable {
    std::vector<std::string> columns;
    Matrix values;  // lines x columns
};
CsvTable parse_csv_table(std::string_view text, const std::string& where);

/// Builds CSV: shortest numbers that read back to the same double, not_applicable as an empty cell.
class CsvWriter {
  public:
    explicit CsvWriter(const std::vector<std::string>& header);
    CsvWriter& cell(std::string_view text);
    CsvWriter& cell(double value);
    CsvWriter& cell(Index value);
    void end_line();
    const std::string& text() const { return text_; }

  private:
    std::string text_;
    bool line_begins_ = true;
};

}  // namespace basin
