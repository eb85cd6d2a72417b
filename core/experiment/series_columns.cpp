// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/series_columns.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <utility>

#include "core/experiment/nearest_word.h"
#include "core/numeric/calendar.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

std::string quoted(const std::string& name) {
    return '"' + name + '"';
}

[[noreturn]] void fail(const char* key, const std::string& problem) {
    throw InputError(std::string("problem.data.") + key, problem);
}

const SeriesTable& table_of(const ElmanDataSpec& data) {
    return *data.table->value;
}

Index position_of(const SeriesTable& table, const std::string& name, const char* key) {
    const auto found = std::ranges::find(table.columns, name);
    if (found == table.columns.end())
        fail(key, "found no column " + quoted(name) + " in the table" + suggestion(name, table.columns));
    return found - table.columns.begin();
}

bool has_values(const SeriesTable& table, Index column) {
    const auto values = table.values.col(column);
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// Whether a column counts the rows and says so: by its name, or by being years.
bool counts_rows(const SeriesTable& table, Index column) {
    static const std::vector<std::string> names{"",     "#",    "no",   "nr",    "t",     "time",  "year",
                                                "step", "row",  "id",   "index", "date",  "month", "week",
                                                "day",  "hour", "zeit", "jahr",  "monat", "tag"};
    std::string name = table.columns[static_cast<std::size_t>(column)];
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto values = table.values.col(column);
    const Index rows = values.size();
    if (table.kind(column) != ColumnKind::number || rows < 2) return false;
    for (Index row = 1; row < rows; ++row)
        if (values[row] - values[row - 1] != 1) return false;  // nan: neither
    const bool are_years = values[0] >= 1000 && values[rows - 1] < 3000 && values[0] == std::floor(values[0]);
    return are_years || is_in(names, name);
}

std::string find_time(const ElmanDataSpec& data) {
    const SeriesTable& table = table_of(data);
    if (!data.time.empty()) {
        position_of(table, data.time, "time");
        return data.time;
    }
    if (data.index && !table.columns.empty()) return table.columns.front();
    for (Index j = 0; j < std::ssize(table.columns); ++j)
        if (table.kind(j) == ColumnKind::date) return table.columns[static_cast<std::size_t>(j)];
    if (table.columns.empty() || !counts_rows(table, 0)) return {};
    // Who names a column for the network wants it there.
    const std::string& first = table.columns.front();
    const bool is_asked_for =
        is_in(data.target_columns, first) || (data.input_columns && is_in(*data.input_columns, first));
    return is_asked_for ? std::string() : first;
}

/// What was noted of a column that might be read as numbers.
std::string way_to_numbers(const SeriesTable& table, const std::string& name) {
    const auto note = std::ranges::find_if(table.report.notes, [&](const std::string& text) {
        return text.starts_with(quoted(name) + " is text");
    });
    return note == table.report.notes.end() ? std::string() : " (" + *note + ")";
}

void require_numbers(const ElmanDataSpec& data, const std::string& name, const char* key) {
    const SeriesTable& table = table_of(data);
    const Index column = position_of(table, name, key);
    if (table.kind(column) != ColumnKind::number)
        fail(key, "found " + quoted(name) + ", a column of " + std::string(to_string(table.kind(column))) +
                      "s; expected one of numbers" + way_to_numbers(table, name));
    if (!has_values(table, column))
        fail(key, "found " + quoted(name) + ", which has no value" +
                      (data.table->file.empty() ? "" : " in " + data.table->file.string()) +
                      "; expected a column of numbers");
}

void require_once(const std::vector<std::string>& names, const char* key) {
    for (auto name = names.begin(); name != names.end(); ++name)
        if (std::find(names.begin(), name, *name) != name)
            fail(key, "found " + quoted(*name) + " twice; expected each column once");
}

void validate_targets(const ElmanDataSpec& data, const ColumnNames& names) {
    if (names.targets.empty())
        fail("targets", "found none; expected the names of the columns to be predicted");
    require_once(names.targets, "targets");
    const bool is_index = data.index && data.time.empty();
    for (const std::string& name : names.targets) {
        position_of(table_of(data), name, "targets");
        if (name == names.time)
            fail("targets", "found " + quoted(name) + ", which is the " + (is_index ? "index" : "time") +
                                "; expected a column of data");
        require_numbers(data, name, "targets");
    }
}

void validate_inputs(const ElmanDataSpec& data, const ColumnNames& names) {
    require_once(names.inputs, "inputs");
    for (const std::string& name : names.inputs) {
        require_numbers(data, name, "inputs");
        if (is_in(names.targets, name))
            fail("inputs", "found " + quoted(name) + ", which is a target; expected another column");
        if (name == names.time)
            fail("inputs", "found " + quoted(name) + ", which is the time; expected another column");
    }
    require_once(names.indicators, "indicators");
    for (const std::string& name : names.indicators) {
        const Index column = position_of(table_of(data), name, "indicators");
        if (table_of(data).kind(column) != ColumnKind::text)
            fail("indicators", "found " + quoted(name) + ", a column of numbers; expected one of words");
        if (table_of(data).levels[static_cast<std::size_t>(column)].size() > 100)
            fail("indicators", "found " + quoted(name) + " with more than 100 words; expected at most 100");
    }
}

/// Whether a row has the value that is asked for.
bool has_value(const SeriesTable& table, Index row, Index column, const std::string& wanted) {
    const double value = table.values(row, column);
    if (std::isnan(value)) return wanted.empty();
    if (table.kind(column) == ColumnKind::text)
        return table.levels[static_cast<std::size_t>(column)][static_cast<std::size_t>(value)] == wanted;
    if (table.kind(column) == ColumnKind::date) return date_text(value) == wanted;
    return parse_number(wanted) == value;
}

std::string values_text(const SeriesTable& table, Index column) {
    std::vector<std::string> values;
    constexpr std::size_t most = 10;
    if (table.kind(column) == ColumnKind::text) values = table.levels[static_cast<std::size_t>(column)];
    for (Index row = 0;
         row < table.values.rows() && table.kind(column) != ColumnKind::text && values.size() <= most;
         ++row) {
        const double value = table.values(row, column);
        const std::string text =
            table.kind(column) == ColumnKind::date ? date_text(value) : exact_number_text(value);
        if (!is_in(values, text)) values.push_back(text);
    }
    const bool more = values.size() > most;
    if (more) values.resize(most);
    return joined(values, "and") + (more ? " and others" : "");
}

std::vector<Index> rows_of(const ElmanDataSpec& data) {
    const SeriesTable& table = table_of(data);
    std::vector<Index> rows;
    for (Index row = 0; row < table.values.rows(); ++row) rows.push_back(row);
    for (const auto& condition : data.where) {
        const auto &name = condition.first, &wanted = condition.second;
        const Index column = position_of(table, name, "where");
        std::erase_if(rows, [&](Index row) { return !has_value(table, row, column, wanted); });
        if (rows.empty())
            fail("where", "found no row with " + quoted(wanted) + " as " + quoted(name) + "; there are " +
                              values_text(table, column));
    }
    return rows;
}

std::string line_text(const ElmanDataSpec& data, Index row) {
    const std::string line = std::to_string(table_of(data).line(row));
    return data.table->file.empty() ? "row " + std::to_string(row + 1)
                                    : data.table->file.string() + ": line " + line;
}

void refuse_missing(const ElmanDataSpec& data, const std::vector<Index>& rows,
                    const std::vector<std::string>& names) {
    if (data.missing != MissingRule::refuse) return;
    const SeriesTable& table = table_of(data);
    for (const Index row : rows) {
        for (const std::string& name : names) {
            const Index column = position_of(table, name, "targets");
            if (!std::isnan(table.values(row, column))) continue;
            fail("table", line_text(data, row) + ", column " + std::to_string(column + 1) + ": " +
                              quoted(name) +
                              ": found no value; expected a number, or \"missing\": \"skip\", \"hold\" or "
                              "\"interpolate\"");
        }
    }
}

/// Time runs forwards; what the index counts may be anything.
void check_order(const ElmanDataSpec& data, const std::vector<Index>& rows, Index column) {
    const SeriesTable& table = table_of(data);
    if (data.index && data.time.empty()) return;
    for (std::size_t k = 1; k < rows.size(); ++k) {
        const double before = table.values(rows[k - 1], column), now = table.values(rows[k], column);
        if (!(now < before)) continue;
        std::string way = "expected rows in the order of time, the oldest first";
        for (Index j = 0; j < table.values.cols(); ++j)
            if (data.where.empty() && table.kind(j) == ColumnKind::text)
                way = "expected rows in the order of time, the oldest first, or \"where\": {" +
                      quoted(table.columns[static_cast<std::size_t>(j)]) +
                      ": ...} that takes one sequence (there are " + values_text(table, j) + ")";
        fail("time", line_text(data, rows[k]) + ": found a time before that of the row above it; " + way);
    }
}

void refuse_constant(const ElmanDataSpec& data, const SeriesColumns& columns) {
    if (series_plan(data).lags == 0) return;
    for (Index i = 0; i < columns.targets.rows(); ++i) {
        double least = std::numeric_limits<double>::infinity(), most = -least;
        for (const double value : columns.targets.row(i)) {
            if (std::isnan(value)) continue;
            least = std::min(least, value);
            most = std::max(most, value);
        }
        if (least == most)
            fail("targets", "found " + quoted(data.target_columns[static_cast<std::size_t>(i)]) +
                                ", which is always " + exact_number_text(least) +
                                "; expected a target that changes");
    }
}

/// Adds the rows of a column of words as one row of 0 and 1 a word.
void add_indicators(const SeriesTable& table, const std::vector<Index>& rows, const std::string& name,
                    SeriesColumns& columns) {
    const Index column = position_of(table, name, "indicators");
    const auto& levels = table.levels[static_cast<std::size_t>(column)];
    const Index first = columns.inputs.rows(), count = std::ssize(levels);
    columns.inputs.conservativeResize(first + count, std::ssize(rows));
    for (Index level = 0; level < count; ++level) {
        columns.input_names.push_back(name + " = " + levels[static_cast<std::size_t>(level)]);
        for (Index k = 0; k < std::ssize(rows); ++k) {
            const double value = table.values(rows[static_cast<std::size_t>(k)], column);
            columns.inputs(first + level, k) = std::isnan(value)                     ? not_applicable
                                               : value == static_cast<double>(level) ? 1
                                                                                     : 0;
        }
    }
}

}  // namespace

ColumnNames column_names(const ElmanDataSpec& data) {
    const SeriesTable& table = table_of(data);
    ColumnNames names{data.target_columns, data.input_columns.value_or(std::vector<std::string>{}),
                      data.indicators, find_time(data)};
    validate_targets(data, names);
    if (!data.input_columns) {
        for (Index j = 0; j < std::ssize(table.columns); ++j) {
            const std::string& name = table.columns[static_cast<std::size_t>(j)];
            const bool other =
                name != names.time && !is_in(names.targets, name) && !data.where.contains(name);
            if (other && table.kind(j) == ColumnKind::number && has_values(table, j))
                names.inputs.push_back(name);
        }
    }
    validate_inputs(data, names);
    return names;
}

SeriesPlan series_plan(const ElmanDataSpec& data) {
    SeriesPlan plan{0,          data.horizon,    data.difference, data.season, data.missing,
                    data.train, data.standardise};
    if (!data.table) return plan;
    const ColumnNames names = column_names(data);
    const bool alone = names.inputs.empty() && names.indicators.empty();
    constexpr Index usual = 12;
    plan.lags = data.lags.value_or(!alone ? 0 : data.season > 0 ? data.season : usual);
    if (plan.lags == 0 && alone)
        fail("lags",
             "found 0 without other columns than the targets; expected at least 1, so that they are "
             "predicted from their own past");
    if (plan.lags == 0 && plan.horizon != 1)
        fail("horizon", "found " + std::to_string(plan.horizon) +
                            " without lags; expected \"lags\" of at least 1 beside it");
    return plan;
}

Index series_inputs(const ElmanDataSpec& data) {
    const ColumnNames names = column_names(data);
    Index others = std::ssize(names.inputs);
    for (const std::string& name : names.indicators)
        others += std::ssize(
            table_of(data).levels[static_cast<std::size_t>(position_of(table_of(data), name, "indicators"))]);
    const Index lags = series_plan(data).lags;
    return lags > 0 ? lags * (others + std::ssize(names.targets)) : others;
}

SeriesColumns series_columns(const ElmanDataSpec& data) {
    const SeriesTable& table = table_of(data);
    const ColumnNames names = column_names(data);
    std::vector<Index> rows = rows_of(data);
    if (!names.time.empty()) {
        const Index time = position_of(table, names.time, "time");
        std::erase_if(rows, [&](Index row) { return std::isnan(table.values(row, time)); });
    }
    const auto positions = [&](const std::vector<std::string>& wanted) {
        std::vector<Index> found;
        for (const std::string& name : wanted) found.push_back(position_of(table, name, "targets"));
        return found;
    };
    refuse_missing(data, rows, names.targets);
    refuse_missing(data, rows, names.inputs);
    SeriesColumns columns;
    columns.target_names = names.targets;
    columns.input_names = names.inputs;
    columns.targets = table.values(rows, positions(names.targets)).transpose();
    columns.inputs = table.values(rows, positions(names.inputs)).transpose();
    for (const std::string& name : names.indicators) add_indicators(table, rows, name, columns);
    if (!names.time.empty()) {
        const Index column = position_of(table, names.time, "time");
        if (table.kind(column) != ColumnKind::text) {
            check_order(data, rows, column);
            columns.time = table.values(rows, column);
            columns.is_date = table.kind(column) == ColumnKind::date;
            columns.time_name = names.time;
        }
    }
    columns.lines.reserve(rows.size());
    for (const Index row : rows) columns.lines.push_back(table.line(row));
    refuse_constant(data, columns);
    return columns;
}

}  // namespace basin
