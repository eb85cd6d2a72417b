// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace basin {

/// A form in which dates are written.
struct DateForm {
    std::string_view pattern;  // Y year, M and D in digits, B a month's name, Q quarter, W week; else itself
    std::string_view example;  // "2012-01-31"
};

/// The usual forms, each with or without a time of day behind it ("T10:30", " 10:30:15.5", "Z", "+02:00").
const std::vector<DateForm>& date_forms();

/// Seconds since the beginning of 1970 (UTC), of a date in that form; nothing where the text is none.
std::optional<double> parse_date(std::string_view text, const DateForm& form);

/// The forms that all of the texts have; empty where there is no text. More than one where days and months
/// cannot be told apart.
std::vector<DateForm> forms_of_dates(const std::vector<std::string>& texts);

/// "2012-01-31", or "2012-01-31T10:30:15" where there is a time of day.
std::string date_text(double seconds);

/// Whole months since the beginning of year 0, where the date is the beginning of a day; else nothing. day is
/// that of the month, from 1.
struct MonthAndDay {
    long months = 0;
    int day = 1;
};
std::optional<MonthAndDay> month_and_day(double seconds);
/// And back; the last day of the month where it has not so many.
double seconds_of(const MonthAndDay& date);

}  // namespace basin
