// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_merge.h"

#include <cmath>
#include <map>
#include <string>

#include "core/io/experiment_json.h"
#include "core/io/map_identity.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"
#include "core/numeric/text.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

bool same(const BasinMapCell& a, const BasinMapCell& b) {
    return a.trials == b.trials && a.successes == b.successes &&
           (a.median_iterations == b.median_iterations || (a.successes == 0 && b.successes == 0)) &&
           (a.median_objective == b.median_objective || std::isnan(a.median_objective)) &&
           (a.causes == b.causes || a.causes.total() == 0 || b.causes.total() == 0);  // one may be older
}

/// Takes shard after shard and refuses the first that does not fit to those before.
class Merger {
  public:
    void add(const fs::path& folder) {
        Results results = read_results(folder);
        check_map(folder, results);
        // With all its data, for they go with the merged map.
        results.experiment = read_experiment(folder / result_file);
        const nlohmann::ordered_json identity = checked_identity(folder, results);
        if (folders_.empty()) {
            identity_ = identity;
            first_ = std::move(results);
            take(folder, first_);
            return;
        }
        const std::string difference = map_difference(identity, identity_);
        if (!difference.empty())
            refuse(folder, "found another map (" + difference + ")", "in the first folder");
        take(folder, results);
    }

    Results finish() {
        const Index count = first_.basin_map->shard.count;
        const std::string missing = missing_shards(count);
        if (!missing.empty()) {
            throw InputError("merge", "found " + std::to_string(folders_.size()) + " of " +
                                          std::to_string(count) + " shards; expected also shard " + missing);
        }
        MapPart whole;
        for (const auto& [place, cell] : cells_) whole.known.push_back({place, cell});
        first_.basin_map =
            std::make_shared<const BasinMap>(assemble_basin_map(*first_.experiment.basin_map, whole));
        return std::move(first_);
    }

  private:
    [[noreturn]] static void refuse(const fs::path& folder, const std::string& found,
                                    const std::string& where) {
        throw InputError(folder.string(), found + "; expected a shard of the map " + where);
    }

    /// The shards that no folder holds, the first ten of them by number.
    std::string missing_shards(Index count) const {
        constexpr Index most_named = 10;
        std::string missing;
        Index named = 0;
        for (Index index = 1; index <= count && named < most_named; ++index) {
            if (folders_.contains(index)) continue;
            missing += (missing.empty() ? "" : ", ") + std::to_string(index);
            ++named;
        }
        const Index rest = count - std::ssize(folders_) - named;
        return rest > 0 ? missing + " and " + std::to_string(rest) + " more" : missing;
    }

    /// The merged map stands beside its experiment, so that the data must be those it was made from.
    static nlohmann::ordered_json checked_identity(const fs::path& folder, const Results& results) {
        nlohmann::ordered_json identity = stored_map_identity(folder, results.experiment);
        const std::string difference = map_difference(identity, map_identity(results.experiment));
        if (difference.empty()) return identity;
        throw InputError(folder.string(), "found a map of other data than its experiment reads now (" +
                                              difference + "); expected the data that it was made from");
    }

    void check_map(const fs::path& folder, const Results& results) const {
        if (!results.basin_map) refuse(folder, "found no basin map in it", "to be merged");
        const BasinMap& map = *results.basin_map;
        if (!map.complete) {
            throw InputError(folder.string(), "found an unfinished map of " + std::to_string(map.computed) +
                                                  " cells; expected a whole one: basin map with --resume "
                                                  "finishes it");
        }
        if (!folders_.empty() && map.shard.count != first_.basin_map->shard.count) {
            refuse(folder, "found shard " + map.shard.text(),
                   "in " + std::to_string(first_.basin_map->shard.count) + " shards");
        }
    }

    void take(const fs::path& folder, const Results& results) {
        const BasinMap& map = *results.basin_map;
        const auto [known, added] = folders_.emplace(map.shard.index, folder);
        if (!added) {
            throw InputError(folder.string(), "found shard " + map.shard.text() + ", as in " +
                                                  known->second.string() + "; expected each shard once");
        }
        // Shards meet in the cells on their borders, which both computed.
        for (const PlacedCell& placed : computed_cells(map)) {
            const auto [before, fresh] = cells_.emplace(placed.place, placed.cell);
            if (!fresh && !same(before->second, placed.cell)) disagree(folder, map, placed);
        }
    }

    [[noreturn]] static void disagree(const fs::path& folder, const BasinMap& map, const PlacedCell& placed) {
        throw InputError(folder.string(),
                         "found " + std::to_string(placed.cell.successes) + " successes at radius " +
                             number_text(map.radius_at(placed.place)) + " and error " +
                             number_text(map.error_at(placed.place)) +
                             ", where another shard has other numbers; expected shards of one "
                             "version of basin on machines of one kind");
    }

    Results first_;
    nlohmann::ordered_json identity_;
    std::map<Index, fs::path> folders_;  // by shard
    std::map<MapPlace, BasinMapCell> cells_;
};

}  // namespace

Results merge_maps(const std::vector<fs::path>& folders) {
    if (folders.empty()) throw InputError("merge", "found no folders; expected those of the shards");
    Merger merger;
    for (const fs::path& folder : folders) merger.add(folder);
    return merger.finish();
}

}  // namespace basin
