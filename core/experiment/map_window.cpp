// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/map_window.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/experiment/problem_family.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

constexpr double largest_error = 10;
// Radii come from logarithms and back, which costs some units in the last place; half of it will do.
constexpr double apart = 8 * std::numeric_limits<double>::epsilon();

/// Steps of the finest level over the whole of an axis.
double finest_steps(Index count, Index refinement) {
    return static_cast<double>(count << refinement);
}

bool is_allowed(Experiment experiment, const BasinMapSpec& spec) {
    experiment.basin_map = spec;
    try {
        spec.validate();
        family_of(experiment).validate(experiment);
        return true;
    } catch (const InputError&) {
        return false;
    }
}

/// Centres of the outermost of so many cells that fill a range.
struct Centres {
    double first, last;
};
Centres centres_within(double low, double high, Index count) {
    const double half = (high - low) / (2 * static_cast<double>(count));
    return {low + half, high - half};
}

}  // namespace

LeastWindow least_window(const BasinMapSpec& spec, const MapWindow& window) {
    // d(log10 r) = d(r) / (r ln 10), and the logarithm itself is rounded.
    const double log_size =
        std::max({1.0, std::abs(std::log10(window.radius_low)), std::abs(std::log10(window.radius_high))});
    const double error_size = std::max(std::abs(window.error_low), std::abs(window.error_high));
    const auto steps = [&](Index count) { return finest_steps(count, spec.refinement); };
    return {spec.radius_count > 1 ? apart * log_size * steps(spec.radius_count) : 0,
            spec.error_count > 1 ? apart * error_size * steps(spec.error_count) : 0};
}

std::optional<BasinMapSpec> map_of_window(const Experiment& experiment, const MapWindow& window) {
    BasinMapSpec spec = *experiment.basin_map;
    const LeastWindow least = least_window(spec, window);
    if (spec.radius_count > 1) {
        const double low = std::log10(window.radius_low), high = std::log10(window.radius_high);
        if (!(high - low >= least.decades / 2)) return std::nullopt;
        const Centres centres = centres_within(low, high, spec.radius_count);
        spec.radius_min = std::pow(10.0, centres.first);
        spec.radius_max = std::pow(10.0, centres.last);
    }
    if (spec.error_count > 1) {
        // Of an approximation that draws samples an error below the map's own costs more than was asked for.
        const double lowest = info_of(spec.approximation).draws ? spec.error_min : 0;
        const double low = std::max(window.error_low, lowest);
        double high = std::min(window.error_high, largest_error);
        if (!(high - low >= least.errors / 2) || !(high > low)) return std::nullopt;
        const double own_highest = spec.error_max;
        const auto fill = [&](double up_to) {
            const Centres centres = centres_within(low, up_to, spec.error_count);
            spec.error_min = centres.first;
            spec.error_max = centres.last;
        };
        fill(high);
        if (high > own_highest && !is_allowed(experiment, spec) && own_highest > low) fill(own_highest);
    }
    return is_allowed(experiment, spec) ? std::optional(spec) : std::nullopt;
}

}  // namespace basin
