// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiment/sweep/sweep.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace basin {

namespace {

/// One axis of the search for the nearest cell: the patch on the present level, [patch, patch + 1].
struct Side {
    double at = 0;  // in steps of the present level
    Index patch = 0;
    bool splits = false;

    Side() = default;
    Side(double position, const SweptAxis& axis)
        : at(std::clamp(position, 0.0, static_cast<double>(std::ssize(axis.values) - 1))),
          splits(axis.splits && axis.values.size() > 1) {
        const Index last = std::ssize(axis.values) - 1;
        patch = splits ? std::clamp<Index>(static_cast<Index>(at), 0, last - 1)
                       : static_cast<Index>(std::lround(at));
    }
    Index corner() const { return splits && at - static_cast<double>(patch) >= 0.5 ? patch + 1 : patch; }
    /// Of the next level: what lies in the middle of the patch.
    Index middle() const { return splits ? 2 * patch + 1 : 2 * patch; }
    void halve() {
        at *= 2;
        patch = splits && at >= static_cast<double>(middle()) ? middle() : 2 * patch;
    }
};

}  // namespace

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

PlacedSweepCell Sweep::nearest(const std::array<double, most_axes>& point, Index finest) const {
    std::array<Side, most_axes> sides;
    for (std::size_t k = 0; k < axes.size(); ++k) sides[k] = Side(point[k], axes[k]);
    const auto is_planned = [this](const GridPlace& place) {
        const auto found = std::ranges::lower_bound(refined, place, std::less<>(), &PlacedSweepCell::place);
        return found != refined.end() && found->place == place;
    };
    PlacedSweepCell best;
    for (Index level = 0;; ++level) {
        GridPlace corner{level, {}}, middle{level + 1, {}};
        for (std::size_t k = 0; k < most_axes; ++k) {
            corner.at[k] = sides[k].corner();
            middle.at[k] = sides[k].middle();
        }
        corner = corner.reduced();
        if (auto cell = find(corner); level == 0 || cell != nullptr) best = {corner, std::move(cell)};
        if (level == finest || !is_planned(middle)) return best;
        for (Side& side : sides) side.halve();
    }
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
