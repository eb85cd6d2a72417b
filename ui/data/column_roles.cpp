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

/// Years, numbers of rows: whole numbers, each as far from the one before it.
bool countsUp(const SeriesTable& table, Index column) {
    const auto values = table.values.col(column);
    if (table.kind(column) != ColumnKind::number || values.size() < 3) return false;
    const double step = values[1] - values[0];
    if (!(step > 0) || step != std::floor(step) || values[0] != std::floor(values[0])) return false;
    for (Index row = 1; row < values.size(); ++row)
        if (values[row] - values[row - 1] != step) return false;
    return true;
}

Index guessTime(const SeriesTable& table, bool index) {
    const Index usual = usualTime(table, index);
    return usual < 0 && table.values.cols() > 1 && countsUp(table, 0) ? 0 : usual;
}

Index guessTarget(const SeriesTable& table, Index time) {
    for (Index j = table.values.cols() - 1; j >= 0; --j)
        if (j != time && table.kind(j) == ColumnKind::number && hasValues(table, j)) return j;
    return -1;
}

std::vector<std::string> namesOf(const ColumnRoles& roles, const SeriesTable& table, ColumnRole wanted) {
    std::vector<std::string> names;
    for (std::size_t j = 0; j < roles.size(); ++j)
        if (roles[j] == wanted) names.push_back(table.columns[j]);
    return names;
}

/// The inputs that core takes where none are named; nothing where the rest is not in order.
std::optional<std::vector<std::string>> usualInputs(ElmanDataSpec data) {
    data.input_columns.reset();
    try {
        return column_names(data).inputs;
    } catch (const InputError&) {
        return {};
    }
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

Index usualTime(const SeriesTable& table, bool index) {
    if (index) return 0;
    for (Index j = 0; j < table.values.cols(); ++j)
        if (table.kind(j) == ColumnKind::date) return j;
    return -1;
}

std::vector<ColumnRole> offeredRoles(const SeriesTable& table, Index column, bool index) {
    if (index && column == 0) return {ColumnRole::time};
    const ColumnKind kind = table.kind(column);
    std::vector<ColumnRole> roles;
    if (kind == ColumnKind::number && hasValues(table, column))
        roles = {ColumnRole::target, ColumnRole::input};
    if (kind == ColumnKind::text && table.levels[static_cast<std::size_t>(column)].size() <= mostIndicators)
        roles = {ColumnRole::indicators};
    if (!index && (kind != ColumnKind::number || hasValues(table, column))) roles.push_back(ColumnRole::time);
    roles.push_back(ColumnRole::leaveOut);
    return roles;
}

ColumnRoles guessRoles(const SeriesTable& table, bool index) {
    const Index time = guessTime(table, index), target = guessTarget(table, time);
    ColumnRoles roles;
    for (Index j = 0; j < table.values.cols(); ++j) {
        const bool isNumber = table.kind(j) == ColumnKind::number && hasValues(table, j);
        roles.push_back(j == time     ? ColumnRole::time
                        : j == target ? ColumnRole::target
                        : isNumber    ? ColumnRole::input
                                      : ColumnRole::leaveOut);
    }
    return roles;
}

QString roleReason(const SeriesTable& table, Index column, bool index) {
    switch (guessRoles(table, index)[static_cast<std::size_t>(column)]) {
        case ColumnRole::time:
            if (index) return Words::tr("Time: the first column was said to be the time.");
            return table.kind(column) == ColumnKind::date
                       ? Words::tr("Time: the first column of dates.")
                       : Words::tr("Time: there are no dates, and these whole numbers count up evenly.");
        case ColumnRole::target:
            return Words::tr("Predicted: the last column of numbers, as it is most often.");
        case ColumnRole::input:
            return Words::tr("Input: a column of numbers beside the one that is predicted.");
        default:
            break;
    }
    if (table.kind(column) == ColumnKind::text)
        return Words::tr("Left out: words are no numbers. Indicators make an input of each of them.");
    if (table.kind(column) == ColumnKind::date)
        return Words::tr("Left out: another column of dates is the time.");
    return Words::tr("Left out: there is no value in it.");
}

void writeRoles(const ColumnRoles& roles, const SeriesTable& table, ElmanDataSpec& data) {
    data.target_columns = namesOf(roles, table, ColumnRole::target);
    data.indicators = namesOf(roles, table, ColumnRole::indicators);
    data.time.clear();
    const auto time = std::ranges::find(roles, ColumnRole::time) - roles.begin();
    if (time < std::ssize(roles) && time != usualTime(table, data.index))
        data.time = table.columns[static_cast<std::size_t>(time)];
    const auto inputs = namesOf(roles, table, ColumnRole::input);
    data.input_columns.reset();
    if (usualInputs(data) != inputs) data.input_columns = inputs;
}

}  // namespace basin::ui
