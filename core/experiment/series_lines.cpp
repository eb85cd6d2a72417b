// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/experiment/series_columns.h"
#include "core/numeric/calendar.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

std::string quoted_list(const std::vector<std::string>& names) {
    std::vector<std::string> quoted;
    for (const std::string& name : names) quoted.push_back('"' + name + '"');
    return joined(quoted, "and");
}

/// Steps in time: in months where all dates are the same day of a month.
std::vector<double> times_between_lines(const SeriesColumns& columns) {
    const Vector& time = columns.time;
    std::vector<double> steps, months;
    for (Index k = 1; k < time.size(); ++k) {
        steps.push_back(time[k] - time[k - 1]);
        const auto now = columns.is_date ? month_and_day(time[k]) : std::nullopt;
        const auto before = columns.is_date ? month_and_day(time[k - 1]) : std::nullopt;
        if (now && before && now->day == before->day)
            months.push_back(static_cast<double>(now->months - before->months));
    }
    return months.size() == steps.size() ? months : steps;
}

/// "from 2012-01-01 to 2015-12-31, 2 gaps (the first behind 2012-03-01), 1 twice".
std::string time_words(const SeriesFrame& frame) {
    const SeriesColumns& columns = frame.columns();
    std::string words = "from " + frame.time_text(0) + " to " + frame.time_text(columns.rows() - 1);
    std::vector<double> steps = times_between_lines(columns);
    if (steps.empty()) return words;
    std::vector<double> sorted = steps;
    std::ranges::sort(sorted);
    const double usual = sorted[sorted.size() / 2];
    const auto is_gap = [usual](double step) { return step > 1.5 * usual; };
    const auto gaps = std::ranges::count_if(steps, is_gap), twice = std::ranges::count(steps, 0.0);
    if (gaps > 0)
        words += ", " + std::to_string(gaps) + (gaps == 1 ? " gap" : " gaps") + ", the first behind " +
                 frame.time_text(std::ranges::find_if(steps, is_gap) - steps.begin());
    if (twice > 0)
        words += ", " + std::to_string(twice) +
                 (twice == 1 ? " time that is there twice" : " times that are there twice");
    return words + (gaps == 0 && twice == 0 ? ", without a gap" : "");
}

Index rows_without_time(const SeriesTable& table, const std::string& time) {
    const auto column = std::ranges::find(table.columns, time);
    return column == table.columns.end()
               ? 0
               : table.values.col(column - table.columns.begin()).array().isNaN().count();
}

std::string left_out_columns(const ElmanDataSpec& data, const ColumnNames& names) {
    std::vector<std::string> out;
    for (const std::string& name : data.table->value->columns) {
        const bool used = name == names.time || is_in(names.targets, name) || is_in(names.inputs, name) ||
                          is_in(names.indicators, name) || data.where.contains(name);
        if (!used) out.push_back(name);
    }
    return quoted_list(out);
}

std::string method_words(const SeriesPlan& plan, const ColumnNames& names) {
    std::vector<std::string> inputs = names.inputs;
    inputs.insert(inputs.end(), names.indicators.begin(), names.indicators.end());
    if (plan.lags == 0)
        return "explains " + quoted_list(names.targets) + " by " + quoted_list(inputs) +
               " of the same moment; does not forecast (\"lags\" makes it)";
    const std::string ahead =
        plan.horizon == 1 ? "one row ahead" : std::to_string(plan.horizon) + " rows ahead";
    inputs.insert(inputs.begin(), names.targets.begin(), names.targets.end());
    const std::string past =
        plan.lags == 1 ? "the last value" : "the last " + std::to_string(plan.lags) + " values";
    return "forecasts " + quoted_list(names.targets) + ' ' + ahead + " from " + past + " of " +
           quoted_list(inputs);
}

std::string steps_words(const SeriesFrame& frame) {
    const auto all = std::ssize(frame.steps());
    std::string words = std::to_string(frame.training_steps()) + " steps to train on, " +
                        std::to_string(all - frame.training_steps()) + " to test";
    if (frame.left_out() > 0)
        words += "; " + std::to_string(frame.left_out()) + (frame.left_out() == 1 ? " row" : " rows") +
                 " left out, where a value is missing";
    return words;
}

}  // namespace

std::vector<std::string> series_lines(const ElmanDataSpec& data) {
    if (!data.table) return {};
    std::vector<std::string> lines = table_lines(data.table->value->report);
    const ColumnNames names = column_names(data);
    const SeriesFrame frame(series_columns(data), series_plan(data));
    for (const auto& [name, value] : data.where)
        lines.push_back(std::to_string(frame.columns().rows()) + " of the rows are taken: \"" + name +
                        "\" is \"" + value + "\"");
    if (frame.columns().time.size() > 0) {
        lines.push_back("time \"" + names.time + "\" " + time_words(frame));
    } else if (!names.time.empty()) {
        lines.push_back("time \"" + names.time + "\", whose order is not checked: words are no dates");
    }
    if (const Index none = rows_without_time(*data.table->value, names.time); none > 0)
        lines.push_back("left out: " + std::to_string(none) + (none == 1 ? " row" : " rows") +
                        " without a time");
    lines.push_back(method_words(frame.plan(), names));
    if (const std::string out = left_out_columns(data, names); !out.empty())
        lines.push_back("left out: " + out);
    lines.push_back(steps_words(frame));
    return lines;
}

}  // namespace basin
