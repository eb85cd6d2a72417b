// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/analysis/basin_map.h"
#include "core/numeric/check.h"

namespace basin {

bool maps_errors(Approximation approximation) {
    switch (approximation) {
        case Approximation::controlled:
        case Approximation::leverage_sampling:
        case Approximation::uniform_sampling:
        case Approximation::sketch:
            return true;
        case Approximation::exact:
        case Approximation::gauss_newton:
        case Approximation::diagonal:
        case Approximation::stale:
            break;
    }
    return false;
}

void BasinMapSpec::validate() const {
    require(radius_min > 0, "radius_min", radius_min, "a value > 0");
    require(radius_max >= radius_min && std::isfinite(radius_max), "radius_max", radius_max,
            "a finite value >= radius_min");
    require(radius_count >= 1 && radius_count <= 512, "radius_count", radius_count,
            "1 <= radius_count <= 512");
    require(error_min >= 0, "error_min", error_min, "a value >= 0");
    require(error_max >= error_min && error_max <= 10, "error_max", error_max,
            "error_min <= error_max <= 10");
    require(error_count >= 1 && error_count <= 512, "error_count", error_count, "1 <= error_count <= 512");
    require(refinement >= 0 && refinement <= 6, "refinement", refinement, "0 <= refinement <= 6");
    require(trials >= 1 && trials <= 100000, "trials", trials, "1 <= trials <= 100000");
    require(max_iterations >= 1, "max_iterations", max_iterations, "a value >= 1");
    require(std::isfinite(success_within) && success_within > 0, "success_within", success_within,
            "a finite value > 0");
    if (!maps_errors(approximation)) {
        throw InputError("approximation", "found \"" + std::string(to_string(approximation)) +
                                              "\"; expected one whose error can be chosen: controlled, "
                                              "leverage-sampling, uniform-sampling or sketch");
    }
    require(approximation == Approximation::controlled || error_min > 0, "error_min", error_min,
            "a value > 0, since no number of samples makes an error of 0");
}

std::optional<std::string> reject_basin_map(const BasinMapSpec& spec, const Problem& problem) {
    // The smallest error asks for the most.
    return reject_approximation({.approximation = spec.approximation, .error = spec.error_min}, problem);
}

void MapShard::validate() const {
    require(count >= 1 && count <= 1000000, "shard", count, "I/N with 1 <= N <= 1000000");
    if (index >= 1 && index <= count) return;
    throw InputError("shard", "found " + text() + "; expected I/N with 1 <= I <= N");
}

RateInterval wilson_interval(Index successes, Index trials) {
    if (trials <= 0) return {0, 1};
    constexpr double z = 1.959963984540054;  // 97.5 % quantile of the standard normal distribution
    const auto n = static_cast<double>(trials);
    const double rate = static_cast<double>(successes) / n;
    const double centre = (rate + z * z / (2 * n)) / (1 + z * z / n);
    const double half = z / (1 + z * z / n) * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n));
    return {successes == 0 ? 0 : centre - half, successes == trials ? 1 : centre + half};
}

}  // namespace basin
