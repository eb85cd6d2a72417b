// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep_spec.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/analysis/refined_grid.h"
#include "core/experiment/source_check.h"
#include "core/experiment/spec_fields.h"
#include "core/numeric/check.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

void validate_range(const SweepAxis& axis, const std::string& where) {
    check_ranges(axis, where);
    require(std::isfinite(axis.from), where + "from", axis.from, "a finite number");
    require(std::isfinite(axis.to), where + "to", axis.to, "a finite number");
    require(axis.count == 1 || axis.to > axis.from, where + "to", axis.to, "a value > from, or a count of 1");
    require(axis.scale == SweepScale::linear || axis.from > 0, where + "from", axis.from,
            "a value > 0, since the scale is log");
}

void validate_list(const SweepAxis& axis, const std::string& where) {
    constexpr std::size_t most = 1000;
    if (axis.values.size() > most)
        throw InputError(where + "values", "found " + std::to_string(axis.values.size()) +
                                               " of them; expected at most " + std::to_string(most));
    const std::set<ParameterValue> different(axis.values.begin(), axis.values.end());
    if (different.size() < axis.values.size())
        throw InputError(where + "values", "found a value twice; expected each once");
}

void validate_keys(const std::vector<SweepAxis>& axes) {
    if (axes.empty() || axes.size() > most_axes)
        throw InputError("axes", "found " + std::to_string(axes.size()) + " axes; expected one to three");
    for (auto axis = axes.begin(); axis != axes.end(); ++axis)
        if (std::find_if(axes.begin(), axis, [&](const SweepAxis& a) { return a.key == axis->key; }) != axis)
            throw InputError("axes", "found \"" + axis->key + "\" twice; expected each key once");
}

}  // namespace

Index coarse_cells(const SweepSpec& spec) {
    double cells = 1;
    for (const SweepAxis& axis : spec.axes)
        cells *= static_cast<double>(axis.values.empty() ? axis.count : std::ssize(axis.values));
    return static_cast<Index>(std::min(cells, 1e15));
}

void SweepSpec::validate() const {
    check_ranges(*this);
    validate_keys(axes);
    for (std::size_t k = 0; k < axes.size(); ++k) {
        const std::string where = "axes[" + std::to_string(k) + "].";
        if (axes[k].values.empty())
            validate_range(axes[k], where);
        else
            validate_list(axes[k], where);
    }
    if (const Index cells = coarse_cells(*this); cells > most_sweep_cells)
        throw InputError("axes", "found " + std::to_string(cells) + " cells; expected at most " +
                                     std::to_string(most_sweep_cells));
    in_section("repeats", [this] { repeats.validate(); });
    for (std::size_t i = 0; i < repeats.vary.size(); ++i)
        if (repeats.count > 1 && std::ranges::find(axes, repeats.vary[i], &SweepAxis::key) != axes.end())
            throw InputError("repeats.vary[" + std::to_string(i) + "]",
                             "found \"" + repeats.vary[i] +
                                 "\", which is an axis; expected another seed, or a count of 1");
}

ParameterValue SweptAxis::at(Index level, Index index) const {
    for (; level > 0 && index % 2 == 0; --level) index /= 2;
    if (level == 0 || !splits) return values[static_cast<std::size_t>(index >> level)];
    const double low = std::get<double>(values.front()), high = std::get<double>(values.back());
    const double share = static_cast<double>(index) / static_cast<double>((std::ssize(values) - 1) << level);
    if (scale == SweepScale::linear) return low + share * (high - low);
    return std::exp(std::log(low) + share * (std::log(high) - std::log(low)));
}

}  // namespace basin
