// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/numeric/calendar.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "core/numeric/text.h"

namespace basin {

namespace {

constexpr double seconds_a_day = 86400;

struct Civil {
    long year = 1970;
    int month = 1, day = 1;
};

/// Days since 1970-01-01 in the Gregorian calendar, by eras of 400 years.
long days_of(const Civil& date) {
    const long year = date.year - (date.month <= 2 ? 1 : 0);
    const long era = (year >= 0 ? year : year - 399) / 400;
    const long of_era = year - era * 400;
    const long month = date.month + (date.month > 2 ? -3 : 9);
    const long of_year = (153 * month + 2) / 5 + date.day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

Civil civil_of(long days) {
    days += 719468;
    const long era = (days >= 0 ? days : days - 146096) / 146097;
    const long of_era = days - era * 146097;
    const long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const long of_year = of_era - (365 * year + year / 4 - year / 100);
    const long month = (5 * of_year + 2) / 153;
    Civil date;
    date.day = static_cast<int>(of_year - (153 * month + 2) / 5 + 1);
    date.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
    date.year = year + era * 400 + (date.month <= 2 ? 1 : 0);
    return date;
}

bool is_leap(long year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_in_month(long year, int month) {
    constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes so many digits at most from the front; nothing unless there are at least so many.
std::optional<int> take_digits(std::string_view& text, std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t count = 0;
    while (count < most && count < text.size() && is_digit(text[count]))
        value = value * 10 + (text[count++] - '0');
    if (count < least) return std::nullopt;
    text.remove_prefix(count);
    return value;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// A month's name in English, whole or its first three letters, with or without a point.
std::optional<int> take_month_name(std::string_view& text) {
    constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};
    std::size_t count = 0;
    std::string word;
    while (count < text.size() && lower(text[count]) >= 'a' && lower(text[count]) <= 'z')
        word += lower(text[count++]);
    for (std::size_t k = 0; k < names.size(); ++k) {
        if (word != names[k] && word != names[k].substr(0, 3)) continue;
        text.remove_prefix(count);
        if (text.starts_with('.')) text.remove_prefix(1);
        return static_cast<int>(k) + 1;
    }
    return std::nullopt;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

/// "+02:00", "-0500" or "Z", in seconds to take away; nothing where it is something else.
std::optional<double> take_zone(std::string_view& text) {
    if (text.empty() || take(text, 'Z')) return 0.0;
    const double sign = text.front() == '-' ? -1 : 1;
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const auto hours = take_digits(text, 2, 2);
    take(text, ':');
    const auto minutes = text.empty() ? std::optional<int>(0) : take_digits(text, 2, 2);
    if (!hours || !minutes) return std::nullopt;
    return sign * (*hours * 3600.0 + *minutes * 60.0);
}

/// The time of day behind a date, in seconds; nothing where it is something else.
std::optional<double> take_time(std::string_view& text) {
    if (text.empty()) return 0.0;
    if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
    const auto hours = take_digits(text, 1, 2);
    if (!hours || *hours > 24 || !take(text, ':')) return std::nullopt;
    const auto minutes = take_digits(text, 2, 2);
    if (!minutes || *minutes > 59) return std::nullopt;
    double seconds = *hours * 3600.0 + *minutes * 60.0;
    if (take(text, ':')) {
        const std::size_t length = std::min(text.find_first_not_of("0123456789."), text.size());
        const auto part = parse_number(text.substr(0, length));
        if (!part || length < 2 || *part >= 61) return std::nullopt;
        seconds += *part;
        text.remove_prefix(length);
    }
    const auto zone = take_zone(text);
    if (!zone) return std::nullopt;
    return seconds - *zone;
}

/// Takes one part of a pattern from the text.
bool take_part(std::string_view& text, char part, bool is_alone, Civil& date) {
    std::optional<int> found;
    switch (part) {
        case 'Y': {
            const bool has_zero = text.starts_with('0');
            const std::size_t before = text.size();
            found = take_digits(text, is_alone ? 1 : 4, 4);
            if (!found || (has_zero && before - text.size() < 4)) return false;
            date.year = *found;
            return true;
        }
        case 'M':
        case 'B':
            found = part == 'M' ? take_digits(text, 1, 2) : take_month_name(text);
            if (!found || *found < 1 || *found > 12) return false;
            date.month = *found;
            return true;
        case 'D':
            found = take_digits(text, 1, 2);
            if (!found || *found < 1 || *found > 31) return false;
            date.day = *found;
            return true;
        case 'Q':
            found = take_digits(text, 1, 1);
            if (!found || *found < 1 || *found > 4) return false;
            date.month = 3 * *found - 2;
            return true;
        case 'q':
            return take(text, 'Q') || take(text, 'q');
        default:
            return take(text, part);
    }
}

}  // namespace

const std::vector<DateForm>& date_forms() {
    static const std::vector<DateForm> forms{
        {"Y-M-D", "2012-01-31"},    {"Y/M/D", "2012/01/31"},  {"Y.M.D", "2012.01.31"},
        {"D.M.Y", "31.01.2012"},    {"D/M/Y", "31/01/2012"},  {"M/D/Y", "01/31/2012"},
        {"D-M-Y", "31-01-2012"},    {"M-D-Y", "01-31-2012"},  {"B D Y", "Jan 31 2012"},
        {"B D, Y", "Jan 31, 2012"}, {"D B Y", "31 Jan 2012"}, {"D. B Y", "31. Jan 2012"},
        {"D-B-Y", "31-Jan-2012"},   {"Y-M", "2012-01"},       {"Y/M", "2012/01"},
        {"M/Y", "01/2012"},         {"M.Y", "01.2012"},       {"B Y", "Jan 2012"},
        {"B-Y", "Jan-2012"},        {"Y B", "2012 Jan"},      {"YqQ", "2012Q1"},
        {"Y qQ", "2012 Q1"},        {"Y-qQ", "2012-Q1"},      {"qQ Y", "Q1 2012"}};
    return forms;
}

std::optional<double> parse_date(std::string_view text, const DateForm& form) {
    Civil date;
    for (const char part : form.pattern)
        if (!take_part(text, part, form.pattern == "Y-M", date)) return std::nullopt;
    if (date.day > days_in_month(date.year, date.month)) return std::nullopt;
    const auto time = take_time(text);
    if (!time || !text.empty()) return std::nullopt;
    return static_cast<double>(days_of(date)) * seconds_a_day + *time;
}

std::vector<DateForm> forms_of_dates(const std::vector<std::string>& texts) {
    std::vector<DateForm> fitting;
    if (texts.empty()) return fitting;
    for (const DateForm& form : date_forms()) {
        const bool all = std::ranges::all_of(
            texts, [&](const std::string& text) { return parse_date(text, form).has_value(); });
        if (all) fitting.push_back(form);
    }
    return fitting;
}

std::string date_text(double seconds) {
    const double whole_days = std::floor(seconds / seconds_a_day);
    if (!(std::abs(whole_days) < 1e8)) return "unknown";
    const Civil date = civil_of(static_cast<long>(whole_days));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%04ld-%02d-%02d", date.year, date.month, date.day);
    std::string whole = text.data();
    const auto rest = static_cast<int>(seconds - whole_days * seconds_a_day);
    if (rest == 0) return whole;
    std::snprintf(text.data(), text.size(), "T%02d:%02d", rest / 3600, rest / 60 % 60);
    whole += text.data();
    if (rest % 60 == 0) return whole;
    std::snprintf(text.data(), text.size(), ":%02d", rest % 60);
    return whole + text.data();
}

std::optional<MonthAndDay> month_and_day(double seconds) {
    const double days = seconds / seconds_a_day;
    if (days != std::floor(days) || !(std::abs(days) < 1e8)) return std::nullopt;
    const Civil date = civil_of(static_cast<long>(days));
    return MonthAndDay{date.year * 12 + date.month - 1, date.day};
}

double seconds_of(const MonthAndDay& date) {
    const long year = date.months >= 0 ? date.months / 12 : (date.months - 11) / 12;
    const int month = static_cast<int>(date.months - year * 12) + 1;
    const Civil civil{year, month, std::min(date.day, days_in_month(year, month))};
    return static_cast<double>(days_of(civil)) * seconds_a_day;
}

}  // namespace basin
