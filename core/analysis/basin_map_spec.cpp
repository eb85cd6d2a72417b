// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_map_spec.h"

#include "core/analysis/spec_fields.h"
#include "core/numeric/check.h"
#include "core/numeric/text.h"

namespace basin {

void BasinMapSpec::validate() const {
    check_ranges(*this);
    // A file knows a cell by its radius and error, which several would share.
    require(radius_count == 1 || radius_max > radius_min, "radius_max", radius_max,
            "a value > radius_min, or a radius_count of 1");
    require(error_count == 1 || error_max > error_min, "error_max", error_max,
            "a value > error_min, or an error_count of 1");
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

}  // namespace basin
