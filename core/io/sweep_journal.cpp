// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sweep_journal.h"

#include <cmath>
#include <memory>
#include <vector>

#include "core/io/sweep_numbers.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

/// The numbers between blanks; nothing when one of them is none.
std::optional<std::vector<double>> hexadecimal_numbers(const std::string& text) {
    std::vector<double> numbers;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const auto number = parse_number(std::string_view(text).substr(begin, end - begin));
        if (!number) return std::nullopt;
        numbers.push_back(*number);
        begin = end + 1;
    }
    return numbers;
}

constexpr std::size_t head = 1 + most_axes;

}  // namespace

std::string SweepCodec::line(const PlacedSweepCell& placed) {
    std::string text = std::to_string(placed.place.level);
    for (const Index index : placed.place.at) text += ' ' + std::to_string(index);
    for (const double number : sweep_numbers(placed.cell->theory)) text += ' ' + exact_number_text(number);
    for (const SweepOutcome& outcome : placed.cell->solvers)
        for (const double number : sweep_numbers(outcome)) text += ' ' + exact_number_text(number);
    return checked_line(text);
}

std::optional<PlacedSweepCell> SweepCodec::parse(std::string_view line) {
    const auto text = unchecked_line(line);
    const auto numbers = text ? hexadecimal_numbers(*text) : std::nullopt;
    if (!numbers) return std::nullopt;
    constexpr std::size_t fixed = head + sweep_theory_numbers;
    if (numbers->size() <= fixed || (numbers->size() - fixed) % sweep_outcome_numbers != 0)
        return std::nullopt;
    PlacedSweepCell placed;
    placed.place.level = static_cast<Index>(numbers->front());
    for (std::size_t k = 0; k < most_axes; ++k) placed.place.at[k] = static_cast<Index>((*numbers)[1 + k]);
    auto cell = std::make_shared<SweepCell>();
    const std::span<const double> rest = std::span(*numbers).subspan(head);
    cell->theory = sweep_theory(rest.first(sweep_theory_numbers));
    for (std::size_t next = sweep_theory_numbers; next < rest.size(); next += sweep_outcome_numbers)
        cell->solvers.push_back(sweep_outcome(rest.subspan(next, sweep_outcome_numbers)));
    placed.cell = std::move(cell);
    return placed;
}

}  // namespace basin
