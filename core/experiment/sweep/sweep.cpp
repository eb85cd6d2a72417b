// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace basin {

Spread spread_of(std::vector<double> values) {
    const auto is_missing = [](double value) { return std::isnan(value); };
    if (std::ranges::all_of(values, is_missing)) return {};
    for (double& value : values)
        if (!std::isfinite(value)) value = std::numeric_limits<double>::infinity();
    std::ranges::sort(values);
    const auto at = [&values](double share) {
        return values[static_cast<std::size_t>(std::lround(share * static_cast<double>(values.size() - 1)))];
    };
    return {at(band_low), at(0.5), at(band_high)};
}

std::size_t Sweep::index(const GridPlace& coarse) const {
    std::size_t index = 0;
    for (std::size_t k = axes.size(); k-- > 0;)
        index = index * axes[k].values.size() + static_cast<std::size_t>(coarse.at[k]);
    return index;
}

std::shared_ptr<const SweepCell> Sweep::find(const GridPlace& place) const {
    if (place.level == 0) {
        for (std::size_t k = 0; k < axes.size(); ++k)
            if (place.at[k] < 0 || place.at[k] >= std::ssize(axes[k].values)) return nullptr;
        return cells[index(place)];
    }
    const auto found = std::ranges::lower_bound(refined, place, std::less<>(), &PlacedSweepCell::place);
    return found != refined.end() && found->place == place ? found->cell : nullptr;
}

ParameterValue Sweep::value_at(const GridPlace& place, std::size_t axis) const {
    return axes[axis].at(place.level, place.at[axis]);
}

std::vector<ParameterValue> Sweep::values_at(const GridPlace& place) const {
    std::vector<ParameterValue> values;
    for (std::size_t k = 0; k < axes.size(); ++k) values.push_back(value_at(place, k));
    return values;
}

std::vector<PlacedSweepCell> computed_cells(const Sweep& sweep) {
    std::vector<PlacedSweepCell> cells;
    GridPlace place;
    std::array<Index, most_axes> counts{1, 1, 1};
    for (std::size_t k = 0; k < sweep.axes.size(); ++k) counts[k] = std::ssize(sweep.axes[k].values);
    for (place.at[2] = 0; place.at[2] < counts[2]; ++place.at[2])
        for (place.at[1] = 0; place.at[1] < counts[1]; ++place.at[1])
            for (place.at[0] = 0; place.at[0] < counts[0]; ++place.at[0])
                if (const auto& cell = sweep.cells[sweep.index(place)]) cells.push_back({place, cell});
    std::ranges::copy_if(sweep.refined, std::back_inserter(cells),
                         [](const PlacedSweepCell& placed) { return placed.cell != nullptr; });
    return cells;
}

}  // namespace basin
