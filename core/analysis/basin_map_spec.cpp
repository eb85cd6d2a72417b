// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/analysis/basin_map.h"
#include "core/numeric/check.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

void validate_radii(const BasinMapSpec& spec) {
    require(spec.radius_min > 0, "radius_min", spec.radius_min, "a value > 0");
    require(spec.radius_max >= spec.radius_min && std::isfinite(spec.radius_max), "radius_max",
            spec.radius_max, "a finite value >= radius_min");
    require(spec.radius_count >= 1 && spec.radius_count <= 512, "radius_count", spec.radius_count,
            "1 <= radius_count <= 512");
    // A file knows a cell by its radius and error, which several would share.
    require(spec.radius_count == 1 || spec.radius_max > spec.radius_min, "radius_max", spec.radius_max,
            "a value > radius_min, or a radius_count of 1");
}

void validate_errors(const BasinMapSpec& spec) {
    require(spec.error_min >= 0, "error_min", spec.error_min, "a value >= 0");
    require(spec.error_max >= spec.error_min && spec.error_max <= 10, "error_max", spec.error_max,
            "error_min <= error_max <= 10");
    require(spec.error_count >= 1 && spec.error_count <= 512, "error_count", spec.error_count,
            "1 <= error_count <= 512");
    require(spec.error_count == 1 || spec.error_max > spec.error_min, "error_max", spec.error_max,
            "a value > error_min, or an error_count of 1");
}

}  // namespace

void BasinMapSpec::validate() const {
    validate_radii(*this);
    validate_errors(*this);
    require(refinement >= 0 && refinement <= 6, "refinement", refinement, "0 <= refinement <= 6");
    require(trials >= 1 && trials <= 100000, "trials", trials, "1 <= trials <= 100000");
    require(max_iterations >= 1, "max_iterations", max_iterations, "a value >= 1");
    require(std::isfinite(success_within) && success_within > 0, "success_within", success_within,
            "a finite value > 0");
    if (!info_of(approximation).has_error()) {
        throw InputError("approximation",
                         "found \"" + std::string(to_string(approximation)) +
                             "\"; expected one whose error can be chosen: " +
                             joined(names_of(approximations_where(&ApproximationInfo::has_error)), "or"));
    }
    require(!info_of(approximation).draws || error_min > 0, "error_min", error_min,
            "a value > 0, since no number of samples makes an error of 0");
}

std::optional<std::string> reject_basin_map(const BasinMapSpec& spec, const Problem& problem) {
    // The smallest error asks for the most.
    auto reason =
        reject_approximation({.approximation = spec.approximation, .error = spec.error_min}, problem);
    constexpr std::string_view advice = "raise error or give samples.";  // which a map has no keys for
    if (reason && reason->ends_with(advice))
        reason->replace(reason->size() - advice.size(), advice.size(), "raise error_min.");
    return reason;
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
