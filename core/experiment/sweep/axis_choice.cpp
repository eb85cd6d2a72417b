// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/axis_choice.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/analysis/refined_grid.h"

namespace basin {

namespace {

constexpr Index points = 9, seeds = 8;
constexpr double times = 10, whole_times = 4;  // to either side of a value

double number_of(const ParameterValue& value) {
    const auto* whole = std::get_if<std::uint64_t>(&value);
    return whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
}

SweepAxis axis_of_range(const SweptKey& key, double from, double to, Index count,
                        SweepScale scale = SweepScale::linear) {
    return {key.key, from, to, count, scale, {}};
}

SweepAxis words(const SweptKey& key) {
    SweepAxis axis = axis_of_range(key, 0, 1, points);
    axis.values.assign(key.choices.begin(), key.choices.end());
    return axis;
}

SweepAxis next_seeds(const SweptKey& key) {
    const double first = number_of(key.value);
    return axis_of_range(key, first, first + static_cast<double>(seeds - 1), seeds);
}

/// From a few times less to a few times more, as far as the range goes.
SweepAxis around(const SweptKey& key, double value, double factor, Index count) {
    SweepAxis axis = axis_of_range(key, 0, 1, count, SweepScale::log);
    axis.from = std::max(value / factor, key.range.low);
    axis.to = std::min(value * factor, key.range.high);
    if (key.range.above_low && axis.from <= key.range.low) axis.from = value;
    if (!(axis.from > 0)) axis.from = value / factor;
    return axis;
}

SweepAxis whole_numbers(const SweptKey& key) {
    const double value = number_of(key.value);
    if (value < 1) return axis_of_range(key, 0, 4, 5);
    SweepAxis axis = around(key, value, whole_times, 5);
    axis.from = std::max(1.0, std::round(axis.from));
    axis.to = std::round(axis.to);
    if (!(axis.to > axis.from)) axis.count = 1;
    return axis;
}

SweepAxis real_numbers(const SweptKey& key) {
    const double value = number_of(key.value);
    const Range& range = key.range;
    const bool two_ends = std::isfinite(range.low) && std::isfinite(range.high) && !range.above_low &&
                          range.high - range.low <= times;
    SweepAxis axis = axis_of_range(key, 0, 1, points);
    if (two_ends) {
        axis.from = range.low;
        axis.to = range.high;
    } else if (value > 0 && std::isfinite(value)) {
        axis = around(key, value, times, points);
    } else if (value < 0) {
        axis.from = std::max(times * value, range.low);
        axis.to = std::min(0.0, range.high);
    } else {
        axis.from = std::isfinite(range.low) ? range.low : 0;
        axis.to = std::min(axis.from + 1, range.high);
    }
    if (!(axis.to > axis.from)) axis.count = 1;
    return axis;
}

/// The place among the solvers of "solvers[2].error"; nothing for other keys. rest: behind the bracket.
std::optional<std::size_t> solver_of(std::string_view key, std::string_view& rest) {
    constexpr std::string_view begin = "solvers[";
    if (!key.starts_with(begin)) return std::nullopt;
    key.remove_prefix(begin.size());
    std::size_t place = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), place);
    if (error != std::errc() || end == key.data() + key.size() || *end != ']') return std::nullopt;
    rest = key.substr(static_cast<std::size_t>(end - key.data()));
    return place;
}

}  // namespace

SweepAxis suggested_axis(const SweptKey& key) {
    switch (key.kind) {
        case SweptKind::choice:
            return words(key);
        case SweptKind::seed:
            return next_seeds(key);
        case SweptKind::whole:
            return whole_numbers(key);
        case SweptKind::real:
            break;
    }
    return real_numbers(key);
}

void add_axis(SweepSpec& sweep, const SweptKey& key, AxisPlace place) {
    const SweepAxis wanted = suggested_axis(key);
    const auto same = std::ranges::find(sweep.axes, key.key, &SweepAxis::key);
    if (same != sweep.axes.end())
        *same = wanted;
    else if (!sweep.axes.empty() && (place == AxisPlace::last || sweep.axes.size() >= most_axes))
        sweep.axes.back() = wanted;
    else
        sweep.axes.push_back(wanted);
    if (std::erase(sweep.repeats.vary, key.key) > 0 && sweep.repeats.vary.empty()) {
        sweep.repeats.vary = {key.key};
        sweep.repeats.count = 1;
    }
}

void drop_axis(SweepSpec& sweep, const std::string& key) {
    std::erase_if(sweep.axes, [&key](const SweepAxis& axis) { return axis.key == key; });
}

void mend_axes(SweepSpec& sweep, const Experiment& experiment) {
    const std::vector<SweptKey> known = swept_keys(experiment);
    const auto find = [&known](std::string_view key) {
        return std::ranges::find(known, key, &SweptKey::key);
    };
    std::erase_if(sweep.axes, [&](const SweepAxis& axis) { return find(axis.key) == known.end(); });
    if (!sweep.axes.empty() || known.empty()) return;
    for (const std::string_view first : {"start.radius", "start.deviation"})
        if (const auto key = find(first); key != known.end())
            return add_axis(sweep, *key, AxisPlace::further);
    add_axis(sweep, known.front(), AxisPlace::further);
}

void follow_solvers(SweepSpec& sweep, const std::vector<SolverSpec>& before,
                    const std::vector<SolverSpec>& after) {
    if (before == after) return;
    std::erase_if(sweep.axes, [&](SweepAxis& axis) {
        std::string_view rest;
        const auto place = solver_of(axis.key, rest);
        if (!place || *place >= before.size()) return false;
        // A parameter that was edited leaves its solver where it was.
        if (*place < after.size() && before.size() == after.size() &&
            after[*place].name == before[*place].name)
            return false;
        const auto same = std::ranges::find(after, before[*place]);
        if (same == after.end()) return true;
        axis.key = "solvers[" + std::to_string(same - after.begin()) + std::string(rest);
        return false;
    });
}

}  // namespace basin
