// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/basin_map_csv.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "core/io/formats/csv.h"
#include "core/io/quote.h"
#include "core/numeric/input_error.h"
#include "core/numeric/rate_interval.h"

namespace basin {

namespace {

const std::vector<std::string>& map_columns() {
    static const std::vector<std::string> names{"level",           "radius",    "error",
                                                "trials",          "successes", "rate",
                                                "rate_low",        "rate_high", "median_iterations",
                                                "median_objective"};
    return names;
}

/// Of a cell from an older file nobody knows why its trials failed.
bool knows_causes(const BasinMapCell& cell) {
    return cell.trials > 0 && cell.causes.total() == cell.trials - cell.successes;
}

void write_causes(CsvWriter& writer, const BasinMapCell& cell) {
    for (const FailureCause cause : all_failure_causes) {
        if (knows_causes(cell))
            writer.cell(cell.causes[cause]);
        else
            writer.cell(not_applicable);
    }
}

void write_cell(CsvWriter& writer, const BasinMap& map, const PlacedCell& placed, bool objectives) {
    const auto& [place, cell] = placed;
    writer.cell(place.level).cell(map.radius_at(place)).cell(map.error_at(place));
    writer.cell(cell.trials).cell(cell.successes);
    if (cell.trials > 0) {
        const auto interval = wilson_interval(cell.successes, cell.trials);
        writer.cell(static_cast<double>(cell.successes) / static_cast<double>(cell.trials));
        writer.cell(interval.low).cell(interval.high);
    } else {
        writer.cell(not_applicable).cell(not_applicable).cell(not_applicable);
    }
    writer.cell(cell.median_iterations);
    if (objectives) writer.cell(cell.median_objective);
    write_causes(writer, cell);
    writer.end_line();
}

/// Whether the map is one of a recurrent network, which has a column more.
bool has_objectives(const BasinMap& map) {
    const auto has = [](const BasinMapCell& cell) { return !std::isnan(cell.median_objective); };
    return std::ranges::any_of(map.cells, has) || std::ranges::any_of(map.refined, has, &PlacedCell::cell);
}

/// Reads one file; places follow from the radii and errors of an empty map.
class MapReader {
  public:
    MapReader(std::string_view text, const std::string& where, const BasinMapSpec& spec)
        : reader_(text, where), where_(where), spec_(spec), grid_(assemble_basin_map(spec, {})) {}

    std::vector<PlacedCell> read() {
        read_header();
        std::vector<PlacedCell> placed;
        std::size_t coarse = 0;
        while (reader_.next(cells_)) {
            const MapPlace place = read_place();
            coarse += place.level == 0;
            const BasinMapCell cell = read_cell();
            if (cell.trials > 0) placed.push_back({place, cell});
        }
        if (coarse != grid_.cells.size()) {
            throw InputError(
                where_, "found " + std::to_string(coarse) + " cells of the coarsest grid; expected " +
                            std::to_string(spec_.radius_count) + " x " + std::to_string(spec_.error_count));
        }
        return placed;
    }

  private:
    void read_header() {
        if (!reader_.next(cells_)) {
            throw InputError(where_, "found an empty file; expected a header and numbers");
        }
        const std::span names(map_columns());
        const std::size_t before = cells_.size() - std::min(cells_.size(), failure_causes);
        const std::span<const std::string_view> found(cells_);
        causes_ = std::ranges::equal(found.subspan(before), all_failure_causes, {}, {},
                                     [](FailureCause cause) { return to_string(cause); });
        const auto own = causes_ ? found.first(before) : found;
        const auto is = [&](std::span<const std::string> header) { return std::ranges::equal(own, header); };
        const auto older = names.first(names.size() - 1);
        objectives_ = is(names);
        levels_ = objectives_ || is(older);
        if (!levels_ && !is(older.subspan(1))) {
            throw InputError(where_, "line 1: found another header; expected the one that basin writes");
        }
    }

    MapPlace read_place() {
        const Index level = levels_ ? reader_.whole(cells_, 0) : 0;
        if (level > spec_.refinement) {
            reader_.fail(0, "found " + quote(cells_[0]) + "; expected at most the experiment's refinement");
        }
        const double radius = number(1), error = number(2);
        const double low = std::log(spec_.radius_min), high = std::log(spec_.radius_max);
        const MapPlace place{level, index(error, spec_.error_min, spec_.error_max, spec_.error_count, level),
                             index(std::log(radius), low, high, spec_.radius_count, level)};
        if (place.radius < 0 || !close(grid_.radius_at(place), radius)) refuse(1);
        if (place.error < 0 || !close(grid_.error_at(place), error)) refuse(2);
        return place;
    }

    BasinMapCell read_cell() {
        const Index trials = reader_.whole(cells_, column(3)), successes = reader_.whole(cells_, column(4));
        if (successes > trials) {
            reader_.fail(column(4), "found " + quote(cells_[column(4)]) +
                                        " successes; expected at most the " + std::to_string(trials) +
                                        " trials");
        }
        return {trials, successes, reader_.number_or_blank(cells_, column(8)),
                objectives_ ? reader_.number_or_blank(cells_, column(9)) : not_applicable,
                causes_ ? read_causes(trials - successes) : CauseCounts()};
    }

    CauseCounts read_causes(Index failures) const {
        const std::size_t first = column(objectives_ ? 10 : 9);
        CauseCounts causes;
        for (std::size_t k = 0; k < failure_causes; ++k) {
            if (!cells_[first + k].empty()) causes.counts[k] = reader_.whole(cells_, first + k);
        }
        if (causes.total() != 0 && causes.total() != failures) {
            reader_.fail(first, "found causes of " + std::to_string(causes.total()) +
                                    " failures; expected those of " + std::to_string(failures));
        }
        return causes;
    }

    /// The nearest place of a level's grid on an axis; -1 beyond its ends.
    static Index index(double at, double low, double high, Index count, Index level) {
        if (count == 1 || !(high > low)) return 0;
        const auto steps = static_cast<double>((count - 1) << level);
        const double place = std::round((at - low) / (high - low) * steps);
        return place >= 0 && place <= steps ? static_cast<Index>(place) : -1;
    }
    /// Equal but for the last digits, in which platforms may differ.
    static bool close(double a, double b) {
        return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
    }
    /// A column of columns() in this file.
    std::size_t column(std::size_t now) const { return levels_ ? now : now - 1; }
    double number(std::size_t now) const { return reader_.number(cells_, column(now)); }
    [[noreturn]] void refuse(std::size_t now) const {
        reader_.fail(column(now), "found " + quote(cells_[column(now)]) + "; expected a " +
                                      map_columns()[now] + " of the experiment's basin_map");
    }

    CsvReader reader_;
    const std::string& where_;
    const BasinMapSpec& spec_;
    const BasinMap grid_;
    std::vector<std::string_view> cells_;
    bool levels_ = true;
    bool objectives_ = false;
    bool causes_ = false;
};

}  // namespace

std::string basin_map_csv(const BasinMap& map) {
    const bool objectives = has_objectives(map);
    std::vector<std::string> header = map_columns();
    if (!objectives) header.pop_back();
    for (const FailureCause cause : all_failure_causes) header.emplace_back(to_string(cause));
    CsvWriter writer(header);
    for (Index e = 0; e < map.errors.size(); ++e) {
        for (Index r = 0; r < map.radii.size(); ++r)
            write_cell(writer, map, {{0, e, r}, map.cell(r, e)}, objectives);
    }
    for (const PlacedCell& placed : map.refined) {
        if (placed.cell.trials > 0) write_cell(writer, map, placed, objectives);
    }
    return writer.text();
}

std::vector<PlacedCell> parse_basin_map(std::string_view text, const std::string& where,
                                        const BasinMapSpec& spec) {
    return MapReader(text, where, spec).read();
}

}  // namespace basin
