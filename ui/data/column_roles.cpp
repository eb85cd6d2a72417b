// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/column_roles.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>

#include "core/experiment/series_columns.h"
#include "core/numeric/input_error.h"

namespace basin::ui {

namespace {

constexpr std::size_t mostIndicators = 100;  // as core takes them

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ColumnRoles)
};

bool hasValues(const SeriesTable& table, Index column) {
    const auto values = table.values.col(column);
    return std::any_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

bool isNumber(const SeriesTable& table, Index column) {
    return table.kind(column) == ColumnKind::number && hasValues(table, column);
}

std::vector<std::string> namesOf(const ColumnRoles& roles, const SeriesTable& table, ColumnRole wanted) {
    std::vector<std::string> names;
    for (std::size_t j = 0; j < roles.size(); ++j)
        if (roles[j] == wanted) names.push_back(table.columns[j]);
    return names;
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

QString roleName(ColumnRole role) {
    switch (role) {
        case ColumnRole::target:
            return Words::tr("predict");
        case ColumnRole::input:
            return Words::tr("input");
        case ColumnRole::time:
            return Words::tr("time");
        case ColumnRole::indicators:
            return Words::tr("indicators");
        case ColumnRole::leaveOut:
            return Words::tr("leave out");
        case ColumnRole::rows:
            return Words::tr("chooses rows");
    }
    return {};
}

std::vector<ColumnRole> offeredRoles(const ElmanDataSpec& data, Index column) {
    if (data.index && column == 0) return {ColumnRole::time};
    const SeriesTable& table = *data.table->value;
    const bool isText = table.kind(column) == ColumnKind::text;
    std::vector<ColumnRole> roles;
    if (isNumber(table, column)) roles = {ColumnRole::target, ColumnRole::input};
    if (isText && table.levels[static_cast<std::size_t>(column)].size() <= mostIndicators)
        roles = {ColumnRole::indicators};
    if (!data.index && hasValues(table, column)) roles.push_back(ColumnRole::time);
    roles.push_back(ColumnRole::leaveOut);
    return roles;
}

ColumnRoles guessRoles(const ElmanDataSpec& data) {
    const SeriesTable& table = *data.table->value;
    ColumnRoles roles(table.columns.size(), ColumnRole::leaveOut);
    Index target = table.values.cols() - 1;
    while (target >= 0 && (!isNumber(table, target) || (data.index && target == 0))) --target;
    if (target < 0) return roles;
    ElmanDataSpec guess;
    guess.table = data.table;
    guess.index = data.index;
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

QString roleReason(const ElmanDataSpec& data, Index column, ColumnRole guessed) {
    const ColumnKind kind = data.table->value->kind(column);
    switch (guessed) {
        case ColumnRole::time:
            if (data.index) return Words::tr("Time: the first column was said to be the time.");
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

Index impliedTime(const ColumnRoles& roles, const ElmanDataSpec& data) {
    ElmanDataSpec named = data;
    nameColumns(roles, named);
    const auto names = understood(named);
    if (!names || names->time.empty()) return -1;
    return std::ranges::find(data.table->value->columns, names->time) - data.table->value->columns.begin();
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
