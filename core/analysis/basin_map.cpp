// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/basin_map.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "core/analysis/growing_map.h"
#include "core/analysis/growth.h"
#include "core/analysis/map_trials.h"

namespace basin {

namespace {

/// The value of a place's index on one axis, whose level 0 has the given points.
template <typename Between>
double coordinate(const Vector& points, Index level, Index index, const Between& between) {
    for (; level > 0 && index % 2 == 0; --level) index /= 2;
    if (level == 0) return points[index];
    const auto steps = static_cast<double>((points.size() - 1) << level);
    return between(points[0], points[points.size() - 1], static_cast<double>(index) / steps);
}

/// One axis of the search for the nearest cell: the patch on the present level, [patch, patch + 1].
struct Axis {
    double at;  // in steps of the present level
    Index patch;
    bool single;  // only one point: no patches to split

    Axis(double position, Index points) : single(points == 1) {
        at = std::clamp(position, 0.0, static_cast<double>(points - 1));
        patch = std::clamp<Index>(static_cast<Index>(at), 0, std::max<Index>(points - 2, 0));
    }
    Index corner() const { return single ? 0 : patch + (at - static_cast<double>(patch) >= 0.5 ? 1 : 0); }
    Index middle() const { return single ? 0 : 2 * patch + 1; }
    void halve() {
        at *= 2;
        if (!single) patch = at >= static_cast<double>(middle()) ? middle() : 2 * patch;
    }
};

}  // namespace

MapPlace MapPlace::reduced() const {
    MapPlace place = *this;
    for (; place.level > 0 && place.radius % 2 == 0 && place.error % 2 == 0; --place.level) {
        place.radius /= 2;
        place.error /= 2;
    }
    return place;
}

const BasinMapCell* BasinMap::find(const MapPlace& place) const {
    if (place.level == 0) {
        const bool inside = place.radius >= 0 && place.radius < radii.size() && place.error >= 0 &&
                            place.error < errors.size();
        return inside ? &cell(place.radius, place.error) : nullptr;
    }
    const auto found = std::ranges::lower_bound(refined, place, std::less<>(), &PlacedCell::place);
    return found != refined.end() && found->place == place ? &found->cell : nullptr;
}

double BasinMap::radius_at(const MapPlace& place) const {
    return coordinate(radii, place.level, place.radius, [](double low, double high, double share) {
        return std::exp(std::log(low) + share * (std::log(high) - std::log(low)));
    });
}

double BasinMap::error_at(const MapPlace& place) const {
    return coordinate(errors, place.level, place.error,
                      [](double low, double high, double share) { return low + share * (high - low); });
}

PlacedCell BasinMap::nearest(double column, double row, Index finest) const {
    Axis radius(column, radii.size()), error(row, errors.size());
    PlacedCell best;
    for (Index level = 0;; ++level) {
        const MapPlace corner = MapPlace{level, error.corner(), radius.corner()}.reduced();
        const BasinMapCell* cell = find(corner);
        if (level == 0 || (cell != nullptr && cell->trials > 0)) best = {corner, *cell};
        if (level == finest || find({level + 1, error.middle(), radius.middle()}) == nullptr) return best;
        radius.halve();
        error.halve();
    }
}

std::vector<PlacedCell> computed_cells(const BasinMap& map) {
    std::vector<PlacedCell> cells;
    for (Index e = 0; e < map.errors.size(); ++e) {
        for (Index r = 0; r < map.radii.size(); ++r) {
            if (map.cell(r, e).trials > 0) cells.push_back({{0, e, r}, map.cell(r, e)});
        }
    }
    std::ranges::copy_if(map.refined, std::back_inserter(cells),
                         [](const PlacedCell& placed) { return placed.cell.trials > 0; });
    return cells;
}

std::shared_ptr<const BasinMap> compute_basin_map(const Problem& problem, const Minimiser& minimiser,
                                                  const BasinMapSpec& spec, const StoppingRule& stopping,
                                                  const BasinMapSink& sink, std::stop_token stop, int threads,
                                                  const MapPart& part) {
    spec.validate();
    // Without a minimiser there is nothing to measure distances from.
    if (minimiser.x.size() != problem.dimension()) {
        GrowingMap empty(spec, part);
        return SharedGrowth<GrowingMap>(empty, part.finish, sink).show();
    }
    const MapTrials trials(problem, minimiser, spec, stopping);
    return compute_basin_map(
        [&trials](const MapPlace& place, double radius, double error, int helpers,
                  const std::stop_token& token) { return trials.run(place, radius, error, helpers, token); },
        spec, sink, std::move(stop), threads, part);
}

std::shared_ptr<const BasinMap> compute_basin_map(const CellTrials& trials, const BasinMapSpec& spec,
                                                  const BasinMapSink& sink, std::stop_token stop, int threads,
                                                  const MapPart& part) {
    spec.validate();
    GrowingMap growing(spec, part);
    const auto compute = [&](const MapPlace& place, int helpers) {
        const BasinMap& map = growing.whole();
        return trials(place, map.radius_at(place), map.error_at(place), helpers, stop);
    };
    return grow(growing, compute, part.finish, sink, stop, threads, !part.known.empty());
}

BasinMap assemble_basin_map(const BasinMapSpec& spec, const MapPart& part) {
    spec.validate();
    GrowingMap growing(spec, part);
    assemble(growing);
    return growing.whole();
}

}  // namespace basin
