// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep_cost.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "core/experiment/sweep/sweep_trials.h"
#include "core/experiment/sweep/swept_keys.h"
#include "core/numeric/parallel.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

constexpr Index places_tried = 5;
constexpr double longest_tried = 0.3;  // seconds

/// From the first value of every axis to the last.
GridPlace place_along(const std::vector<SweptAxis>& axes, Index step) {
    GridPlace place;
    for (std::size_t k = 0; k < axes.size(); ++k)
        place.at[k] = (std::ssize(axes[k].values) - 1) * step / (places_tried - 1);
    return place;
}

/// A cell's mean, on one thread; nothing when stopped. Stops looking further once it has taken long.
std::optional<double> cell_seconds(SweepTrials& trials, const std::vector<SweptAxis>& axes,
                                   const std::stop_token& stop) {
    using Clock = std::chrono::steady_clock;
    const ThreadLimit alone(1);
    const Clock::time_point start = Clock::now();
    // The middle first: where there is time for one alone, it tells most.
    for (Index tried = 1; const Index step : {2, 0, 4, 1, 3}) {
        if (!trials.run(place_along(axes, step), 1, stop)) return std::nullopt;
        const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
        if (tried == places_tried || seconds > longest_tried) return seconds / static_cast<double>(tried);
        ++tried;
    }
    return std::nullopt;
}

/// How many problems the cells are of.
double problem_count(const std::vector<SweptAxis>& axes) {
    double count = 1;
    for (const SweptAxis& axis : axes)
        if (axis.key.starts_with("problem.")) count *= static_cast<double>(axis.values.size());
    return count;
}

}  // namespace

SweepCost count_sweep(const Experiment& experiment) {
    SweepCost cost;
    cost.cells = 1;
    for (const SweptAxis& axis : swept_axes(experiment)) cost.cells *= std::ssize(axis.values);
    cost.runs = cost.cells * sweep_trial_count(experiment) * std::ssize(experiment.solvers);
    return cost;
}

SweepCost try_sweep(const Experiment& experiment, const std::stop_token& stop) {
    SweepCost cost = count_sweep(experiment);
    const std::vector<SweptAxis> axes = swept_axes(experiment);
    Experiment few = experiment;
    few.sweep->repeats.count = 1;  // where a run takes minutes, more would be waited for
    few.sweep->theory = false;
    const auto tried = static_cast<double>(sweep_trial_count(few));
    SweepTrials trials(few, axes);
    const auto whole = cell_seconds(trials, axes, stop);
    if (!whole) return cost;
    // Again without the problem, which is known now; where trials are long it is the smaller part.
    const auto again = *whole < longest_tried ? cell_seconds(trials, axes, stop) : whole;
    if (!again) return cost;
    const double problem = std::max(0.0, *whole - *again), trial = *again / tried;
    const auto count = static_cast<double>(cost.cells * sweep_trial_count(experiment));
    cost.seconds = std::max(*whole, (problem * problem_count(axes) + trial * count) / hardware_threads());
    return cost;
}

std::string cost_text(const SweepCost& cost) {
    std::string text = std::to_string(cost.runs) + " runs in " + std::to_string(cost.cells) + " cells";
    if (!std::isnan(cost.seconds)) text += ", about " + seconds_text(cost.seconds);
    return text;
}

}  // namespace basin
