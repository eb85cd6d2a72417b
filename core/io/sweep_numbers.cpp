// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/sweep_numbers.h"

namespace basin {

namespace {

/// Calls visit(number) for each, in order.
template <class Outcome, class Visit>
void for_each_number(Outcome& outcome, const Visit& visit) {
    visit(outcome.trials);
    visit(outcome.arrived);
    for (auto& count : outcome.causes.counts) visit(count);
    for (auto* spread :
         {&outcome.steps, &outcome.objective, &outcome.distance, &outcome.test_error, &outcome.seconds}) {
        visit(spread->low);
        visit(spread->median);
        visit(spread->high);
    }
}

void take(double number, double& into) {
    into = number;
}
/// A count that a damaged file has as something else is 0.
void take(double number, Index& into) {
    constexpr double largest = 9007199254740992;  // 2^53
    into = number >= 0 && number <= largest ? static_cast<Index>(number) : 0;
}

template <class Theory, class Visit>
void for_each_promise(Theory& theory, const Visit& visit) {
    for (auto* number : {&theory.measured_radius, &theory.certified_radius, &theory.estimated_radius,
                         &theory.published_log10, &theory.promised_steps, &theory.measured_steps})
        visit(*number);
}

}  // namespace

std::array<double, sweep_outcome_numbers> sweep_numbers(const SweepOutcome& outcome) {
    std::array<double, sweep_outcome_numbers> numbers{};
    std::size_t next = 0;
    for_each_number(outcome, [&](const auto& number) { numbers[next++] = static_cast<double>(number); });
    return numbers;
}

SweepOutcome sweep_outcome(std::span<const double> numbers) {
    SweepOutcome outcome;
    std::size_t next = 0;
    for_each_number(outcome, [&](auto& number) { take(numbers[next++], number); });
    return outcome;
}

std::array<double, sweep_theory_numbers> sweep_numbers(const SweepTheory& theory) {
    std::array<double, sweep_theory_numbers> numbers{};
    std::size_t next = 0;
    for_each_promise(theory, [&](const double& number) { numbers[next++] = number; });
    return numbers;
}

SweepTheory sweep_theory(std::span<const double> numbers) {
    SweepTheory theory;
    std::size_t next = 0;
    for_each_promise(theory, [&](double& number) { number = numbers[next++]; });
    return theory;
}

const std::vector<std::string>& sweep_outcome_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all{"trials", "arrived"};
        for (const FailureCause cause : all_failure_causes) all.emplace_back(to_string(cause));
        for (const char* quantity : {"steps", "objective", "distance", "test_error", "seconds"})
            for (const char* share : {"_10", "_50", "_90"}) all.push_back(std::string(quantity) + share);
        return all;
    }();
    return names;
}

const std::vector<std::string>& sweep_theory_names() {
    static const std::vector<std::string> names{"measured_radius",  "certified_radius",
                                                "estimated_radius", "published_radius_log10",
                                                "promised_steps",   "measured_steps"};
    return names;
}

}  // namespace basin
