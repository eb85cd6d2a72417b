// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/date_ticks.h"

#include <algorithm>
#include <cmath>

#include "core/numeric/calendar.h"

namespace basin::ui {

namespace {

constexpr double day = 86400;
constexpr double month = 365.2425 / 12 * day;
constexpr std::size_t mostTicks = 100;

/// The months since year 0 at or before that time.
long monthAt(double seconds) {
    const auto date = month_and_day(std::floor(seconds / day) * day);
    return date ? date->months : 0;
}

QString monthLabel(long months, double seconds) {
    const QString text = QString::fromStdString(date_text(seconds));
    return months % 12 == 0 ? text.section(QLatin1Char('-'), 0, 0) : text.section(QLatin1Char('-'), 0, 1);
}

std::vector<Tick> monthTicks(double low, double high, long step) {
    std::vector<Tick> ticks;
    long months = monthAt(low);
    months -= ((months % step) + step) % step;
    for (; ticks.size() < mostTicks; months += step) {
        const double position = seconds_of({months, 1});
        if (position > high) break;
        if (position >= low) ticks.push_back({position, monthLabel(months, position)});
    }
    return ticks;
}

std::vector<Tick> dayTicks(double low, double high, double step) {
    std::vector<Tick> ticks;
    for (double k = std::ceil(low / step); k * step <= high && ticks.size() < mostTicks; ++k)
        ticks.push_back(
            {k * step,
             QString::fromStdString(date_text(k * step)).replace(QLatin1Char('T'), QLatin1Char(' '))});
    return ticks;
}

}  // namespace

std::vector<Tick> makeDateTicks(double low, double high, int wanted) {
    if (!(high > low) || !std::isfinite(low) || !std::isfinite(high)) return {};
    const double step = (high - low) / std::max(wanted, 1);
    for (const double part : {1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 3 * 3600.0, 6 * 3600.0, 12 * 3600.0,
                              day, 2 * day, 5 * day, 10 * day})
        if (part >= step) return dayTicks(low, high, part);
    for (const long months : {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000, 24000})
        if (static_cast<double>(months) * month >= step) return monthTicks(low, high, months);
    return monthTicks(low, high, 60000);
}

}  // namespace basin::ui
