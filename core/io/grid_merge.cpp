// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/grid_merge.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "core/io/experiment_json.h"
#include "core/io/grid_identity.h"
#include "core/io/grid_kinds.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace {

namespace fs = std::filesystem;

/// Takes shard after shard and refuses the first that does not fit to those before.
template <class Grid>
class Merger {
    using Placed = typename Grid::Codec::Placed;

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
            refuse(folder, "found another " + noun() + " (" + difference + ")", "in the first folder");
        take(folder, results);
    }

    Results finish() {
        const Index count = (first_.*Grid::result)->shard.count;
        const std::string missing = missing_shards(count);
        if (!missing.empty()) {
            throw InputError("merge", "found " + std::to_string(folders_.size()) + " of " +
                                          std::to_string(count) + " shards; expected also shard " + missing);
        }
        typename Grid::Part whole;
        for (const auto& [place, cell] : cells_) whole.known.push_back({place, cell});
        auto grid = Grid::assemble(first_.experiment, whole);
        first_.*Grid::result = std::make_shared<const decltype(grid)>(std::move(grid));
        return std::move(first_);
    }

  private:
    static std::string noun() { return std::string(Grid::Codec::kind.noun); }

    [[noreturn]] static void refuse(const fs::path& folder, const std::string& found,
                                    const std::string& where) {
        throw InputError(folder.string(), found + "; expected a shard of the " + noun() + " " + where);
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
        nlohmann::ordered_json identity = stored_identity<Grid>(folder, results.experiment);
        const std::string difference = map_difference(identity, Grid::identity(results.experiment));
        if (difference.empty()) return identity;
        throw InputError(folder.string(), "found a " + noun() +
                                              " of other data than its experiment reads now (" + difference +
                                              "); expected the data that it was made from");
    }

    void check_map(const fs::path& folder, const Results& results) const {
        if (!(results.*Grid::result))
            refuse(folder, "found no " + std::string(Grid::Codec::kind.name) + " in it", "to be merged");
        const auto& map = *(results.*Grid::result);
        if (!map.complete) {
            throw InputError(folder.string(), "found an unfinished " + noun() + " of " +
                                                  std::to_string(map.computed) +
                                                  " cells; expected a whole one: " + std::string(Grid::verb) +
                                                  " with --resume finishes it");
        }
        if (!folders_.empty() && map.shard.count != (first_.*Grid::result)->shard.count) {
            refuse(folder, "found shard " + map.shard.text(),
                   "in " + std::to_string((first_.*Grid::result)->shard.count) + " shards");
        }
    }

    void take(const fs::path& folder, const Results& results) {
        const auto& map = *(results.*Grid::result);
        const auto [known, added] = folders_.emplace(map.shard.index, folder);
        if (!added) {
            throw InputError(folder.string(), "found shard " + map.shard.text() + ", as in " +
                                                  known->second.string() + "; expected each shard once");
        }
        // Shards meet in the cells on their borders, which both computed.
        for (const Placed& placed : computed_cells(map)) {
            const auto [before, fresh] = cells_.emplace(placed.place, placed.cell);
            if (!fresh && !Grid::are_same({placed.place, before->second}, placed))
                disagree(folder, map, placed);
        }
    }

    [[noreturn]] static void disagree(const fs::path& folder, const auto& map, const Placed& placed) {
        throw InputError(folder.string(), "found " + Grid::place_text(map, placed) +
                                              ", where another shard has other numbers; expected shards of "
                                              "one version of basin on machines of one kind");
    }

    Results first_;
    nlohmann::ordered_json identity_;
    std::map<Index, fs::path> folders_;  // by shard
    std::map<decltype(Placed::place), decltype(Placed::cell)> cells_;
};

template <class Grid>
Results merge(const std::vector<fs::path>& folders) {
    Merger<Grid> merger;
    for (const fs::path& folder : folders) merger.add(folder);
    return merger.finish();
}

}  // namespace

Results merge_shards(const std::vector<fs::path>& folders) {
    if (folders.empty()) throw InputError("merge", "found no folders; expected those of the shards");
    // What the first one holds says what is merged.
    const bool is_sweep = identity_in_folder(folders.front(), SweepGrid::identity_key).has_value();
    return is_sweep ? merge<SweepGrid>(folders) : merge<MapGrid>(folders);
}

}  // namespace basin
