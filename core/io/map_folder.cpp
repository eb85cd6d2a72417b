// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/map_folder.h"

#include "core/io/map_identity.h"
#include "core/io/results_files.h"
#include "core/io/results_io.h"
#include "core/numeric/input_error.h"

namespace basin {

namespace fs = std::filesystem;

MapFolder::MapFolder(const fs::path& folder, const Experiment& experiment, const MapShard& shard,
                     MapStart start)
    : folder_(folder), shard_(shard), existed_(fs::exists(folder)) {
    check_output_folder(folder_, true);
    if (start == MapStart::fresh && !fs::is_empty(folder_)) {
        throw InputError(
            folder_.string(),
            "found files in it; expected a new or empty folder, --resume to go on with the map that "
            "was begun there, or --force");
    }
    const fs::path journal = folder_ / map_journal_file;
    if (start == MapStart::replace) fs::remove(journal);
    const auto identity = map_identity(experiment);
    if (start == MapStart::resume && fs::exists(folder_ / result_file)) {
        take_results(identity);
    } else if (start == MapStart::resume && !fs::is_empty(folder_) && !fs::exists(journal)) {
        throw InputError(folder_.string(), "found no basin map to go on with; expected one, or a new folder");
    }
    journal_ = std::make_unique<MapJournal>(journal, identity, shard_);
    known_.insert(known_.end(), journal_->cells().begin(), journal_->cells().end());
}

MapFolder::~MapFolder() {
    if (written_ || !journal_->empty()) return;
    std::error_code ignored;
    fs::remove(folder_ / map_journal_file, ignored);
    if (!existed_) fs::remove(folder_, ignored);
}

void MapFolder::take_results(const nlohmann::ordered_json& identity) {
    const Results results = read_results(folder_);
    if (!results.basin_map || !results.runs.empty()) {
        throw InputError(
            folder_.string(),
            "found other results than a basin map's; expected the folder of this map, or a new one");
    }
    std::string difference = map_difference(map_identity(results.experiment), identity);
    if (difference.empty() && results.basin_map->shard != shard_) {
        difference = "shard is " + results.basin_map->shard.text() + " there and " + shard_.text() + " here";
    }
    if (!difference.empty()) {
        throw InputError(folder_.string(), "found another map (" + difference +
                                               "); expected the map that was begun here, or another folder");
    }
    known_ = computed_cells(*results.basin_map);
}

MapPart MapFolder::part() {
    return {shard_, known_, [this](const PlacedCell& placed) { journal_->append(placed); }};
}

std::vector<fs::path> MapFolder::write(const Results& results) {
    auto files = write_results(results, folder_);
    written_ = true;
    if (results.basin_map && results.basin_map->complete) fs::remove(folder_ / map_journal_file);
    return files;
}

}  // namespace basin
