// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/series_columns.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/experiment/series_columns.h"
#include "core/numeric/input_error.h"

namespace basin::ui {

namespace {

constexpr std::size_t mostIndicators = 100;  // as core takes them

struct Words {
    Q_DECLARE_TR_FUNCTIONS(SeriesColumns)
};

bool hasValues(const SeriesTable& table, Index column) {
    const auto values = table.values.col(column);
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

bool isNumber(const SeriesTable& table, Index column) {
    return table.kind(column) == ColumnKind::number && hasValues(table, column);
}

bool isIn(const std::vector<std::string>& names, const std::string& name) {
    return std::ranges::find(names, name) != names.end();
}

/// What core makes of the names so far; nothing where they are not in order.
std::optional<ColumnNames> understood(const ElmanDataSpec& data) {
    try {
        return column_names(data);
    } catch (const InputError&) {
        return {};
    }
}

/// All names as they are chosen, but no time.
void nameColumns(const ColumnRoles& roles, ElmanDataSpec& data) {
    const SeriesTable& table = *data.table->value;
    data.target_columns = namesOf(roles, table, ColumnRole::target);
    data.input_columns = namesOf(roles, table, ColumnRole::input);
    data.indicators = namesOf(roles, table, ColumnRole::indicators);
    data.time.clear();
}

}  // namespace

ElmanDataSpec seriesOf(const OpenedTable& opened) {
    ElmanDataSpec data;
    data.table = DataSource<SeriesTable>{opened.table, opened.file};
    data.index = opened.index;
    data.reading = opened.reading;
    return data;
}

QString SeriesColumns::meaning() const {
    return Words::tr(
        "What the column is for: to be predicted, to predict from, the time that the rows follow, an input "
        "for each of its words, or nothing.");
}

std::vector<ColumnRole> SeriesColumns::offered(Index column) const {
    if (data_.index && column == 0) return {ColumnRole::time};
    const SeriesTable& table = *data_.table->value;
    const bool isText = table.kind(column) == ColumnKind::text;
    std::vector<ColumnRole> roles;
    if (isNumber(table, column)) roles = {ColumnRole::target, ColumnRole::input};
    if (isText && table.levels[static_cast<std::size_t>(column)].size() <= mostIndicators)
        roles = {ColumnRole::indicators};
    if (!data_.index && hasValues(table, column)) roles.push_back(ColumnRole::time);
    roles.push_back(ColumnRole::leaveOut);
    return roles;
}

ColumnRoles SeriesColumns::guess() const {
    const SeriesTable& table = *data_.table->value;
    ColumnRoles roles(table.columns.size(), ColumnRole::leaveOut);
    Index target = table.values.cols() - 1;
    while (target >= 0 && (!isNumber(table, target) || (data_.index && target == 0))) --target;
    if (target < 0) return roles;
    ElmanDataSpec guess;
    guess.table = data_.table;
    guess.index = data_.index;
    guess.target_columns = {table.columns[static_cast<std::size_t>(target)]};
    const auto names = understood(guess);
    if (!names) return roles;
    for (std::size_t j = 0; j < roles.size(); ++j) {
        if (table.columns[j] == names->time) roles[j] = ColumnRole::time;
        if (isIn(names->inputs, table.columns[j])) roles[j] = ColumnRole::input;
    }
    roles[static_cast<std::size_t>(target)] = ColumnRole::target;
    return roles;
}

QString SeriesColumns::reason(Index column, ColumnRole guessed) const {
    const ColumnKind kind = data_.table->value->kind(column);
    switch (guessed) {
        case ColumnRole::time:
            if (data_.index) return Words::tr("Time: the first column was said to be the time.");
            return kind == ColumnKind::date
                       ? Words::tr("Time: the first column of dates.")
                       : Words::tr("Time: there are no dates, and this column counts the rows.");
        case ColumnRole::target:
            return Words::tr("Predicted: the last column of numbers, as it is most often.");
        case ColumnRole::input:
            return Words::tr("Input: a column of numbers beside the one that is predicted.");
        default:
            break;
    }
    if (kind == ColumnKind::text)
        return Words::tr("Left out: words are no numbers. Indicators make an input of each of them.");
    return kind == ColumnKind::date ? Words::tr("Left out: another column of dates is the time.")
                                    : Words::tr("Left out: there is no value in it.");
}

/// The column that core takes for the time without being told, with the others in these roles; -1: none.
Index SeriesColumns::impliedTime(const ColumnRoles& roles) const {
    ElmanDataSpec named = data_;
    nameColumns(roles, named);
    const auto names = understood(named);
    if (!names || names->time.empty()) return -1;
    return std::ranges::find(data_.table->value->columns, names->time) - data_.table->value->columns.begin();
}

void SeriesColumns::settle(ColumnRoles& roles, std::size_t edited) const {
    if (roles[edited] == ColumnRole::time)
        for (std::size_t j = 0; j < roles.size(); ++j)
            if (j != edited && roles[j] == ColumnRole::time) roles[j] = ColumnRole::leaveOut;
    if (std::ranges::find(roles, ColumnRole::time) != roles.end()) return;
    if (const Index implied = impliedTime(roles); implied >= 0)
        roles[static_cast<std::size_t>(implied)] = ColumnRole::time;
}

bool SeriesColumns::canBeLeftOut(const ColumnRoles& roles, std::size_t column) const {
    if (roles[column] != ColumnRole::time) return true;
    ColumnRoles without = roles;
    without[column] = ColumnRole::leaveOut;
    return impliedTime(without) != static_cast<Index>(column);
}

void writeRoles(const ColumnRoles& roles, ElmanDataSpec& data) {
    nameColumns(roles, data);
    const std::vector<std::string> inputs = *data.input_columns;
    const auto times = namesOf(roles, *data.table->value, ColumnRole::time);
    const std::string time = times.empty() ? std::string() : times.front();
    const auto isSaid = [&] {
        const auto names = understood(data);
        return names && names->inputs == inputs && names->time == time;
    };
    // With as few words as will do.
    for (const bool namesInputs : {false, true}) {
        for (const bool namesTime : {false, true}) {
            data.input_columns.reset();
            if (namesInputs) data.input_columns = inputs;
            data.time = namesTime && !data.index ? time : std::string();
            if (isSaid()) return;
        }
    }
}

}  // namespace basin::ui
