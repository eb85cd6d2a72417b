// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/formats/table_sample.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "core/io/formats/record_splitter.h"

namespace basin {

namespace {

// In this order where two do equally well.
constexpr std::array separators{'\t', ';', '|', ',', blank_runs};

bool looks_like_date(const std::string& cell) {
    return std::ranges::any_of(date_forms(),
                               [&](const DateForm& form) { return parse_date(cell, form).has_value(); });
}

/// How well a separator does: nothing unless it gives most lines two or more cells.
double quality(std::string_view text, char separator, const TableOptions& options) {
    constexpr std::size_t most = 60;
    NumberDialect numbers{
        .blanks_group = separator != blank_runs, .percent = options.percent, .units = options.units};
    TableDialect usual;
    usual.missing = options.missing_values;
    const auto sample = sample_records(text, separator, static_cast<std::size_t>(options.skip_lines), most);
    const Body body = find_body(sample, numbers);
    if (body.width < 2) return 0;
    double fitting = 0, cells = 0, readable = 0;
    for (std::size_t k = body.first; k < sample.size(); ++k) {
        if (sample[k].cells.size() != body.width) continue;
        ++fitting;
        // The first row may have names.
        if (k == body.first && sample.size() > body.first + 1) continue;
        for (const std::string& cell : sample[k].cells) {
            ++cells;
            if (usual.is_missing(cell) || looks_like_number(cell, numbers) || looks_like_date(cell))
                ++readable;
        }
    }
    // What is before the table counts against a separator: another one may have it in.
    const double share = fitting / static_cast<double>(sample.size());
    // Dates and words may have blanks in them: cells that can be read count for more than many cells.
    return share < 0.5 ? 0 : share * (0.1 + readable / std::max(cells, 1.0));
}

}  // namespace

std::vector<SampleRecord> sample_records(std::string_view text, char separator, std::size_t skip_lines,
                                         std::size_t most) {
    RecordSplitter splitter(text, separator);
    splitter.skip_lines(skip_lines);
    std::vector<SampleRecord> sample;
    std::vector<std::string_view> cells;
    for (std::size_t number = 0; sample.size() < most && splitter.next(cells); ++number) {
        if (without_blanks(splitter.record()).empty() || is_comment(splitter.record())) continue;
        sample.push_back({number, splitter.line(), {cells.begin(), cells.end()}});
    }
    return sample;
}

bool looks_like_number(std::string_view cell, const NumberDialect& dialect) {
    NumberDialect either = dialect;
    for (const char decimal : {'.', ','}) {
        either.decimal = decimal;
        if (table_number(cell, either).is_number) return true;
    }
    return false;
}

namespace {

/// The one form that nine in ten cells or more have: the others are mistakes, to be told where they are.
std::optional<DateForm> usual_form(const std::vector<std::string>& cells) {
    std::optional<DateForm> found;
    for (const DateForm& form : date_forms()) {
        const auto fitting = std::ranges::count_if(
            cells, [&](const std::string& cell) { return parse_date(cell, form).has_value(); });
        if (fitting < 2 ||
            10 * (std::ssize(cells) - fitting) > std::max<std::ptrdiff_t>(10, std::ssize(cells)))
            continue;
        if (found) return std::nullopt;  // days and months that cannot be told apart
        found = form;
    }
    return found;
}

}  // namespace

ColumnDialect column_dialect(const std::vector<std::string_view>& cells, const TableDialect& dialect,
                             bool may_be_anything) {
    std::size_t numbers = 0;
    std::vector<std::string> others;
    for (const std::string_view cell : cells) {
        if (table_number(cell, dialect.numbers).is_number) {
            ++numbers;
        } else if (!dialect.is_missing(cell)) {
            others.emplace_back(cell);
        }
    }
    if (others.empty()) return {};
    const auto forms = numbers == 0 ? forms_of_dates(others) : std::vector<DateForm>{};
    if (forms.size() == 1) return {ColumnKind::date, forms.front()};
    if (forms.empty() && numbers == 0 && !may_be_anything)
        if (const auto form = usual_form(others)) return {ColumnKind::date, *form};
    const bool mostly_numbers = numbers >= others.size();
    return {mostly_numbers && !may_be_anything ? ColumnKind::number : ColumnKind::text, {}};
}

Body find_body(const std::vector<SampleRecord>& sample, const NumberDialect& dialect) {
    if (sample.empty()) return {};
    std::map<std::size_t, std::size_t> counts;
    for (const SampleRecord& record : sample) ++counts[record.cells.size()];
    std::size_t width = sample.front().cells.size();
    for (const auto& [cells, count] : counts)
        if (count > counts[width]) width = cells;
    const auto has_number = [&](const SampleRecord& record) {
        return std::ranges::any_of(record.cells,
                                   [&](const std::string& cell) { return looks_like_number(cell, dialect); });
    };
    std::size_t first = 0;
    while (first < sample.size() && sample[first].cells.size() != width) ++first;
    // What stands above names is no row; above numbers a short row of numbers is no preamble but a mistake.
    const bool is_headed = first < sample.size() && !has_number(sample[first]);
    for (std::size_t k = 0; k < first && !is_headed; ++k)
        if (has_number(sample[k]) && sample[k].cells.size() > 1) return {sample.front().cells.size(), 0};
    if (width == 1) return {sample.front().cells.size(), 0};
    if (first > 0 && std::ranges::all_of(sample.front().cells, [&](const std::string& cell) {
            return looks_like_number(cell, dialect);
        }))
        return {sample.front().cells.size(), 0};
    return {width, first};
}

char find_separator(std::string_view text, const TableOptions& options) {
    char best = no_separator;
    double most = 0;
    for (const char separator : separators) {
        if (separator == ',' && options.decimal == "," && text.find('"') == std::string_view::npos) continue;
        const double found = quality(text, separator, options);
        if (found > most + 1e-9) {
            most = found;
            best = separator;
        }
    }
    return best;
}

}  // namespace basin
