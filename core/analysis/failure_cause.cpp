// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/failure_cause.h"

#include <algorithm>
#include <numeric>

#include "core/numeric/name_table.h"

namespace basin {

namespace {

constexpr auto names = name_table<FailureCause>({
    {FailureCause::none, "none"},
    {FailureCause::indefinite_hessian, "indefinite_hessian"},
    {FailureCause::overshot, "overshot"},
    {FailureCause::kink_cycle, "kink_cycle"},
    {FailureCause::another_minimiser, "another_minimiser"},
    {FailureCause::not_a_minimum, "not_a_minimum"},
    {FailureCause::still_falling, "still_falling"},
    {FailureCause::overflow, "overflow"},
    {FailureCause::stalled, "stalled"},
    {FailureCause::refused, "refused"},
});

constexpr auto spoken = name_table<FailureCause>({
    {FailureCause::none, ""},
    {FailureCause::indefinite_hessian, "indefinite Hessian"},
    {FailureCause::overshot, "overshot"},
    {FailureCause::kink_cycle, "cycle across a kink"},
    {FailureCause::another_minimiser, "another minimiser"},
    {FailureCause::not_a_minimum, "not a minimum"},
    {FailureCause::still_falling, "limit while falling"},
    {FailureCause::overflow, "overflow"},
    {FailureCause::stalled, "stalled"},
    {FailureCause::refused, "refused"},
});

constexpr auto meanings = name_table<FailureCause>({
    {FailureCause::none, ""},
    {FailureCause::indefinite_hessian,
     "The matrix of the step was not positive definite: the surface bends downward there, and Newton's step "
     "would lead to a saddle or a maximum."},
    {FailureCause::overshot,
     "The steps were too long: they leapt past the lower ground, and the objective rose on the way."},
    {FailureCause::kink_cycle,
     "The steps went back and forth without becoming shorter, on a function with kinks: where the slope "
     "jumps, they leap from one side to the other."},
    {FailureCause::another_minimiser,
     "The run converged, but to another point than the minimiser that it is measured by."},
    {FailureCause::not_a_minimum,
     "The gradient vanished, but at a point that is not known to be a minimum: a saddle, a maximum, a "
     "plateau, a slope, or one still on the way."},
    {FailureCause::still_falling,
     "The limit was reached while the objective was still falling: the run needed more iterations or time."},
    {FailureCause::overflow, "A number left the range of double precision, or a step could not be computed."},
    {FailureCause::stalled,
     "No step made the objective lower any more, and the gradient had not vanished: the run stopped short."},
    {FailureCause::refused, "The method does not take the problem or its start."},
});

FailureCause at_a_limit(const WaySummary& way, bool has_kinks) {
    if (way.still_falling()) return FailureCause::still_falling;
    if (has_kinks && way.keeps_its_steps()) return FailureCause::kink_cycle;
    return way.rises() > 0 ? FailureCause::overshot : FailureCause::stalled;
}

}  // namespace

std::string_view to_string(FailureCause cause) {
    return names.name(cause);
}

std::optional<FailureCause> parse_failure_cause(std::string_view word) {
    return names.value(word);
}

std::string_view in_words(FailureCause cause) {
    return spoken.name(cause);
}

std::string_view meaning(FailureCause cause) {
    return meanings.name(cause);
}

FailureCause failure_cause(const SolveResult& result, EndKind kind, bool has_kinks) {
    switch (result.termination) {
        case Termination::converged:
            return kind == EndKind::none || is_arrival(kind) ? FailureCause::another_minimiser
                                                             : FailureCause::not_a_minimum;
        case Termination::not_a_minimum:
            return FailureCause::not_a_minimum;
        case Termination::indefinite:
            return FailureCause::indefinite_hessian;
        case Termination::evaluation_failed:
            return FailureCause::overflow;
        case Termination::diverged:
            return result.way.rises() > 0 ? FailureCause::overshot : FailureCause::overflow;
        case Termination::stalled:
            return FailureCause::stalled;
        case Termination::iteration_limit:
        case Termination::time_limit:
            return at_a_limit(result.way, has_kinks);
        case Termination::invalid_input:
            return FailureCause::refused;
        case Termination::stopped:
            break;
    }
    return FailureCause::none;
}

std::string cause_note(const SolveResult& result, FailureCause cause) {
    const bool at_limit =
        result.termination == Termination::iteration_limit || result.termination == Termination::time_limit;
    if (!at_limit || result.iterations == 0) return {};
    if (cause == FailureCause::still_falling) return "L was still falling.";
    const std::string no_lower = "L is no lower than at iteration " + std::to_string(result.way.mark());
    switch (cause) {
        case FailureCause::kink_cycle:
            return no_lower + ", and the steps are no shorter: they leap across kinks.";
        case FailureCause::overshot:
            return no_lower + " and rose " + std::to_string(result.way.rises()) +
                   (result.way.rises() == 1 ? " time" : " times") + ": the steps are too long.";
        case FailureCause::stalled:
            return no_lower + ".";
        default:
            return {};
    }
}

void CauseCounts::add(FailureCause cause) {
    if (cause != FailureCause::none) ++(*this)[cause];
}

Index CauseCounts::total() const {
    return std::accumulate(counts.begin(), counts.end(), Index{0});
}

FailureCause CauseCounts::leading() const {
    const auto most = std::ranges::max_element(counts);
    return *most > 0 ? all_failure_causes[static_cast<std::size_t>(most - counts.begin())]
                     : FailureCause::none;
}

std::string shares_text(const CauseCounts& causes) {
    auto order = all_failure_causes;
    std::ranges::stable_sort(order, std::ranges::greater(),
                             [&](FailureCause cause) { return causes[cause]; });
    std::string text;
    for (const FailureCause cause : order) {
        if (causes[cause] == 0) break;
        text += (text.empty() ? "" : ", ") + std::to_string(causes[cause]) + " ";
        text += in_words(cause);
    }
    return text;
}

}  // namespace basin
