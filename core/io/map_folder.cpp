// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_folder.h"

#include <system_error>
#include <utility>

#include "core/io/map_identity.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace fs = std::filesystem;

MapFolder::MapFolder(const fs::path& folder, const Experiment& experiment, const MapShard& shard,
                     MapStart start)
    : folder_(folder),
      shard_(shard),
      missing_(missing_folders(folder)),
      replaces_(start == MapStart::replace) {
    check_output_folder(folder_, true);
    if (start == MapStart::fresh && !fs::is_empty(folder_)) {
        throw InputError(
            folder_.string(),
            "found files in it; expected a new or empty folder, --resume to go on with the map that "
            "was begun there, or --force");
    }
    const fs::path journal = folder_ / map_journal_file;
    const auto identity = map_identity(experiment);
    if (start == MapStart::resume && fs::exists(folder_ / result_file)) {
        take_results(identity);
    } else if (start == MapStart::resume && !fs::is_empty(folder_) && !fs::exists(journal)) {
        throw InputError(folder_.string(), "found no basin map to go on with; expected one, or a new folder");
    }
    journal_ = std::make_unique<MapJournal>(
        journal, identity, shard_,
        start == MapStart::replace ? MapJournal::Start::anew : MapJournal::Start::go_on);
    known_.insert(known_.end(), journal_->cells().begin(), journal_->cells().end());
}

MapFolder::~MapFolder() {
    if (written_ || !journal_->empty()) return;
    std::error_code ignored;
    fs::remove(folder_ / map_journal_file, ignored);
    for (const fs::path& made : missing_) fs::remove(made, ignored);
}

std::string MapFolder::refusal(const Results& results, const nlohmann::ordered_json& identity) const {
    if (!results.basin_map || !results.runs.empty())
        return "found other results than a basin map's; expected the folder of this map, or a new one";
    std::string difference = map_difference(stored_map_identity(folder_, results.experiment), identity);
    if (difference.empty() && results.basin_map->shard != shard_) {
        difference = "shard is " + results.basin_map->shard.text() + " there and " + shard_.text() + " here";
    }
    if (difference.empty()) return {};
    return "found another map (" + difference + "); expected the map that was begun here, or another folder";
}

void MapFolder::take_results(const nlohmann::ordered_json& identity) {
    const Results results = read_results(folder_);
    const std::string reason = refusal(results, identity);
    if (reason.empty()) {
        known_ = computed_cells(*results.basin_map);
        whole_ = results.basin_map->complete && !results.stopped;
        return;
    }
    // The map that was to take their place was killed before they went.
    replaces_ = MapJournal::is_of(folder_ / map_journal_file, identity, shard_);
    if (!replaces_) throw InputError(folder_.string(), reason);
}

void MapFolder::keep(const PlacedCell& placed) {
    journal_->append(placed);
    std::error_code ignored;
    // What this map replaces stays until there is something of its own.
    if (std::exchange(replaces_, false)) fs::remove(folder_ / result_file, ignored);
}

MapPart MapFolder::part() {
    return {shard_, known_, [this](const PlacedCell& placed) { keep(placed); }};
}

std::vector<fs::path> MapFolder::write(const Results& results) {
    // Written again, the files could only be lost.
    if (whole_ && journal_->empty()) return {};
    auto files = write_results(results, folder_);
    written_ = true;
    if (results.basin_map && results.basin_map->complete) fs::remove(folder_ / map_journal_file);
    return files;
}

}  // namespace basin
