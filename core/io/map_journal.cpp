// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_journal.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/numeric/text.h"

namespace basin {

namespace {

constexpr std::string_view causes_mark = " causes ";  // journals of earlier versions have none

std::string causes_text(const CauseCounts& causes) {
    std::string text;
    for (const Index count : causes.counts) {
        if (!text.empty()) text += ',';
        text += std::to_string(count);
    }
    return text;
}

/// Of a whole line, or nothing when it holds something else.
std::optional<CauseCounts> parse_causes(std::string_view text) {
    CauseCounts causes;
    const char* next = text.data();
    const char* const end = next + text.size();
    for (Index& count : causes.counts) {
        const auto [stopped, error] = std::from_chars(next, end, count);
        if (error != std::errc() || count < 0) return std::nullopt;
        const bool last = &count == &causes.counts.back();
        if (last ? stopped != end : stopped == end || *stopped != ',') return std::nullopt;
        next = stopped + 1;
    }
    return causes;
}

}  // namespace

std::string journal_line(const PlacedCell& placed) {
    const auto& [place, cell] = placed;
    std::string text;
    for (const Index value : {place.level, place.error, place.radius, cell.trials, cell.successes}) {
        text += std::to_string(value) + ' ';
    }
    text += exact_number_text(cell.median_iterations);
    if (!std::isnan(cell.median_objective)) text += ' ' + exact_number_text(cell.median_objective);
    if (cell.causes.total() > 0) text.append(causes_mark).append(causes_text(cell.causes));
    return checked_line(text);
}

std::optional<PlacedCell> parse_journal_line(std::string_view line) {
    const auto text = unchecked_line(line);
    if (!text) return std::nullopt;
    PlacedCell placed;
    auto& [place, cell] = placed;
    const char* next = text->data();
    const char* const end = next + text->size();
    for (Index* value : {&place.level, &place.error, &place.radius, &cell.trials, &cell.successes}) {
        const auto [stopped, error] = std::from_chars(next, end, *value);
        if (error != std::errc() || stopped == end || *stopped != ' ') return std::nullopt;
        next = stopped + 1;
    }
    std::string_view rest(next, static_cast<std::size_t>(end - next));
    if (const auto mark = rest.find(causes_mark); mark != std::string_view::npos) {
        const auto causes = parse_causes(rest.substr(mark + causes_mark.size()));
        if (!causes) return std::nullopt;
        cell.causes = *causes;
        rest = rest.substr(0, mark);
    }
    const auto blank = std::min(rest.find(' '), rest.size());  // recurrent networks have a second number
    const auto median = parse_number(rest.substr(0, blank));
    if (!median || cell.trials <= 0) return std::nullopt;
    cell.median_iterations = *median;
    if (blank == rest.size()) return placed;
    const auto objective = parse_number(rest.substr(blank + 1));
    if (!objective) return std::nullopt;
    cell.median_objective = *objective;
    return placed;
}

}  // namespace basin
