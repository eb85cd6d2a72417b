// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace basin {

/// What stands between cells that are separated by runs of blanks.
inline constexpr char blank_runs = ' ';
/// Lines of one cell.
inline constexpr char no_separator = '\0';

/// Splits a text into records of cells (RFC 4180): LF, CRLF or CR end a line, a last line without end counts;
/// blanks around cells are passed over; a cell in double quotes may hold separators and line ends, and a
/// doubled quote for a quote. The text must outlive the splitter, and cells are valid until the next record.
class RecordSplitter {
  public:
    RecordSplitter(std::string_view text, char separator);

    /// Passes over so many lines, whatever is in them.
    void skip_lines(std::size_t count);
    /// The next record; false at the end.
    bool next(std::vector<std::string_view>& cells);

    std::size_t line() const { return line_; }               // where the last record begins, from 1
    std::string_view record() const { return record_; }      // as it stands in the text, without its end
    std::string_view rest() const { return rest_; }          // behind it
    const std::string& problem() const { return problem_; }  // "found a quote that is not closed"; or empty
    std::size_t problem_column() const { return problem_column_; }  // from 0

  private:
    void split_plain(std::string_view line, std::vector<std::string_view>& cells) const;
    void split_quoted(std::vector<std::string_view>& cells);
    std::string_view quoted_cell(std::string_view text, std::size_t& at, std::size_t column);

    std::string_view rest_, record_;
    char separator_, line_end_;
    std::size_t line_ = 0, next_line_ = 1;
    std::deque<std::string> unquoted_;
    std::string problem_;
    std::size_t problem_column_ = 0;
};

/// Without blanks and a CR around it.
std::string_view without_blanks(std::string_view text);

}  // namespace basin
