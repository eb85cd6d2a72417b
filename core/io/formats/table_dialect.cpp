// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/table_dialect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/io/formats/record_splitter.h"
#include "core/io/formats/table_sample.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

constexpr std::size_t sample_size = 1000;

constexpr std::array<std::pair<std::string_view, char>, 5> separator_words{
    {{"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"space", blank_runs}, {"pipe", '|'}}};

char asked_separator(const std::string& asked, const std::string& where) {
    if (const auto separator = separator_named(asked)) return *separator;
    throw InputError(where,
                     "found the separator " + quote(asked) +
                         "; expected \"auto\", \"comma\", \"semicolon\", \"tab\", \"space\" or \"pipe\"");
}

std::string place_of(const SampleRecord& record, std::size_t column) {
    return "line " + std::to_string(record.line) + ", column " + std::to_string(column + 1) + ": ";
}

/// Finds a dialect out, decision by decision.
class DialectSearch {
  public:
    DialectSearch(std::string_view text, const std::string& where, const TableOptions& options,
                  const TableUse& use)
        : text_(text), where_(where), options_(options), use_(use) {}

    TableDialect find() {
        dialect_.missing = options_.missing_values;
        dialect_.numbers.percent = options_.percent;
        dialect_.numbers.units = options_.units;
        find_rows();
        find_decimal();
        find_header();
        find_columns();
        return std::move(dialect_);
    }

  private:
    void find_rows() {
        const bool open = options_.separator == "auto";
        dialect_.separator =
            open ? find_separator(text_, options_) : asked_separator(options_.separator, where_);
        dialect_.numbers.blanks_group = dialect_.separator != blank_runs;
        auto all = sample_records(text_, dialect_.separator, static_cast<std::size_t>(options_.skip_lines),
                                  sample_size);
        if (all.empty()) throw InputError(where_, "found an empty file; expected a table of numbers");
        const Body body = find_body(all, dialect_.numbers);
        if (body.first > 0)
            dialect_.notes.push_back("passed over before the table: lines " +
                                     std::to_string(all.front().line) + " to " +
                                     std::to_string(all[body.first].line - 1));
        dialect_.width = body.width;
        sample_.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(body.first)),
                       std::make_move_iterator(all.end()));
        dialect_.header_record = dialect_.first_record = sample_.front().number;
    }

    /// From the cells that can be read in one way only.
    void find_decimal() {
        if (options_.decimal != "auto") {
            if (options_.decimal != "." && options_.decimal != ",")
                throw InputError(where_, "found the decimal mark " + quote(options_.decimal) +
                                             "; expected \"auto\", \".\" or \",\"");
            dialect_.numbers.decimal = options_.decimal.front();
            return;
        }
        const SampleRecord *point = nullptr, *comma = nullptr, *either = nullptr;
        std::size_t point_at = 0, comma_at = 0, either_at = 0;
        for (const SampleRecord& record : sample_) {
            for (std::size_t j = 0; j < record.cells.size(); ++j) {
                const DecimalHint hint = decimal_hint(record.cells[j], dialect_.numbers);
                const auto keep = [&](const SampleRecord*& first, std::size_t& at) {
                    if (!first) first = &record, at = j;
                };
                if (hint == DecimalHint::point) keep(point, point_at);
                if (hint == DecimalHint::comma) keep(comma, comma_at);
                if (hint == DecimalHint::either) keep(either, either_at);
            }
        }
        if (point && comma && only_dates_have_points()) point = nullptr;
        if (point && comma)
            throw InputError(where_,
                             place_of(*comma, comma_at) + "found " + quote(comma->cells[comma_at]) +
                                 " with a decimal comma, and " + quote(point->cells[point_at]) +
                                 " with a point on line " + std::to_string(point->line) +
                                 "; expected one of them, or \"decimal\": \",\" or \".\" that says which");
        if (either && !point && !comma)
            throw InputError(where_, place_of(*either, either_at) + "found " +
                                         quote(either->cells[either_at]) +
                                         ", which may be a fraction or thousands; expected \"decimal\": "
                                         "\",\" or \".\" that says which");
        dialect_.numbers.decimal = comma ? ',' : '.';
    }

    /// Whether points that would be decimal ones are in columns of dates alone: "01.2023" is a month where
    /// the decimal mark is a comma.
    bool only_dates_have_points() const {
        TableDialect comma = dialect_;
        comma.numbers.decimal = ',';
        for (std::size_t j = 0; j < dialect_.width; ++j) {
            const auto cells = column(j, 1);
            const bool points = std::ranges::any_of(cells, [&](std::string_view cell) {
                return decimal_hint(cell, comma.numbers) == DecimalHint::point;
            });
            if (points && column_dialect(cells, comma, false).kind != ColumnKind::date) return false;
        }
        return true;
    }

    std::vector<std::string_view> column(std::size_t j, std::size_t from) const {
        std::vector<std::string_view> cells;
        for (std::size_t k = from; k < sample_.size(); ++k)
            if (j < sample_[k].cells.size()) cells.emplace_back(sample_[k].cells[j]);
        return cells;
    }

    bool is_number(const std::string& cell) const { return table_number(cell, dialect_.numbers).is_number; }
    bool is_name(const std::string& cell) const { return !is_number(cell) && !dialect_.is_missing(cell); }

    /// Whether a record has words where the records after it have numbers or dates.
    bool names_columns(std::size_t record) const {
        const std::size_t from = record + 1;
        bool any = false;
        for (std::size_t j = 0; j < dialect_.width && j < sample_[record].cells.size(); ++j) {
            const std::string& cell = sample_[record].cells[j];
            const auto cells = column(j, from);
            const ColumnDialect below = column_dialect(cells, dialect_, false);
            const bool numbers =
                below.kind == ColumnKind::number &&
                std::ranges::any_of(cells, [&](std::string_view c) { return is_number(std::string(c)); });
            if (numbers && is_number(cell)) return false;
            if (numbers && is_name(cell)) any = true;
            if (below.kind != ColumnKind::date) continue;
            if (parse_date(cell, below.form)) return false;
            if (is_name(cell)) any = true;
        }
        return any;
    }

    /// Whether the numbers of the first line, behind its first cell, are whole and count up by one.
    bool counts_up(const std::vector<std::string>& cells, std::size_t from) const {
        if (cells.size() < from + 2) return false;
        for (std::size_t j = from; j < cells.size(); ++j) {
            const double value = table_number(cells[j], dialect_.numbers).value;
            if (!(value == std::floor(value))) return false;
            if (j > from && value != table_number(cells[j - 1], dialect_.numbers).value + 1) return false;
        }
        return true;
    }

    /// Where the first line has numbers that may be names: "date,2021,2022" and ",0,1".
    bool numbers_are_names() const {
        const auto& first = sample_.front().cells;
        const auto digits = [](std::string_view cell) {
            return cell.find_first_of("0123456789") != std::string_view::npos;
        };
        const auto below = column(0, 1);
        const bool has_name =
            is_name(first.front()) && !digits(first.front()) && std::ranges::all_of(below, digits);
        const bool is_empty = first.front().empty() && !below.empty() &&
                              std::ranges::none_of(below, [](auto c) { return c.empty(); });
        if (has_name || is_empty) return true;
        if (is_name(first.front())) return counts_up(first, 1);
        const bool counts =
            first.size() > 2 && counts_up(first, 0) && sample_.size() > 1 && !counts_up(sample_[1].cells, 0);
        if (!counts || use_.is_matrix || use_.first_is_time) return false;
        throw InputError(where_, "line " + std::to_string(sample_.front().line) +
                                     ": found numbers that count up, which may be names or values; expected "
                                     "\"header\": true or false that says which");
    }

    void find_header() {
        const bool only_names = std::ranges::all_of(sample_.front().cells,
                                                    [&](const std::string& cell) { return is_name(cell); });
        const bool told = options_.header.has_value();
        bool header = told ? *options_.header : names_columns(0) || (only_names && has_only_words());
        bool units = false;
        if (!header && !told && only_names && sample_.size() > 2 && names_columns(1)) header = units = true;
        if (!header && !told && sample_.size() > 1) header = numbers_are_names();
        dialect_.has_header = header;
        if (!header) return;
        if (!units && sample_.size() > 2) units = names_columns(1);
        if (units)
            dialect_.notes.push_back("passed over, a line of units: line " + std::to_string(sample_[1].line));
        rows_from_ = units ? 2 : 1;
        dialect_.first_record =
            rows_from_ < sample_.size() ? sample_[rows_from_].number : sample_.front().number + rows_from_;
    }

    bool has_only_words() const {
        for (std::size_t j = 0; j < dialect_.width; ++j)
            if (column_dialect(column(j, 1), dialect_, false).kind != ColumnKind::text) return false;
        return true;
    }

    void find_columns() {
        for (std::size_t j = 0; j < dialect_.width; ++j) {
            const bool anything = use_.first_is_time && j == 0;
            dialect_.columns.push_back(column_dialect(column(j, rows_from_), dialect_, anything));
        }
    }

    std::string_view text_;
    const std::string& where_;
    const TableOptions& options_;
    const TableUse& use_;
    TableDialect dialect_;
    std::vector<SampleRecord> sample_;  // from the header on
    std::size_t rows_from_ = 0;
};

}  // namespace

bool TableDialect::is_missing(std::string_view cell) const {
    constexpr std::array<std::string_view, 14> usual{"",    "NA",  "N/A",  "n/a",  "na",   "#N/A", "NaN",
                                                     "nan", "NAN", "NULL", "null", "Null", "-",    "None"};
    return std::ranges::find(usual, cell) != usual.end() || std::ranges::find(missing, cell) != missing.end();
}

std::string separator_word(char separator) {
    for (const auto& [word, known] : separator_words)
        if (known == separator) return std::string(word);
    return {};
}

std::optional<char> separator_named(std::string_view word) {
    for (const auto& [known, separator] : separator_words)
        if (word == known || word == std::string_view(&separator, 1)) return separator;
    return {};
}

bool is_comment(std::string_view record) {
    const std::string_view text = without_blanks(record);
    return text.starts_with('#') || text.starts_with('%') || text.starts_with("//");
}

TableDialect find_dialect(std::string_view text, const std::string& where, const TableOptions& options,
                          const TableUse& use) {
    return DialectSearch(text, where, options, use).find();
}

}  // namespace basin
