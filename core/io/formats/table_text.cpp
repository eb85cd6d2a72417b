// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/table_text.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <utility>

#include "core/io/formats/csv.h"
#include "core/io/formats/matrix_file.h"
#include "core/io/formats/matrix_format.h"
#include "core/io/formats/record_splitter.h"
#include "core/io/formats/text_encoding.h"
#include "core/io/quote.h"
#include "core/io/text_file.h"
#include "core/numeric/input_error.h"
#include "core/numeric/memory.h"

namespace basin {

namespace {

using Cells = std::vector<std::string_view>;

std::string found_text(std::string_view cell) {
    return cell.empty() ? "found an empty cell" : "found " + quote(cell);
}

/// One table while it is read.
class TableReader {
  public:
    TableReader(std::string_view text, const std::string& where, const TableOptions& options,
                const TableUse& use)
        : where_(where),
          options_(options),
          use_(use),
          dialect_(find_dialect(text, where, options, use)),
          splitter_(text, dialect_.separator),
          missing_(dialect_.width),
          indices_(dialect_.width) {}

    Table read() {
        Cells cells;
        splitter_.skip_lines(static_cast<std::size_t>(options_.skip_lines));
        table_.levels.resize(dialect_.width);
        for (std::size_t number = 0; next(cells); ++number) {
            if (number < dialect_.header_record) continue;
            if (without_blanks(splitter_.record()).empty()) {
                if (!take_blank()) break;
                continue;
            }
            if (is_comment(splitter_.record())) {
                ++comments_;
            } else if (number == dialect_.header_record && dialect_.has_header) {
                take_names(cells);
            } else if (number >= dialect_.first_record) {
                take_row(cells);
            }
        }
        return finished();
    }

  private:
    bool next(Cells& cells) {
        if (!splitter_.next(cells)) return false;
        if (!splitter_.problem().empty() && splitter_.line() > static_cast<std::size_t>(options_.skip_lines))
            fail(
                splitter_.problem_column(),
                splitter_.problem() + "; expected a closing quote before a separator or the end of the line");
        return true;
    }

    std::string line_text() const { return "line " + std::to_string(splitter_.line()); }
    [[noreturn]] void fail(std::size_t column, const std::string& problem) const {
        throw InputError(where_, line_text() + ", column " + std::to_string(column + 1) + ": " + problem);
    }

    /// A line of blanks ends the table, unless rows follow; false at the end.
    bool take_blank() {
        if (splitter_.rest().find_first_not_of(" \t\r\n") == std::string_view::npos) return false;
        if (dialect_.width == 1 && !values_.empty()) {
            take_row({std::string_view()});
        } else if (!values_.empty()) {
            throw InputError(where_, line_text() + ": found a blank line; expected numbers");
        }
        return true;
    }

    void require_width(const Cells& cells) const {
        if (cells.size() == dialect_.width) return;
        throw InputError(
            where_,
            line_text() + ": found " + std::to_string(cells.size()) + " columns; expected " +
                std::to_string(dialect_.width) + " as in the first line" +
                (values_.empty() && !use_.is_matrix ? ", or \"skip_lines\" for lines before the table" : ""));
    }

    void take_names(const Cells& cells) {
        require_width(cells);
        for (std::size_t j = 0; j < cells.size(); ++j) {
            std::string name(cells[j]);
            if (name.empty() && j == 0) name = use_.first_is_time ? "" : "index";
            if (name.empty() && j + 1 == cells.size() && is_empty_column(j)) name = "(empty)";
            if (name.empty() && !(use_.first_is_time && j == 0))
                fail(j, "found no name; expected that of a column");
            if (std::ranges::find(table_.columns, name) != table_.columns.end())
                fail(j, "found the name " + quote(name) + " again; expected each column once");
            table_.columns.push_back(std::move(name));
        }
    }

    /// A separator behind each line.
    bool is_empty_column(std::size_t j) const {
        return dialect_.columns[j].kind == ColumnKind::number;  // no word was found in it
    }

    void number_columns() {
        for (std::size_t j = 1; j <= dialect_.width; ++j) table_.columns.push_back(std::to_string(j));
    }

    void take_row(const Cells& cells) {
        if (table_.columns.empty()) number_columns();
        require_width(cells);
        const auto line = static_cast<Index>(splitter_.line());
        if (values_.empty()) table_.report.first_line = line;
        keep_line(line);
        for (std::size_t j = 0; j < cells.size(); ++j) values_.push_back(value(cells[j], j));
        ++rows_;
    }

    /// Lines are kept from the first on that does not follow the one before it.
    void keep_line(Index line) {
        if (table_.lines.empty() && line == table_.report.first_line + rows_) return;
        for (Index row = std::ssize(table_.lines); row < rows_; ++row)
            table_.lines.push_back(table_.report.first_line + row);
        table_.lines.push_back(line);
    }

    double value(std::string_view cell, std::size_t j) {
        const ColumnDialect& column = dialect_.columns[j];
        if (column.kind == ColumnKind::number) {
            // Named values are numbers too: "-999".
            if (!dialect_.missing.empty() && dialect_.is_missing(cell)) return missing(j);
            const WrittenNumber number = table_number(cell, dialect_.numbers);
            if (number.good()) return number.value;
            if (!use_.complete && dialect_.is_missing(cell)) return missing(j);
            refuse(cell, j, number);
        }
        if (dialect_.is_missing(cell)) return missing(j);
        if (column.kind == ColumnKind::text) return level(cell, j);
        if (const auto date = parse_date(cell, column.form)) return *date;
        fail(j, quote(table_.columns[j]) + ": " + found_text(cell) + "; expected a date as " +
                    quote(column.form.example) + " like those before it, or \"missing_values\" that name it");
    }

    double missing(std::size_t j) {
        ++missing_[j];
        return not_applicable;
    }

    double level(std::string_view cell, std::size_t j) {
        auto& levels = table_.levels[j];
        const auto [place, is_new] = indices_[j].try_emplace(std::string(cell), levels.size());
        if (is_new) levels.emplace_back(cell);
        return static_cast<double>(place->second);
    }

    [[noreturn]] void refuse(std::string_view cell, std::size_t j, const WrittenNumber& number) const {
        const std::string name =
            dialect_.has_header || !use_.is_matrix ? quote(table_.columns[j]) + ": " : "";
        // As a matrix has it.
        const WrittenNumber plain = use_.is_matrix ? finite_number(cell) : number;
        std::string problem =
            name + found_text(cell) + "; expected " + (plain.good() ? number.expected : plain.expected);
        if (!use_.is_matrix && !number.is_number) problem += key_for(cell);
        fail(j, problem);
    }

    /// The key that would have it read.
    std::string key_for(std::string_view cell) const {
        if (cell.ends_with('%')) return ", or \"percent\": true";
        constexpr std::string_view numeric = "+-0123456789., '";
        const auto first = std::min(cell.find_first_of("+-0123456789"), cell.size());
        const auto end = std::min(cell.find_first_not_of(numeric, first), cell.size());
        const std::string before(without_blanks(cell.substr(0, first))),
            behind(without_blanks(cell.substr(end)));
        const std::string& unit = before.empty() ? behind : before;
        // "$12"; but "room 12" is a name.
        const bool is_sign =
            std::ranges::none_of(before, [](char c) { return std::isalpha(static_cast<unsigned char>(c)); });
        const bool is_one = is_sign && before.empty() != behind.empty() && first < end;
        if (is_one && unit.find_first_of("0123456789") == std::string::npos)
            return ", or \"units\": [" + quote(unit) + "]";
        return ", or \"missing_values\": [" + quote(cell) + "]";
    }

    Table finished() {
        if (table_.columns.empty()) number_columns();
        const auto columns = static_cast<Index>(dialect_.width);
        table_.values = Matrix(0, columns);
        if (rows_ > 0) {
            require_fits(where_, rows_, columns);
            using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
            table_.values = Eigen::Map<const RowMajor>(values_.data(), rows_, columns);
        }
        for (const ColumnDialect& column : dialect_.columns) table_.kinds.push_back(column.kind);
        report();
        return std::move(table_);
    }

    void report() {
        TableReport& report = table_.report;
        report.separator = separator_word(dialect_.separator);
        report.decimal = dialect_.numbers.decimal == ',' ? "comma" : "point";
        report.has_header = dialect_.has_header;
        report.rows = rows_;
        report.notes = dialect_.notes;
        if (comments_ > 0)
            report.notes.push_back("passed over: " + std::to_string(comments_) + " lines of comment");
        for (std::size_t j = 0; j < dialect_.width; ++j) {
            const ColumnDialect& column = dialect_.columns[j];
            report.columns.push_back(
                {table_.columns[j], column.kind, missing_[j], std::string(column.form.example)});
            if (column.kind == ColumnKind::text && !table_.levels[j].empty()) note_text(j);
        }
    }

    /// Texts that might have been numbers or dates.
    void note_text(std::size_t j) {
        const std::string& first = table_.levels[j].front();
        const auto forms = [](const std::string& text) {
            return std::ranges::count_if(
                date_forms(), [&](const DateForm& form) { return parse_date(text, form).has_value(); });
        };
        std::string why;
        if (forms(first) > 1)
            why = "days and months of these dates cannot be told apart; 2012-01-31 can be read";
        // "Jan-23" with a whole year.
        const std::size_t end = first.size() - std::min<std::size_t>(first.size(), 2);
        const std::string whole = first.substr(0, end) + "20" + first.substr(end);
        if (end > 0 && forms(first) == 0 && forms(whole) > 0)
            why = "years of two digits are not read; " + whole + " is";
        if (const std::string key = key_for(first); !key.starts_with(", or \"missing_values"))
            why = key.substr(5) + " reads it as a number";
        if (!why.empty())
            table_.report.notes.push_back(quote(table_.columns[j]) + " is text, as " + quote(first) + ": " +
                                          why);
    }

    const std::string& where_;
    const TableOptions& options_;
    const TableUse& use_;
    TableDialect dialect_;
    RecordSplitter splitter_;
    Table table_;
    std::vector<double> values_;  // row by row
    std::vector<Index> missing_;
    std::vector<std::unordered_map<std::string, std::size_t>> indices_;  // of texts
    Index rows_ = 0, comments_ = 0;
};

}  // namespace

Table parse_table(std::string bytes, const std::string& where, const TableOptions& options,
                  const TableUse& use) {
    const DecodedText decoded = decode_text(std::move(bytes), where);
    Table table = TableReader(decoded.text, where, options, use).read();
    table.report.encoding = decoded.encoding;
    table.report.compressed = decoded.compressed;
    return table;
}

Table read_table(const std::filesystem::path& file, const TableOptions& options, const TableUse& use) {
    std::string content = read_file(file);
    const MatrixFormatInfo& format = matrix_format(file, content);
    if (content.empty() || format.format == MatrixFormat::csv)
        return parse_table(std::move(content), file.string(), options, use);
    Table table;
    table.values = read_matrix(file);
    table.report.encoding = format.name;
    table.report.rows = table.values.rows();
    for (Index j = 1; j <= table.values.cols(); ++j) {
        table.columns.push_back(std::to_string(j));
        table.report.columns.push_back({table.columns.back(), ColumnKind::number, 0, {}});
    }
    return table;
}

Table numbers_of(const Table& table, const std::string& where) {
    if (table.values.rows() == 0)
        throw InputError(where, "found no row of numbers; expected lines of numbers");
    std::vector<Index> kept;
    Table numbers;
    numbers.report = table.report;
    for (Index j = 0; j < table.values.cols(); ++j) {
        if (table.kind(j) != ColumnKind::number) continue;
        kept.push_back(j);
        numbers.columns.push_back(table.columns[static_cast<std::size_t>(j)]);
    }
    if (kept.empty()) throw InputError(where, "found no column of numbers; expected at least one");
    numbers.values = table.values(Eigen::all, kept);
    numbers.lines = table.lines;
    return numbers;
}

Matrix parse_csv_matrix(std::string_view text, const std::string& where) {
    const Table table = parse_table(std::string(text), where, {}, {.is_matrix = true, .complete = true});
    return numbers_of(table, where).values;
}

}  // namespace basin
